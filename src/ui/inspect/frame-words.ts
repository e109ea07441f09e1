import { say, t } from '../../i18n/i18n.svelte.ts'
import { closeName } from '../../model/close-name.ts'
import type { FrameType } from '../../model/frame-type.ts'
import type { Frame } from '../../model/message.ts'
import { headOf } from '../../model/text.ts'
import type { Traced, TracedEvent } from '../../model/traced.ts'
import { secondOf } from '../when.ts'

const LINE_BYTES = 24

/** 12:03:41.207 */
export function timeOf(at: number): string {
  const ms = ((at % 1_000) + 1_000) % 1_000
  return `${secondOf(at)}.${String(Math.floor(ms)).padStart(3, '0')}`
}

/** How much later than the one before: +3, +1.20 s, +2 m 05 s, +1 h 02 m. Without a unit it is milliseconds. */
export function laterOf(ms: number): string {
  const sign = ms < 0 ? '−' : '+'
  const size = Math.abs(ms)
  if (size < 1_000) return `${sign}${Math.round(size)}`
  if (size < 60_000) return `${sign}${(Math.floor(size / 10) / 100).toFixed(2)} s`
  const minutes = Math.floor(size / 60_000)
  if (minutes < 60) return `${sign}${minutes} m ${pad(Math.floor(size / 1_000) % 60)} s`
  return `${sign}${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`
}

const pad = (number: number) => String(number).padStart(2, '0')

/** 512 B, 1.2 kB, 3.4 MB. */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return `${Math.round(bytes)} B`
  const [unit, by] = bytes < 1e6 ? ['kB', 1e3] : ['MB', 1e6]
  const size = bytes / (by as number)
  return `${size < 100 ? size.toFixed(1) : Math.round(size)} ${unit as string}`
}

export function typeWord(type: FrameType): string {
  return t(`inspect.type.${type}`)
}

/** The beginning of a frame on one line: so many characters of its text, or its first bytes. */
export function lineOf(frame: Frame, type: FrameType | undefined, chars: number): string {
  if (typeof frame !== 'string' && (type === 'binary' || type === 'image')) {
    const bytes = [...new Uint8Array(frame, 0, Math.min(frame.byteLength, LINE_BYTES))]
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    return frame.byteLength > LINE_BYTES ? `${hex} …` : hex
  }
  const text = typeof frame === 'string' ? frame : String(headOf(frame))
  return text.slice(0, chars).replaceAll(/\s+/g, ' ').trim()
}

/** What happened to a wire, in words. */
export function eventWords(event: TracedEvent): string {
  switch (event.kind) {
    case 'open':
      return t('inspect.opened', { url: event.url })
    case 'close':
      return closeWords(event)
    case 'status': {
      const { status } = event
      const why = status.name === 'waiting' || status.name === 'failed' ? say(status.why) : ''
      const trip =
        status.name === 'ready' && status.rttMs !== undefined ? `${Math.round(status.rttMs)} ms` : ''
      return [t(`status.${status.name}`), why, trip].filter(Boolean).join(' · ')
    }
    case 'note':
      return event.detail
  }
}

function closeWords({ code, reason, why }: TracedEvent & { kind: 'close' }): string {
  const name = code === undefined ? '' : closeName(code)
  const closed = code === undefined ? '' : t('inspect.closed', { code: String(code), name })
  if (closed) return reason ? `${closed} · “${reason}”` : closed
  return why ? t('inspect.ended', { why: say(why) }) : t('inspect.closed-here')
}

/** What it is in one word: received, sent, opened … */
export function kindWord({ kind }: Traced): string {
  return t(`inspect.kind-of.${kind}`)
}
