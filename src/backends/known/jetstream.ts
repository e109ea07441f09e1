import type { Mapping } from '../../model/mapping.ts'
import { formatMapping, NO_MAPPING } from '../../model/mapping.ts'
import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { recordIn } from './known.ts'

/** Of all that happens, posts. */
const POSTS: Mapping = {
  ...NO_MAPPING,
  only: [{ path: '$.commit.record.text' }],
  parts: {
    text: ['$.commit.record.text'],
    author: ['$.did'],
    time: ['$.commit.record.createdAt'],
    id: ['$.commit.cid', '$.commit.rkey'],
  },
  alone: true,
  unit: 'iso',
}

/** Jetstream, the events of Bluesky as JSON (https://github.com/bluesky-social/jetstream). */
export const jetstream: Known = {
  kind: 'jetstream',
  read(look) {
    const isEvent = (text: string) => {
      const { did, time_us: time, kind } = recordIn(text) ?? {}
      return typeof did === 'string' && typeof time === 'number' && typeof kind === 'string'
    }
    if (!look.socket || look.texts.length === 0 || !look.texts.every(isEvent)) return undefined
    return planOf(look, {
      kind: 'jetstream',
      what: { code: 'found.jetstream' },
      sure: 'sure',
      wire: 'socket',
      view: 'chat',
      backend: 'json',
      options: { mapping: formatMapping(POSTS) },
    })
  },
}
