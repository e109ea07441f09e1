import { formatMapping } from '../../model/mapping.ts'
import { planOf } from '../find-plan.ts'
import { mastodon as preset } from '../presets/mastodon.ts'
import type { Known } from './known.ts'
import { asRequest, at, mayBe, recordIn } from './known.ts'

const INSTANCE = '/api/v1/instance'
const STREAMING = /^\/api\/v1\/streaming(?:\/|$)/
const PUBLIC = '/api/v1/streaming/public'

/** Mastodon, and what speaks its API (GoToSocial, Pleroma): by what it says of itself, or where its streams are. They want a
 *  token (https://docs.joinmastodon.org/methods/streaming/). */
export const mastodon: Known = {
  kind: 'mastodon',
  // Nobody has one at an address of numbers, or on a port of its own.
  probes: (asked, looks) =>
    /[a-z]\.[a-z]+$/i.test(asked.hostname) &&
    asked.port === '' &&
    mayBe(looks, /mastodon|gotosocial|pleroma|akkoma/i)
      ? [{ url: at(asked, INSTANCE) }]
      : [],
  read(look, asked) {
    const { http, texts, url } = look
    const locked = { code: 'found.locked-bearer' } as const
    const plan = {
      kind: 'mastodon',
      what: { code: 'found.mastodon' },
      wire: 'events',
      view: 'notifications',
      backend: 'json',
      facts: [locked],
      options: { auth: 'bearer', mapping: formatMapping(preset.mapping), loose: false },
      locked,
    } as const
    if (http?.status === 401 && STREAMING.test(url.pathname)) return planOf(look, { ...plan, sure: 'likely' })
    if (url.pathname !== INSTANCE) return undefined
    const { uri, version, urls } = recordIn(texts[0]) ?? {}
    const streams = (urls as Record<string, unknown> | undefined)?.['streaming_api']
    if (typeof uri !== 'string' || typeof version !== 'string' || typeof streams !== 'string')
      return undefined
    const base = URL.canParse(streams) ? asRequest(new URL(streams)) : asked
    return planOf(look, { ...plan, sure: 'sure', server: at(base, PUBLIC).href })
  },
}
