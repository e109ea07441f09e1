import form from './en/form.ts'
import shell from './en/shell.ts'
import views from './en/views.ts'
import why from './en/why.ts'

export default { ...why, ...form, ...shell, ...views }
