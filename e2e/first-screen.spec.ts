import { gzipSync } from 'node:zlib'
import { expect, test } from './app.ts'

/** Bytes over the wire, as a static host sends them: gzip. */
const BUDGET = 50_000

for (const language of ['en', 'ko'] as const)
  test(`all that is asked for before the first click fits in 50 kB, in ${language}`, async ({
    app,
    page,
    watch,
    request,
    site,
  }, info) => {
    await page.addInitScript(
      (languages) => Object.defineProperty(navigator, 'languages', { get: () => languages }),
      [language],
    )
    await app.open()
    await expect(app.action('demo')).toContainText(language === 'ko' ? /[가-힣]/ : /without a server/)
    await page.waitForLoadState('networkidle')
    const asked = [...new Set(watch.requests)]
    expect(asked.every((url) => new URL(url).origin === site.origin)).toBe(true)
    const sizes = await Promise.all(
      asked.map(async (url) => {
        const answer = await request.get(url)
        expect(answer.ok(), url).toBe(true)
        return [new URL(url).pathname, gzipSync(await answer.body()).byteLength] as const
      }),
    )
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0)
    info.annotations.push({ type: 'first screen', description: `${(total / 1000).toFixed(1)} kB gzip` })
    expect(sizes.length).toBeGreaterThan(3)
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(BUDGET)
  })

test('the first screen opens no connection', async ({ app, page, watch }) => {
  await app.open()
  await expect(app.action('demo')).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(watch.requests.filter((url) => /\/demo\/|^ws/.test(url))).toEqual([])
})
