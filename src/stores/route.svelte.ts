import type { View } from '../model/profile.ts'
import { VIEWS } from '../model/profile.ts'

/** What a link may fill in. It never connects by itself. */
export type Prefill = {
  view?: View
  backend?: string
  name?: string
  /** Of the backend's fields: server, wire, post, first … */
  options: Record<string, string>
  language?: string
}

/** What is open. */
export type Place =
  | { at: 'welcome' }
  | { at: 'connect'; prefill: Prefill }
  | { at: 'edit'; id: string }
  | { at: 'demo' }
  | { at: 'profile'; id: string }

/** The hash ↔ what is open. Hooks for bookmarks: `#/connect?server=…&view=…`, `#/demo`. */
export class Route {
  place = $state.raw<Place>({ at: 'welcome' })
  readonly #page: Window

  constructor(page: Window = window) {
    this.#page = page
    page.addEventListener('hashchange', () => this.read())
    this.read()
  }

  /** Takes what the address says now: the event that tells of a change comes after it. */
  read(): void {
    const { hash } = this.#page.location
    if (formatPlace(this.place) !== hash) this.place = parsePlace(hash)
  }

  /** Goes there, with an entry in the page's history. */
  go(place: Place): void {
    const hash = formatPlace(place)
    if (this.#page.location.hash === hash) this.place = place
    else this.#page.location.hash = hash
  }
}

const OPTION_KEYS = new Set(['view', 'backend', 'name', 'lang'])

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  const [head, id] = path.split('/')
  if (head === 'demo') return { at: 'demo' }
  if (head === 'p' && id) return { at: 'profile', id: decode(id) }
  if (head === 'edit' && id) return { at: 'edit', id: decode(id) }
  if (head !== 'connect') return { at: 'welcome' }
  const params = new URLSearchParams(query)
  const view = VIEWS.find((each) => each === params.get('view'))
  const [backend, name, language] = [params.get('backend'), params.get('name'), params.get('lang')]
  const options = Object.fromEntries([...params].filter(([key]) => !OPTION_KEYS.has(key)))
  return {
    at: 'connect',
    prefill: {
      options,
      ...(view && { view }),
      ...(backend && { backend }),
      ...(name && { name }),
      ...(language && { language }),
    },
  }
}

export function formatPlace(place: Place): string {
  switch (place.at) {
    case 'welcome':
      return '#/'
    case 'demo':
      return '#/demo'
    case 'profile':
      return `#/p/${encodeURIComponent(place.id)}`
    case 'edit':
      return `#/edit/${encodeURIComponent(place.id)}`
    case 'connect': {
      const { view, backend, name, language, options } = place.prefill
      const params = new URLSearchParams(options)
      if (view) params.set('view', view)
      if (backend) params.set('backend', backend)
      if (name) params.set('name', name)
      if (language) params.set('lang', language)
      return params.size > 0 ? `#/connect?${params}` : '#/connect'
    }
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
