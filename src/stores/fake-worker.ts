import type { Answer, Work } from './seeker-work.ts'
import { work } from './seeker-work.ts'

/** The seeker's worker for tests, in the same thread. One that is asked for a pattern of `hangs` never answers. */
export class FakeWorker {
  static made: FakeWorker[] = []
  static hangs: (pattern: string) => boolean = () => false
  readonly url: string
  onmessage: ((event: { data: Answer }) => void) | null = null
  onerror: (() => void) | null = null
  isEnded = false
  works: Work[] = []

  constructor(url: string) {
    this.url = url
    FakeWorker.made.push(this)
    this.#say({ type: 'ready' })
  }

  postMessage(asked: Work): void {
    this.works.push(asked)
    if (!FakeWorker.hangs(asked.query.text)) this.#say(work(asked))
  }

  terminate(): void {
    this.isEnded = true
  }

  #say(data: Answer): void {
    queueMicrotask(() => !this.isEnded && this.onmessage?.({ data: structuredClone(data) }))
  }
}
