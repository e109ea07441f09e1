import type { Bencher } from './json-map-bench.ts'
import type { Answer, Work } from './json-map-work.ts'
import { work } from './json-map-work.ts'

/** The worker of paths for tests, in the same thread. It hangs where a text has this in it. */
export class FakeBencher implements Bencher {
  static made: FakeBencher[] = []
  static hangs = 'hang'
  onmessage: Bencher['onmessage'] = null
  onerror: Bencher['onerror'] = null
  works: Work[] = []
  isEnded = false

  constructor() {
    FakeBencher.made.push(this)
    this.#say({ type: 'ready' })
  }

  postMessage(asked: Work): void {
    this.works.push(asked)
    let hung = false
    const texts = asked.want === 'picks' ? asked.texts : []
    work(asked, (answer) => {
      hung ||= 'index' in answer && (texts[answer.index]?.text.includes(FakeBencher.hangs) ?? false)
      if (!hung) this.#say(structuredClone(answer))
    })
  }

  terminate(): void {
    this.isEnded = true
  }

  #say(data: Answer): void {
    queueMicrotask(() => !this.isEnded && this.onmessage?.({ data } as MessageEvent<Answer>))
  }
}
