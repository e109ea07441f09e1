import { cloudevents } from './cloudevents.ts'
import { homeassistant } from './homeassistant.ts'
import { jetstream } from './jetstream.ts'
import { mastodon } from './mastodon.ts'
import { phoenix } from './phoenix.ts'
import type { Preset } from './preset.ts'
import { wikimedia } from './wikimedia.ts'

/** Every mapping that is offered. To add one: a file, a line here, and a transcript as its test. */
export const presets = {
  mastodon,
  jetstream,
  wikimedia,
  homeassistant,
  phoenix,
  cloudevents,
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets
