import { existsSync } from 'node:fs'
import type { ReporterDescription } from '@playwright/test'
import { defineConfig } from '@playwright/test'
import type { DemoHostName } from './app.ts'
import { findBrowsers, findKoreanFont } from './browsers.ts'
import type { Found } from './choose-browser.ts'
import { ENGINES } from './choose-browser.ts'

const inWorker = process.env['TEST_WORKER_INDEX'] !== undefined
// Pictures are asked for by name; a run of all tests makes none. Workers are told, as they have no such argument.
if (process.argv.includes('pictures')) process.env['SIGNALBOX_PICTURES'] = '1'
const pictures = process.env['SIGNALBOX_PICTURES'] === '1'
// So are the servers that are programs of their own: `npm run interop`.
if (process.argv.some((argument) => /^(--project=)?interop-/.test(argument)))
  process.env['SIGNALBOX_INTEROP'] = '1'
const interop = process.env['SIGNALBOX_INTEROP'] === '1'

if (!inWorker) {
  if (!existsSync(new URL('../dist/index.html', import.meta.url)))
    throw new Error('There is no built app to test: `npm run e2e` builds it first.')
  if (pictures) findKoreanFont()
}
const found = findBrowsers(pictures ? ['chromium'] : ENGINES)

/** The stories of the views: told over the demo in Node and over the one in the page. */
const VIEWS = /\/(chat|notifications|polling)\.spec\.ts$/
const PICTURES = /\/pictures\.spec\.ts$/
/** Real servers: `NAME.spec.ts` needs nothing but npm, `NAME.interop.ts` a program. */
const INTEROP = /\/interop\/[^/]+\.(spec|interop)\.ts$/

const TRACE = process.env['CI'] ? ('on-first-retry' as const) : ('retain-on-failure' as const)

const use = ({ engine, path, own }: Found) => ({
  browserName: engine,
  // Playwright drives its own Firefox by a protocol of its own, and everyone else's by WebDriver BiDi.
  ...(engine === 'firefox' && own && { channel: 'moz-firefox' }),
  launchOptions: { executablePath: path },
  // It costs Firefox half as much time again, and a screenshot there violates the page's policy. In CI what is red is told
  // once more, and only that is recorded.
  trace: engine === 'chromium' ? TRACE : ('off' as const),
})

export default defineConfig<object, { host: DemoHostName }>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  // On a developer's machine a flaky story is red; in CI it is listed as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'] as ReporterDescription, ['./interop/reporter.ts'] as ReporterDescription],
  use: {
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
  },
  projects: pictures
    ? found.map((each) => ({ name: 'pictures', testMatch: PICTURES, use: use(each) }))
    : interop
      ? found.map((each) => ({ name: `interop-${each.engine}`, testMatch: INTEROP, use: use(each) }))
      : found.flatMap((each) => [
          { name: each.engine, testIgnore: [VIEWS, PICTURES], use: use(each) },
          ...(['node', 'page'] as const).map((host) => ({
            name: `${each.engine}, demo in ${host === 'node' ? 'Node' : 'the page'}`,
            testMatch: VIEWS,
            use: { ...use(each), host },
          })),
        ]),
})
