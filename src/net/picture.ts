import { imageTypeOf } from '../model/image.ts'
import { NetError } from './errors.ts'
import { openResponse, statusError } from './http.ts'
import type { WireOptions } from './platform.ts'

/** A larger picture is not loaded. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024
/** It gets so long. */
const TIMEOUT_MS = 30_000

/** The picture at an address, asked for without cookies and read to its end, but for one of more than `max` bytes. It is
 *  one by its bytes, whatever its server says. Throws NetError, or the signal's reason. */
export async function fetchPicture(
  url: string,
  { signal, platform }: Required<Pick<WireOptions, 'signal' | 'platform'>>,
  max = MAX_PICTURE_BYTES,
  redirect: 'follow' | 'manual' = 'follow',
): Promise<Blob> {
  const round = new AbortController()
  const stop = () => round.abort(signal.reason)
  const timeout = new NetError('timeout', { code: 'timeout', params: { seconds: TIMEOUT_MS / 1_000 } })
  const cancel = platform.clock.after(TIMEOUT_MS, () => round.abort(timeout))
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    const ask = { credentials: 'omit', cache: 'default', redirect } as const
    const response = await openResponse(url, ask, round.signal, platform)
    if (!response.ok) {
      void response.body?.cancel()
      throw statusError(response, '', platform.clock.now())
    }
    const bytes = await readBytes(response, max)
    const type = imageTypeOf(bytes)
    if (!type) throw new NetError('protocol', { code: 'rich.picture-none' })
    return new Blob([bytes], { type })
  } catch (error) {
    signal.throwIfAborted()
    if (round.signal.aborted) throw timeout
    if (error instanceof NetError) throw error
    throw new NetError('dropped', { code: 'ended', params: { url }, detail: String(error) })
  } finally {
    cancel()
    signal.removeEventListener('abort', stop)
  }
}

async function readBytes(response: Response, max: number): Promise<ArrayBuffer> {
  const tooLarge = () =>
    new NetError('protocol', { code: 'rich.picture-large', params: { megabytes: max / 1024 ** 2 } })
  const reader = response.body?.getReader()
  if (!reader) return new ArrayBuffer(0)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  if (Number(response.headers.get('content-length') ?? 0) > max) {
    void reader.cancel().catch(() => undefined)
    throw tooLarge()
  }
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(parts).arrayBuffer()
    size += value.byteLength
    if (size > max) {
      void reader.cancel().catch(() => undefined)
      throw tooLarge()
    }
    parts.push(value)
  }
}
