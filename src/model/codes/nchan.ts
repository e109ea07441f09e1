/** What is said of Nchan: its name, the fields of its form, and why something of it does not work. */
export const NCHAN_CODES = ['backend.nchan', 'backend.nchan.help'] as const
export type NchanCode = (typeof NCHAN_CODES)[number]
