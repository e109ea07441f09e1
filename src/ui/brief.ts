/** A value in a few words of its own, on one line. */
export function briefOf(value: unknown, limit = 80): string {
  if (typeof value === 'string') return shortened(value.slice(0, limit + 1).replaceAll(/\s+/g, ' '), limit)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[…] ${value.length}`
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value)
    return names.length === 0 ? '{}' : shortened(`{ ${names.slice(0, 8).join(', ')} }`, limit)
  }
  return String(value)
}

function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}
