import exported from './en/export.ts'
import inspect from './en/inspect.ts'
import search from './en/search.ts'
import views from './en/views.ts'

/** What is said by parts that are loaded when they are shown. */
export default { ...exported, ...inspect, ...search, ...views }
