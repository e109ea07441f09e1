import * as v from 'valibot'
import type { Local } from '../storage/local.ts'

export type Theme = 'system' | 'light' | 'dark'
export type Language = 'en' | 'ko'

const KEY = 'settings'
const VERSION = 1
/** Of the inspector, px. */
const INSPECTOR_WIDTH = 520
const Saved = v.object({
  version: v.literal(VERSION),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  language: v.fallback(v.optional(v.picklist(['en', 'ko'])), undefined),
  desktop: v.fallback(v.boolean(), false),
  sound: v.fallback(v.boolean(), false),
  keys: v.fallback(v.boolean(), true),
  keepNothing: v.fallback(v.boolean(), false),
  inspectorWidth: v.fallback(v.pipe(v.number(), v.minValue(200), v.maxValue(10_000)), INSPECTOR_WIDTH),
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
  /** No history, no waiting and no begun messages on this device. */
  keepNothing = $state(false)
  /** How wide the inspector is (px). */
  inspectorWidth = $state(INSPECTOR_WIDTH)
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
    this.keepNothing = saved.output.keepNothing
    this.inspectorWidth = saved.output.inspectorWidth
  }

  set(change: Partial<Omit<v.InferOutput<typeof Saved>, 'version'>>): void {
    Object.assign(this, change)
    const { theme, language, desktop, sound, keys, keepNothing, inspectorWidth } = this
    const saved = { theme, language, desktop, sound, keys, keepNothing, inspectorWidth }
    this.#local.set(KEY, { version: VERSION, ...saved })
  }
}

function preferred(languages: readonly string[]): Language {
  for (const tag of languages) {
    if (/^ko\b/i.test(tag)) return 'ko'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'en'
}
