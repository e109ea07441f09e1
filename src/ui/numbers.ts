import { language } from '../i18n/i18n.svelte.ts'

/** An exact number in the pieces that the language writes it in. A separator of groups is only for the eye: it is not
 *  to be copied. */
export function numberPieces(value: number): { text: string; isGroup: boolean }[] {
  if (!Number.isFinite(value)) return [{ text: String(value), isGroup: false }]
  // Within these, the language writes out every digit that the number has.
  const isPlain = value === 0 || (Math.abs(value) < 1e21 && Math.abs(value) >= 1e-6)
  if (!isPlain) return [{ text: String(value), isGroup: false }]
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 20 })
    .formatToParts(value)
    .map(({ type, value: text }) => ({ text: type === 'minusSign' ? '-' : text, isGroup: type === 'group' }))
}

/** A number to be read at a glance: not more digits than that takes. */
export function roundNumber(value: number): string {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 8 }).format(value)
}

/** +2.1, −3: by how much it changed, without the noise of binary fractions. */
export function deltaOf(from: number, to: number): string {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 6, signDisplay: 'exceptZero' }).format(
    to - from,
  )
}
