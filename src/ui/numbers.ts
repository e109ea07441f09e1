import { language } from '../i18n/i18n.svelte.ts'

/** An exact number in the pieces that the language writes it in. A separator of groups is only for the eye: it is not
 *  to be copied. */
export function numberPieces(value: number | bigint): { text: string; isGroup: boolean }[] {
  // Within these, the language writes out every digit that the number has.
  const size = Math.abs(Number(value))
  if (typeof value === 'number' && value !== 0 && !(size < 1e21 && size >= 1e-6))
    return [{ text: String(value), isGroup: false }]
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 20 })
    .formatToParts(value)
    .map(({ type, value: text }) => ({ text: type === 'minusSign' ? '-' : text, isGroup: type === 'group' }))
}

/** A number to be read at a glance: not more digits than that takes. */
export function roundNumber(value: number): string {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 8 }).format(value)
}

/** +2.1, −3: by how much it changed, without the noise of binary fractions. */
export function deltaOf(from: number | bigint, to: number | bigint): string {
  // Of two neighbours past 2^53, the difference is 1 only if it is taken exactly.
  const exactly = Number.isInteger(Number(from)) && Number.isInteger(Number(to))
  const delta = exactly ? BigInt(to) - BigInt(from) : Number(to) - Number(from)
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 6, signDisplay: 'exceptZero' }).format(
    delta,
  )
}
