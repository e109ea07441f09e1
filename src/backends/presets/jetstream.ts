import { NO_MAPPING } from '../../model/mapping.ts'
import type { Preset } from './preset.ts'

/** Bluesky's Jetstream (https://github.com/bluesky-social/jetstream): what people write, as it is written, and what they
 *  delete. Which collections of it is said in the address. */
export const jetstream: Preset = {
  label: { code: 'preset.jetstream' },
  help: { code: 'preset.jetstream.help' },
  mapping: {
    ...NO_MAPPING,
    only: [{ path: '$.commit.operation', is: ['create', 'update'] }],
    gone: { when: [{ path: '$.commit.operation', is: ['delete'] }], id: ['$.commit.rkey'] },
    parts: {
      text: ['$.commit.record.text', '$.commit.record'],
      author: ['$.did'],
      time: ['$.time_us'],
      id: ['$.commit.rkey'],
      tags: ['$.commit.collection'],
    },
    alone: true,
  },
  options: { wire: 'socket' },
}
