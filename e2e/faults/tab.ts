/** A tab as a person has it, whoever drives the browser. */
export interface Tab {
  /** Goes to an address, or to another place of the same page, and waits until it is loaded. */
  open(url: string): Promise<void>
  /** Does something in the page. The function goes there as text: it sees nothing but what it is given. */
  run<Given, Result>(what: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result>
  reload(): Promise<void>
  /** Brings it to the front. */
  show(): Promise<void>
  /** Makes its window so high (px). */
  stretch(height: number): Promise<void>
  /** Closed as by its cross. */
  close(): Promise<void>
  /** Its process dies. */
  crash(): Promise<void>
  /** What only a browser without Playwright does: else these do nothing, and a test with them cannot fail. */
  bare?: {
    freeze(): Promise<void>
    thaw(): Promise<void>
    /** Leaves for another page, stays there, and comes back as by the Back button. */
    awayAndBack(url: string, stay: () => Promise<void>): Promise<void>
  }
}

/** A browser with one person's storage. */
export interface Browser {
  newTab(): Promise<Tab>
  /** What the browser believes of the network, in all tabs. It does not cut what is open. */
  setOffline(offline: boolean): Promise<void>
  stop(): Promise<void>
}
