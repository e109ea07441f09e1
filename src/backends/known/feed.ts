import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { recordIn } from './known.ts'

/** Feeds are asked for no oftener than this (s): they are files. */
const EVERY = 300

/** A news feed: RSS and Atom are shown as their text, JSON Feed (https://www.jsonfeed.org/version/1.1/) as its items. */
export const feed: Known = {
  kind: 'feed',
  read(look) {
    const { status, type = '', text = '' } = look.http ?? {}
    if (status !== 200) return undefined
    const plan = {
      kind: 'feed',
      sure: 'sure',
      wire: 'poll',
      view: 'notifications',
      options: { every: EVERY },
    } as const
    if (/^https:\/\/jsonfeed\.org\/version\//.test(String(recordIn(text)?.['version'])))
      return planOf(look, { ...plan, what: { code: 'found.json-feed' }, backend: 'json' })
    const isXml = /xml/.test(type) && /<(?:rss|feed|rdf:RDF)[\s>]/.test(text.slice(0, 2_000))
    if (!isXml) return undefined
    return planOf(look, {
      ...plan,
      what: { code: 'found.feed' },
      facts: [{ code: 'found.as-text' }],
      backend: 'plain',
      view: 'polling',
    })
  },
}
