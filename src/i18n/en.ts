import form from './en/form.ts'
import shell from './en/shell.ts'
import why from './en/why.ts'

/** What the first screen says. */
export default { ...why, ...form, ...shell }
