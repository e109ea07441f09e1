import AxeBuilder from '@axe-core/playwright'
import type { App } from './app.ts'
import { expect, test } from './app.ts'

/** Axe finds nothing on what is on the screen, and it does not scroll sideways. */
export async function isAccessible(app: App, screen: string): Promise<void> {
  await test.step(screen, async () => {
    // Opacity on its way is a colour that nobody is meant to read. One that is cut short is over too.
    await app.page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
    )
    // Its types are those of another copy of the same library.
    const { violations } = await new AxeBuilder({ page: app.page as never }).analyze()
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
    }))
    expect(found, screen).toEqual([])
    const wide = await app.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0)
  })
}
