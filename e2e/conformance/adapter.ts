import { NetError } from '../../src/net/errors.ts'
import { openEvents } from '../../src/net/events.ts'

/** What a conformance suite asks for; `initialDelayMs` is the wait before coming again until `retry:` says otherwise. */
export type Ask = {
  url: string
  method?: string
  headers?: Record<string, string>
  body?: string
  lastEventId?: string
  initialDelayMs?: number
}
export type Told =
  | { kind: 'event'; type: string; data: string; id: string }
  | { kind: 'comment'; comment: string }
  | { kind: 'error'; message: string; status?: number | undefined; final: boolean }

/** `openEvents` as an SSE client that comes again by itself, in Node or in a page. */
export function startClient(
  { url, lastEventId: id = '', initialDelayMs = 1_000, ...ask }: Ask,
  tell: (told: Told) => void,
): { restart(): void; close(): void } {
  const stop = new AbortController()
  let round = new AbortController()
  let wake = () => {}
  let delayMs = initialDelayMs
  const hear = async () => {
    const items = await openEvents(url, {
      ...ask,
      signal: AbortSignal.any([stop.signal, round.signal]),
      lastEventId: id,
      onId: (next) => (id = next),
      onRetry: (ms) => (delayMs = ms),
      onComment: (comment) => tell({ kind: 'comment', comment }),
    })
    for await (const item of items)
      if (item.kind === 'event') tell({ kind: 'event', type: item.event, data: item.data, id: item.id })
      else if (item.kind === 'garbled') tell({ kind: 'error', message: item.why.code, final: false })
  }
  const run = async () => {
    for (; !stop.signal.aborted; round = new AbortController()) {
      const error: unknown = await hear().catch((thrown: unknown) => thrown)
      if (round.signal.aborted || stop.signal.aborted) continue
      const { message, status, retryable, retryAt = 0 } = error as NetError
      tell({ kind: 'error', message, status, final: !retryable })
      if (!retryable) return
      const waitMs = Math.max(delayMs, retryAt - Date.now())
      await new Promise<void>((resolve) => setTimeout((wake = resolve), waitMs))
    }
  }
  void run()
  const restart = () => (round.abort(), wake())
  return { restart, close: () => (stop.abort(), wake()) }
}
