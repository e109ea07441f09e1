import type { EventsItem } from './events.ts'
import { NetError } from './errors.ts'
import type { Ask } from './http.ts'
import type { WireOptions } from './platform.ts'
import { browserPlatform } from './platform.ts'
import { Queue } from './queue.ts'
import { closing } from './trace.ts'

/** How long the browser itself waits (about 3 s, without jitter): what a countdown may say. */
const NATIVE_RETRY_MS = 3_000

/** Events over the browser's own EventSource: it resumes by `Last-Event-ID` without a preflight and heals by itself
 *  (`lost`, `back`), but shows no status, no comments, takes no headers and hears only the events it was told of. */
export function openNativeEvents(
  url: string,
  names: string[],
  { signal, trace, heard, credentials, platform = browserPlatform() }: WireOptions & Pick<Ask, 'credentials'>,
): Promise<AsyncIterable<EventsItem>> {
  const { clock } = platform
  return new Promise((resolve, reject) => {
    const Source = platform.EventSource
    if (signal.aborted) return reject(signal.reason)
    if (!Source) return reject(new NetError('protocol', { code: 'no-event-source' }))
    const source = new Source(url, { withCredentials: credentials === 'include' })
    const end = (error?: NetError) => {
      source.close()
      signal.removeEventListener('abort', abort)
      trace?.(closing(clock.now(), error))
      if (error) items.fail(error)
      else items.end()
      reject(error ?? signal.reason)
    }
    const abort = () => end()
    const items = new Queue<EventsItem>(abort)
    signal.addEventListener('abort', abort, { once: true })

    let opened = false
    // A server's event may be called `open` or `error` too: those are messages.
    source.onopen = (event) => {
      if (event instanceof MessageEvent) return
      heard?.()
      trace?.({ at: clock.now(), kind: 'open', url, detail: 'EventSource' })
      if (opened) items.push({ kind: 'back' })
      opened = true
      resolve(items)
    }
    source.onerror = (event) => {
      if (event instanceof MessageEvent) return
      // [spec] CLOSED: the browser has given up, for a status, a type or a CORS failure that it does not tell.
      // One that never opened has nothing to resume: our own loop waits better, and says what it does.
      if (source.readyState === 2 || !opened)
        return end(new NetError('dropped', { code: 'unreachable', params: { url } }))
      const lost = new NetError('dropped', { code: 'ended' })
      trace?.(closing(clock.now(), lost))
      items.push({ kind: 'lost', why: lost.why, until: clock.now() + NATIVE_RETRY_MS })
    }
    for (const name of new Set(['message', ...names])) {
      source.addEventListener(name, (event) => {
        if (!(event instanceof MessageEvent)) return
        const { data, lastEventId } = event as MessageEvent<string>
        heard?.()
        trace?.({ at: clock.now(), kind: 'in', frame: data, event: name, id: lastEventId })
        items.push({ kind: 'event', event: name, data, id: lastEventId })
      })
    }
  })
}
