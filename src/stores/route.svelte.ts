import type { Colour, View } from '../model/profile.ts'
import { COLOURS, VIEWS } from '../model/profile.ts'

/** What a link may fill in. It never connects by itself. */
export type Prefill = {
  view?: View
  backend?: string
  name?: string
  /** Of the backend's fields: server, wire, post, first … */
  options: Record<string, string>
  language?: string
  colour?: Colour
  /** The names of secrets that the server wants and the link has not. */
  needs?: readonly string[]
  /** Its secrets, sealed with a passphrase (`sealing.ts`). */
  sealed?: string
}

/** What is open. */
export type Place =
  | { at: 'welcome' }
  | { at: 'connect'; prefill: Prefill }
  | { at: 'edit'; id: string }
  | { at: 'demo' }
  | { at: 'profile'; id: string }

/** How a profile is looked at, by name: what is searched for, what is filtered. */
type Params = Readonly<Record<string, string>>

/** Browsers refuse an address that changes with every key that is pressed. */
const WRITE_MS = 250

/** The hash ↔ what is open. Hooks for bookmarks: `#/connect?server=…&view=…`, `#/demo`. */
export class Route {
  place = $state.raw<Place>({ at: 'welcome' })
  #params = $state.raw<Params>({})
  /** The address as it was read or written last. */
  #known: string | undefined
  /** It is behind `#params`. */
  #writing: ReturnType<typeof setTimeout> | undefined
  readonly #page: Window

  constructor(page: Window = window) {
    this.#page = page
    page.addEventListener('hashchange', () => this.read())
    page.addEventListener('pagehide', () => this.#write())
    this.read()
  }

  /** Takes what the address says now: the event that tells of a change comes after it. */
  read(): void {
    const { hash } = this.#page.location
    if (hash === this.#known) return
    this.#known = hash
    this.#settle()
    const place = parsePlace(hash)
    if (formatPlace(place) !== formatPlace(this.place)) this.place = place
    this.#params = place.at === 'profile' ? parseParams(hash) : {}
  }

  /** Goes there, with an entry in the page's history. A profile opens without params. */
  go(place: Place): void {
    const hash = formatPlace(place)
    this.#settle()
    if (this.#page.location.hash !== hash) return void (this.#page.location.hash = hash)
    this.place = place
    this.#params = {}
  }

  /** How the profile that is open is looked at, as the address says: survives a reload, and goes with a copied link. */
  param(name: string): string | undefined {
    return Object.hasOwn(this.#params, name) ? this.#params[name] : undefined
  }

  /** Changes one of them, or takes it away. The address changes a moment later, without an entry in the page's history. */
  setParam(name: string, value: string | undefined): void {
    if (this.place.at !== 'profile' || this.param(name) === value) return
    const { [name]: _, ...others } = this.#params
    this.#params = value === undefined ? others : { ...others, [name]: value }
    this.#writing ??= setTimeout(() => this.#write(), WRITE_MS)
  }

  #write(): void {
    const { location, history } = this.#page
    // Somebody went elsewhere, and that is about to be told.
    if (this.#writing === undefined || location.hash !== this.#known) return
    this.#settle()
    history.replaceState(history.state, '', formatPlace(this.place) + formatParams(this.#params))
    this.#known = location.hash
  }

  #settle(): void {
    clearTimeout(this.#writing)
    this.#writing = undefined
  }
}

function parseParams(hash: string): Params {
  const [, query = ''] = hash.split(/\?(.*)/s)
  return Object.fromEntries(new URLSearchParams(query))
}

/** With the question mark; nothing where there are none. In one order, whichever was set first. */
function formatParams(params: Params): string {
  const given = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/** What a link says beside the backend's fields: none of those may be called so. */
const OTHER_KEYS = new Set(['view', 'backend', 'name', 'lang', 'colour', 'needs', 'sealed'])

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  const [head, id] = path.split('/')
  if (head === 'demo') return { at: 'demo' }
  if (head === 'p' && id) return { at: 'profile', id: decode(id) }
  if (head === 'edit' && id) return { at: 'edit', id: decode(id) }
  if (head !== 'connect') return { at: 'welcome' }
  const params = new URLSearchParams(query)
  const view = VIEWS.find((each) => each === params.get('view'))
  const colour = COLOURS.find((each) => each === params.get('colour'))
  const [backend, name, language] = [params.get('backend'), params.get('name'), params.get('lang')]
  const [needs, sealed] = [params.getAll('needs').filter(Boolean), params.get('sealed')]
  const options = Object.fromEntries([...params].filter(([key]) => !OTHER_KEYS.has(key)))
  return {
    at: 'connect',
    prefill: {
      options,
      ...(view && { view }),
      ...(backend && { backend }),
      ...(name && { name }),
      ...(language && { language }),
      ...(colour && { colour }),
      ...(needs.length > 0 && { needs }),
      ...(sealed && { sealed }),
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
      const { view, backend, name, language, colour, needs = [], sealed, options } = place.prefill
      const params = new URLSearchParams(options)
      if (view) params.set('view', view)
      if (backend) params.set('backend', backend)
      if (name) params.set('name', name)
      if (language) params.set('lang', language)
      if (colour) params.set('colour', colour)
      for (const need of needs) params.append('needs', need)
      if (sealed) params.set('sealed', sealed)
      return params.size > 0 ? `#/connect?${params}` : '#/connect'
    }
  }
}

/** The address of a room of a profile; undefined: of all of it. */
export function roomHref(id: string, room: string | undefined): string {
  return formatPlace({ at: 'profile', id }) + formatParams(room === undefined ? {} : { room })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
