import type { IncomingMessage, ServerResponse } from 'node:http'
import { MAX_BYTES } from './switchboard.ts'

/** Of a body that is too long so much is read and thrown away; then the line is cut. */
const MAX_DISCARDED_BYTES = 16 * 1024 * 1024

/** A body that is longer than what is taken. */
export class TooLarge extends Error {}

/** A Node request as the Fetch standard's, its body read. Throws TooLarge, or TypeError where it is none at all. */
export async function toRequest(incoming: IncomingMessage, url: URL, signal: AbortSignal): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const { method = 'GET' } = incoming
  const body = method === 'GET' || method === 'HEAD' ? null : await readBody(incoming)
  return new Request(url, { method, headers, body, signal })
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    // Read on all the same: who is cut off in the middle of sending does not hear why.
    if (bytes <= MAX_BYTES) chunks.push(chunk)
    if (bytes > MAX_DISCARDED_BYTES) incoming.destroy()
  }
  if (bytes > MAX_BYTES) throw new TooLarge()
  return new Uint8Array(Buffer.concat(chunks))
}

/** Writes an answer, its head at once, and its body as it comes and as fast as it is read. */
export async function writeResponse(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.flushHeaders()
  const reader = response.body?.getReader()
  if (outgoing.req.method === 'HEAD') void reader?.cancel()
  if (!reader || outgoing.req.method === 'HEAD') return void outgoing.end()
  // A reader that went away ends the stream.
  outgoing.once('close', () => void reader.cancel().catch(() => undefined))
  for (;;) {
    const { done, value } = await reader.read()
    if (done || outgoing.destroyed) break
    if (!outgoing.write(value)) await drained(outgoing)
  }
  outgoing.end()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done).off('close', done)
      resolve()
    }
    outgoing.on('drain', done).on('close', done)
  })
}
