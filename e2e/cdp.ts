import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Told = Record<string, unknown>
type Reply = {
  id?: number
  result?: Told
  error?: { message: string }
  method?: string
  params?: Told
  sessionId?: string
}
type Pending = { resolve: (result: Told) => void; reject: (error: Error) => void }

/** A page that hangs answers nothing: a run is to say so, and to end. What is to take longer says so. */
const ANSWER_MS = 30_000
const FLAGS = ['--headless=new', '--remote-debugging-port=0', '--no-first-run', '--window-size=1280,800']

/** A Chromium of its own, spoken to over the Chrome DevTools Protocol and nothing between
 *  (https://chromedevtools.github.io/devtools-protocol/). */
export class Cdp {
  readonly #child: ChildProcess
  readonly #folder: string
  readonly #socket: WebSocket
  readonly #pending = new Map<number, Pending>()
  readonly #hearing = new Set<(reply: Reply) => void>()
  #id = 0

  private constructor(child: ChildProcess, folder: string, socket: WebSocket) {
    this.#child = child
    this.#folder = folder
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)) as Reply)
    socket.onclose = () => {
      for (const { reject } of this.#pending.values()) reject(new Error('the browser is gone'))
    }
  }

  /** Starts the browser of that path, with an empty profile. */
  static async launch(path: string): Promise<Cdp> {
    const folder = await mkdtemp(join(tmpdir(), 'signalbox-chromium-'))
    // Its sandbox does not start for root.
    const flags = [
      ...FLAGS,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${folder}`,
    ]
    const child = spawn(path, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
    // A run that is broken off leaves no browser behind.
    const end = () => void child.kill('SIGKILL')
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    for await (const line of createInterface(child.stderr)) {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (!address) continue
      child.stderr.resume()
      const socket = new WebSocket(address)
      await once(socket, 'open')
      return new Cdp(child, folder, socket)
    }
    throw new Error(`${path} ended before it could be driven.`)
  }

  /** A command, to the browser or to one of its targets. Rejects with what the browser says, or after so many ms. */
  send(method: string, params: Told = {}, sessionId?: string, answerMs = ANSWER_MS): Promise<Told> {
    const id = ++this.#id
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#pending.delete(id)
        reject(new Error(`no answer to ${method} within ${answerMs} ms`))
      }, answerMs)
      const settle =
        <T>(pass: (value: T) => void) =>
        (value: T) => {
          clearTimeout(late)
          pass(value)
        }
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) })
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
  }

  /** The next event of that name from that target. */
  next(method: string, sessionId: string): Promise<Told> {
    return new Promise((resolve) => {
      const hear = (reply: Reply) => {
        if (reply.method !== method || reply.sessionId !== sessionId) return
        this.#hearing.delete(hear)
        resolve(reply.params ?? {})
      }
      this.#hearing.add(hear)
    })
  }

  async stop(): Promise<void> {
    const gone = this.#child.exitCode === null ? once(this.#child, 'exit') : undefined
    this.#child.kill('SIGKILL')
    await gone
    // What its other processes still write there may come in between.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }

  #hear(reply: Reply): void {
    for (const hear of [...this.#hearing]) hear(reply)
    const pending = reply.id === undefined ? undefined : this.#pending.get(reply.id)
    if (reply.id === undefined || !pending) return
    this.#pending.delete(reply.id)
    if (reply.error) pending.reject(new Error(reply.error.message))
    else pending.resolve(reply.result ?? {})
  }
}
