import type { BrowserContext, Page } from '@playwright/test'

/** The names of a browser's own complaints about a connection that failed: a person's server may be down, and the page
 *  says so in words. They are no fault of the page where they are about a server that the person named. */
const NETWORK_TROUBLE = [
  // Chromium, as console errors.
  /^Failed to load resource: (net::ERR_|the server responded with a status of )/,
  /^WebSocket connection to '[^']*' failed/,
  /^Access to fetch at '[^']*' from origin '[^']*' has been blocked by CORS policy/,
  // Firefox, as page errors.
  /^Firefox can’t establish a connection to the server at /,
  /^The connection to \S+ was interrupted while the page was loading/,
  /^The Same Origin Policy disallows reading the remote resource at /,
]

/** What must never happen, seen over all pages of a browser's context. */
export class Watch {
  /** Hosts (with port) that the page may talk to: its own, and those that the person named. */
  readonly #allowed = new Set<string>()
  #faults: string[] = []
  readonly #requests: string[] = []

  constructor(origin: string) {
    this.allow(origin)
  }

  /** The person named this address. */
  allow(url: string): void {
    const { host } = new URL(url)
    this.#allowed.add(host)
    // The same machine by its name: a server may listen at its other address only.
    this.#allowed.add(host.replace(/^127\.0\.0\.1(?=:|$)/, 'localhost'))
  }

  /** What matches was on purpose. */
  forgive(pattern: RegExp): void {
    this.#faults = this.#faults.filter((fault) => !pattern.test(fault))
  }

  /** Every address that was asked for, in order. */
  get requests(): readonly string[] {
    return this.#requests
  }

  /** What went wrong so far, as sentences. Should be empty. */
  get faults(): readonly string[] {
    const foreign = this.#requests.filter((url) => !this.#isAllowed(url))
    return [...this.#faults, ...foreign.map((url) => `asked a host that nobody named: ${url}`)]
  }

  /** Looks at everything that happens in this context. To be called before its first page. */
  async over(context: BrowserContext): Promise<this> {
    await context.exposeBinding('__violated', (_, what: string) => {
      this.#faults.push(`violated the Content Security Policy: ${what}`)
    })
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event
        const report = (window as unknown as { __violated: (what: string) => void }).__violated
        report(`${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`)
      })
    })
    context.on('request', (request) => this.#requests.push(request.url()))
    const page = (page: Page) => {
      page.on('websocket', (socket) => this.#requests.push(socket.url()))
      page.on('console', (message) => {
        if (message.type() === 'error') this.#trouble(message.text(), message.location().url)
      })
      page.on('pageerror', ({ name, message, stack }) => this.#trouble(message, '', name, stack))
    }
    context.pages().forEach(page)
    context.on('page', page)
    return this
  }

  #trouble(text: string, about: string, name = '', stack = ''): void {
    const urls = [...(text.match(/\b(?:ws|http)s?:\/\/[^\s'"“”,()]+/g) ?? []), about].filter((url) =>
      URL.canParse(url),
    )
    const expected = NETWORK_TROUBLE.some((pattern) => pattern.test(text))
    if (expected && urls.length > 0 && urls.every((url) => this.#isAllowed(url))) return
    this.#faults.push(`error in the page: ${[name, text, about, stack].filter(Boolean).join(' | ')}`)
  }

  #isAllowed(url: string): boolean {
    const { protocol, host } = new URL(url)
    return /^(data|blob|about):$/.test(protocol) || this.#allowed.has(host)
  }
}
