import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answer, Ask, Load } from './load.ts'

const PROGRAM = fileURLToPath(new URL('./flood-server.ts', import.meta.url))

/** The flood server, in a process of its own: it is not to share the page's core, nor this one's turns. */
export class Flood {
  readonly host: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.host = `127.0.0.1:${port}`
  }

  static async start(): Promise<Flood> {
    const child = fork(PROGRAM)
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    return new Flood(child, port)
  }

  prepare(load: Load): Promise<Answer> {
    return this.#ask({ ask: 'prepare', load })
  }

  /** Sends what is prepared, and resolves when the last of it was taken by the wire. */
  send(rate?: number): Promise<Answer> {
    return this.#ask({ ask: 'send', ...(rate !== undefined && { rate }) })
  }

  async talk(rate: number): Promise<void> {
    await this.#ask({ ask: 'talk', rate })
  }

  stop(): void {
    this.#child.kill()
  }

  async #ask(asked: Ask): Promise<Answer> {
    const answered = once(this.#child, 'message') as Promise<[Answer | { trouble: string }]>
    this.#child.send(asked)
    const [answer] = await answered
    if ('trouble' in answer) throw new Error(answer.trouble)
    return answer
  }
}
