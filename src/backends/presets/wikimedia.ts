import { NO_MAPPING } from '../../model/mapping.ts'
import type { Preset } from './preset.ts'

/** Wikimedia's EventStreams (https://wikitech.wikimedia.org/wiki/Event_Platform/EventStreams_HTTP_Service), for
 *  `/v2/stream/recentchange` (https://schema.wikimedia.org/repositories/primary/jsonschema/mediawiki/recentchange/latest). */
export const wikimedia: Preset = {
  label: { code: 'preset.wikimedia' },
  help: { code: 'preset.wikimedia.help' },
  mapping: {
    ...NO_MAPPING,
    // Artificial events, which all consumers are asked to leave out.
    only: [{ path: '$.meta.domain', not: ['canary'] }],
    parts: {
      text: ['$.comment'],
      author: ['$.user'],
      time: ['$.meta.dt'],
      id: ['$.meta.id'],
      title: ['$.title'],
      tags: ['$.type'],
      room: ['$.server_name'],
      link: ['$.notify_url', '$.meta.uri'],
    },
    alone: true,
    unit: 'iso',
  },
  options: { wire: 'events' },
}
