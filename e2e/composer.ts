import type { Locator } from '@playwright/test'
import type { App } from './app.ts'
import { expect } from './app.ts'

/** The composer as a person uses it. */
export class Tools {
  readonly app: App

  constructor(app: App) {
    this.app = app
  }

  /** That of a new connection, once it stands. */
  static async at(app: App, to: Parameters<App['connect']>[0]): Promise<Tools> {
    await app.connect(to)
    await app.isReady()
    return new Tools(app)
  }

  get more(): Locator {
    return this.app.main.locator('[data-action="composer-more"]')
  }

  /** Chooses from the menu of the + button. */
  async choose(action: string): Promise<void> {
    await this.more.click()
    await this.app.page.getByRole('menu').locator(`[data-action="${action}"]`).click()
  }

  get panel(): Locator {
    return this.app.page.locator('[popover]:popover-open[role="dialog"]')
  }

  field(name: string): Locator {
    return this.app.page.locator(`[data-field="${name}"]`)
  }

  /** What is said of what is written. */
  line(name: 'sent-as' | 'stays' | 'unfilled' | 'json' | 'placeholders' | 'replaced'): Locator {
    return this.app.main.locator(`[data-line="${name}"]`)
  }

  get phrases(): Locator {
    return this.panel.locator('[data-phrase]')
  }

  get held(): Locator {
    return this.app.main.locator('[data-held]')
  }

  get chip(): Locator {
    return this.app.main.locator('[data-repeat]')
  }

  async save(text: string, name: string): Promise<void> {
    await this.app.composer.fill(text)
    await this.choose('save-message')
    await this.field('phrase-name').fill(name)
    await this.field('phrase-name').press('Enter')
    await expect(this.panel).toHaveCount(0)
  }

  /** What can be done with a saved message, while their list is open. */
  async menuOf(name: string, action: string): Promise<void> {
    await this.panel.getByRole('button', { name: `Actions for ${name}` }).click()
    await this.app.page.getByRole('menu').last().locator(`[data-action="${action}"]`).click()
  }

  async repeat(text: string, every: string, times = ''): Promise<void> {
    await this.app.composer.fill(text)
    await this.choose('repeat')
    await this.field('repeat-every').fill(every)
    await this.field('repeat-times').fill(times)
    await this.field('repeat-times').press('Enter')
  }
}
