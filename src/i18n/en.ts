import shell from './en/shell.ts'

/** What the first screen says. */
export default { ...shell }
