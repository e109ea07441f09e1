import { begin, begun, look, say } from './in-page.ts'
import { line } from './sender.ts'
import type { Tab } from './tab.ts'

export type Look = ReturnType<typeof look>

/** So many lines are typed at one go, before anything else may happen to the tab. */
const AT_ONCE = 8

/** Somebody who talks in a tab, numbers their lines, and does one thing at a time: a line is either said before the tab
 *  is reloaded, or after. */
export class Person {
  tab: Tab
  /** The last number that the page took. */
  said = 0
  #busy: Promise<unknown> = Promise.resolve()

  constructor(tab: Tab) {
    this.tab = tab
  }

  /** Does something to the tab, after what is being done to it. */
  alone<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(act)
    this.#busy = done.catch(() => undefined)
    return done
  }

  /** Says the next lines, up to that number. Returns how many the page took; what it refuses is said again later. */
  speak(upTo: number): Promise<number> {
    return this.alone(async () => {
      const count = Math.min(AT_ONCE, upTo - this.said)
      const lines = Array.from({ length: count }, (_, index) => line('up', this.said + 1 + index))
      const taken = await this.tab.run(say, lines)
      this.said += taken
      return taken
    })
  }

  /** What the page looks like; undefined where it cannot be looked at just now. */
  look(): Promise<Look | undefined> {
    return this.tab.run(look, undefined).catch(() => undefined)
  }

  begin(text: string): Promise<void> {
    return this.tab.run(begin, text)
  }

  begun(): Promise<string | undefined> {
    return this.tab.run(begun, undefined)
  }
}
