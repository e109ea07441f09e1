/** Stands in for `tough-cookie` (120 kB) in the page: MSW makes a cookie jar when it is loaded, and the demo's world
 *  bakes no cookies. */
export class Cookie {
  static fromJSON(): undefined {
    return undefined
  }
}

/** An empty jar. */
export class CookieJar {
  getCookiesSync(): [] {
    return []
  }

  async setCookie(): Promise<void> {}
}

/** Keeps nothing. */
export class MemoryCookieStore {
  idx: Record<string, never> = {}
}
