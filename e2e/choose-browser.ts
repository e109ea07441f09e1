/** The two engines that every story is told in. */
export type Engine = 'chromium' | 'firefox'
export const ENGINES: readonly Engine[] = ['chromium', 'firefox']

/** A browser that starts. `own`: the system's, not Playwright's. */
export type Found = { engine: Engine; path: string; own: boolean }

/** What the set-up may look at and do. Injected, so that the choice can be tested without a browser. */
export type Machine = {
  /** The path of a command, if there is one. */
  which(command: string): string | undefined
  /** Does it start, with all its libraries? */
  starts(path: string): boolean
  /** Where Playwright keeps its own, if it has been installed. */
  playwrights(engine: Engine): string | undefined
  /** Root, with apt-get: a container or a CI machine, where adding a package is nobody's loss. */
  mayApt: boolean
  /** The person said (PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD) that nothing is to be downloaded. */
  mayDownload: boolean
  /** Lets Playwright download these; false where it could not. */
  download(engines: readonly Engine[]): boolean
  /** Debian's packages; false where that failed. */
  apt(packages: readonly string[]): boolean
  say(line: string): void
}

/** What each engine is called on PATH, best first. */
export const COMMANDS: Record<Engine, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  firefox: ['firefox-esr', 'firefox'],
}
const PACKAGES: Record<Engine, string> = { chromium: 'chromium', firefox: 'firefox-esr' }

/** A browser for each engine: the system's, else Playwright's, else, for root with apt, Debian's. Throws an Error that
 *  says what to install. */
export function chooseBrowsers(wanted: readonly Engine[], machine: Machine): Found[] {
  const find = (engine: Engine): Found | undefined => {
    const path = COMMANDS[engine]
      .map((command) => machine.which(command))
      .find((each) => each !== undefined && machine.starts(each))
    if (path) return { engine, path, own: true }
    const theirs = machine.playwrights(engine)
    return theirs && machine.starts(theirs) ? { engine, path: theirs, own: false } : undefined
  }
  const missing = () => wanted.filter((engine) => !find(engine))

  if (missing().length > 0 && machine.mayDownload) {
    machine.say(`No ${missing().join(' and no ')} here: asking Playwright to download it.`)
    if (!machine.download(missing())) machine.say('That could not be downloaded.')
  }
  if (missing().length > 0 && machine.mayApt) {
    const packages = missing().map((engine) => PACKAGES[engine])
    machine.say(`Installing Debian's ${packages.join(' and ')}.`)
    if (!machine.apt(packages)) machine.say('apt-get could not install them.')
  }
  const lacking = missing()
  if (lacking.length > 0)
    throw new Error(
      `The browser tests need ${lacking.join(' and ')}. Install ${lacking.length > 1 ? 'them' : 'it'} so that ` +
        `${lacking.map((engine) => `\`${COMMANDS[engine][0]}\``).join(' and ')} can be started, ` +
        `or run \`npx playwright install --with-deps ${lacking.join(' ')}\`.`,
    )
  return wanted.map((engine) => find(engine) as Found)
}
