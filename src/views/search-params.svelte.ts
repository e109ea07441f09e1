import type { Query } from '../model/query.ts'
import type { Route } from '../stores/route.svelte.ts'

/** What is searched for in a profile, as the address has it: `q`, `regex`, `case`. A search is open while there is a `q`,
 *  be it empty. */
export class SearchParams {
  readonly #route: Route

  constructor(route: Route) {
    this.#route = route
  }

  /** Equal ones are the same: whoever follows it hears of changes only. */
  readonly query = $derived.by((): Query => {
    const [text, regex, matchCase] = this.#key.split('\0')
    return { text: text ?? '', regex: regex === '1', matchCase: matchCase === '1' }
  })

  readonly #key = $derived.by(() => {
    const param = (name: string) => this.#route.param(name) ?? ''
    return [param('q').replaceAll('\0', ''), param('regex'), param('case')].join('\0')
  })

  get isOpen(): boolean {
    return this.#route.param('q') !== undefined
  }

  set({ text, regex, matchCase }: Query): void {
    this.#route.setParam('q', text)
    this.#route.setParam('regex', regex ? '1' : undefined)
    this.#route.setParam('case', matchCase ? '1' : undefined)
  }

  open(): void {
    if (!this.isOpen) this.#route.setParam('q', '')
  }

  close(): void {
    for (const name of ['q', 'regex', 'case']) this.#route.setParam(name, undefined)
  }
}
