import * as v from 'valibot'
import type { Local } from '../storage/local.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Language = 'en' | 'ko'

const KEY = 'settings'
const VERSION = 1
const Saved = v.object({
  version: v.literal(VERSION),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  language: v.fallback(v.optional(v.picklist(['en', 'ko'])), undefined),
  desktop: v.fallback(v.boolean(), false),
  sound: v.fallback(v.boolean(), false),
  keys: v.fallback(v.boolean(), true),
})

/** What the person set for the whole page. */
export class Settings {
  theme = $state<Theme>('system')
  language = $state<Language>('en')
  /** Desktop notifications were asked for. */
  desktop = $state(false)
  sound = $state(false)
  /** The page's own keys; off for those whose voice or switch control types them. */
  keys = $state(true)
  readonly #local: Local

  constructor(local: Local, languages: readonly string[]) {
    this.#local = local
    this.language = preferred(languages)
    const saved = v.safeParse(Saved, local.get(KEY))
    if (!saved.success) return
    this.theme = saved.output.theme
    this.language = saved.output.language ?? this.language
    this.desktop = saved.output.desktop
    this.sound = saved.output.sound
    this.keys = saved.output.keys
  }

  set(change: Partial<Pick<Settings, 'theme' | 'language' | 'desktop' | 'sound' | 'keys'>>): void {
    Object.assign(this, change)
    const { theme, language, desktop, sound, keys } = this
    this.#local.set(KEY, { version: VERSION, theme, language, desktop, sound, keys })
  }
}

function preferred(languages: readonly string[]): Language {
  for (const tag of languages) {
    if (/^ko\b/i.test(tag)) return 'ko'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'en'
}
