import type { Locator, Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect } from './app.ts'

/** The dialog that is open. */
export const dialog = ({ page }: App): Locator => page.getByRole('dialog')
/** A field of the form, by its name. */
export const field = ({ main }: App, name: string): Locator => main.locator(`[name="${name}"]`)
/** What seals what is shared. */
export const PASSPHRASE = 'correct horse battery'
/** The QR code is drawn with the empty edge that scanners need. */
export const QUIET = 4

/** What is copied or downloaded is at hand, as not every driver tells of it. */
export async function withHands(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker')
    const urlOf = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (file: Blob) => {
      Object.assign(window, { downloaded: file })
      return urlOf(file)
    }
    addEventListener('click', ({ target }) => {
      if (target instanceof HTMLAnchorElement) Object.assign(window, { named: target.download })
    })
    const writeText = async (copied: string) => void Object.assign(window, { copied })
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    const share = async (sent: unknown) => void Object.assign(window, { sent })
    Object.defineProperty(navigator, 'share', { value: share, configurable: true })
  })
}

/** What was downloaded last. */
export async function downloaded({ page }: App): Promise<{ name: string; type: string; bytes: Buffer }> {
  const got = await page.evaluate(async () => {
    const { downloaded, named } = window as unknown as { downloaded: Blob; named: string }
    return { name: named, type: downloaded.type, bytes: [...new Uint8Array(await downloaded.arrayBuffer())] }
  })
  return { ...got, bytes: Buffer.from(got.bytes) }
}

/** Opens the dialog from the menu of the profile that is open. */
export async function share(app: App): Promise<void> {
  await app.main.locator('header [aria-haspopup="menu"]').last().click()
  await app.page.locator('[role="menu"] [data-action="share"]').click()
  await expect(dialog(app).locator('[data-share]')).toHaveAttribute('data-share', 'link')
}

/** The link that the dialog shows. */
export async function linkOf(app: App): Promise<string> {
  const link = dialog(app).locator('[data-field="link"]')
  await expect(link).toHaveValue(/#\/connect\?/)
  return link.inputValue()
}

/** Says that secrets go along, under a passphrase. */
export async function seal(app: App, passphrase: string): Promise<void> {
  await dialog(app).locator('[name="with-secrets"]').click()
  await dialog(app).locator('[name="passphrase"]').fill(passphrase)
}

/** The list's own menu. */
export async function listMenu({ page }: App, action: string): Promise<void> {
  await page.locator('aside .top [aria-haspopup="menu"]').click()
  await page.locator(`[role="menu"] [data-action="${action}"]`).click()
}

/** Chooses a file of connections on the first screen or in the form. */
export async function choose(
  { main }: App,
  content: string,
  name = 'signalbox-profiles.json',
): Promise<void> {
  const buffer = Buffer.from(content)
  await main.locator('[data-field="profiles"]').setInputFiles({ name, mimeType: 'application/json', buffer })
}

/** Rows of the list with those names and nothing besides. */
export const named = (...names: string[]) => names.map((name) => new RegExp(`^\\s*${name}\\s*$`))
/** A file of connections. */
export const fileOf = (...profiles: object[]) =>
  JSON.stringify({ signalbox: 'profiles', version: 1, profiles })
