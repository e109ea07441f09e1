import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium, firefox } from '@playwright/test'
import type { Engine, Found, Machine } from './choose-browser.ts'
import { chooseBrowsers } from './choose-browser.ts'

/** A look at the download host, before minutes are spent on it. */
const LOOK_MS = 6_000
const DOWNLOAD_MS = 10 * 60_000
const APT_MS = 15 * 60_000
const START_MS = 30_000
/** Workers read the set-up again: they are told what was found. */
const TOLD = 'SIGNALBOX_BROWSERS'

/** The browsers to test in, looked for once a run and said aloud. */
export function findBrowsers(wanted: readonly Engine[]): Found[] {
  const told = process.env[TOLD]
  if (told) return JSON.parse(told) as Found[]
  const found = chooseBrowsers(wanted, thisMachine())
  for (const { engine, path, own } of found)
    say(`Testing in ${engine}: ${path}${own ? '' : ' (downloaded by Playwright)'}`)
  process.env[TOLD] = JSON.stringify(found)
  return found
}

/** Pictures with Korean in them need a font that has it: Debian's, for root with apt; else it is said. */
export function findKoreanFont(): void {
  if (process.env[TOLD]) return
  const fonts = spawnSync('fc-list', [':lang=ko'], { encoding: 'utf8' })
  if (fonts.error || fonts.stdout.trim()) return
  if (mayApt() && apt(['fonts-noto-cjk'])) return
  say('No Korean font here: the pictures will show boxes. Install one (fonts-noto-cjk, say).')
}

function thisMachine(): Machine {
  return {
    which,
    starts: (path) => spawnSync(path, ['--version'], { timeout: START_MS, stdio: 'ignore' }).status === 0,
    playwrights(engine) {
      const path = (engine === 'chromium' ? chromium : firefox).executablePath()
      return existsSync(path) ? path : undefined
    },
    mayApt: mayApt(),
    mayDownload: !process.env['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD'],
    download: (engines) =>
      hostAnswers() && run(process.execPath, [cli(), 'install', ...engines], DOWNLOAD_MS),
    apt,
    say,
  }
}

function which(command: string): string | undefined {
  const names = process.platform === 'win32' ? [`${command}.exe`] : [command]
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of names) {
      const path = join(folder, name)
      try {
        accessSync(path, constants.X_OK)
        return path
      } catch {
        // Not in this folder.
        continue
      }
    }
  return undefined
}

/** Playwright tries five times each of several hosts: where there is no way out, one look is quicker. */
function hostAnswers(): boolean {
  const host = process.env['PLAYWRIGHT_DOWNLOAD_HOST'] ?? 'https://cdn.playwright.dev'
  const look = `fetch(process.argv[1], { method: 'HEAD', signal: AbortSignal.timeout(${LOOK_MS - 1_000}) })
    .then(() => process.exit(0), () => process.exit(1))`
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' }
  return spawnSync(process.execPath, ['-e', look, host], { timeout: LOOK_MS, env }).status === 0
}

/** The cli that belongs to this very library: it knows which builds it drives. */
function cli(): string {
  return join(createRequire(import.meta.url).resolve('playwright/package.json'), '../cli.js')
}

function mayApt(): boolean {
  return process.getuid?.() === 0 && which('apt-get') !== undefined
}

function apt(packages: readonly string[]): boolean {
  return (
    run('apt-get', ['update', '-q'], APT_MS) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], APT_MS)
  )
}

/** Runs to its end. What it said is shown only where it failed. */
function run(command: string, args: readonly string[], timeout: number): boolean {
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
  }
  const { status, stdout, stderr, error } = spawnSync(command, args, { timeout, env, encoding: 'utf8' })
  if (status === 0) return true
  const last = `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').slice(-8).join('\n')
  say(`\`${command} ${args.join(' ')}\` failed${error ? ` (${error.message})` : ''}:\n${last}`)
  return false
}

/** Beside what a program prints for others to read. */
function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
