import auth from './en/auth.ts'
import composer from './en/composer.ts'
import doctor from './en/doctor.ts'
import exported from './en/export.ts'
import finding from './en/finding.ts'
import form from './en/form.ts'
import found from './en/found.ts'
import inspect from './en/inspect.ts'
import mapping from './en/mapping.ts'
import search from './en/search.ts'
import share from './en/share.ts'
import views from './en/views.ts'
import why from './en/why.ts'

/** What is said by parts that are loaded when they are shown. */
export default {
  ...auth,
  ...composer,
  ...doctor,
  ...exported,
  ...finding,
  ...form,
  ...found,
  ...inspect,
  ...mapping,
  ...search,
  ...share,
  ...views,
  ...why,
}
