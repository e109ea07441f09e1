/** What is said of ntfy: its name, the fields of its form, and why something of it does not work. */
export const NTFY_CODES = ['backend.ntfy', 'backend.ntfy.help'] as const
export type NtfyCode = (typeof NTFY_CODES)[number]
