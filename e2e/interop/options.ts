import type { App } from '../app.ts'
import { expect } from '../app.ts'

/** Chooses what is asked of a message beside its text, in the composer's panel, by the names of the backend's fields. */
export async function chooseOptions(
  app: App,
  options: Readonly<Record<string, string | boolean>>,
): Promise<void> {
  const panel = app.main.locator('[data-options]')
  if (!(await panel.isVisible())) await app.main.locator('[data-action="options"]').click()
  await expect(panel).toBeVisible()
  const more = panel.locator('[data-action="more-options"][aria-expanded="false"]')
  if (await more.isVisible()) await more.click()
  for (const [name, value] of Object.entries(options)) {
    const field = panel.locator(`[name="${name}"]`)
    // A few choices side by side have no name, but their values.
    if ((await field.count()) === 0)
      await panel.locator(`input[type="radio"][value="${value}"]`).first().check()
    else if (typeof value === 'boolean') await field.setChecked(value)
    else if (await field.evaluate((element) => element instanceof HTMLSelectElement))
      await field.selectOption(value)
    else await field.fill(value)
  }
}
