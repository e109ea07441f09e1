import { NO_MAPPING } from '../../model/mapping.ts'
import type { Preset } from './preset.ts'

/** CloudEvents 1.0 in structured JSON, one or a batch
 *  (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md). */
export const cloudevents: Preset = {
  label: { code: 'preset.cloudevents' },
  help: { code: 'preset.cloudevents.help' },
  mapping: {
    ...NO_MAPPING,
    each: '$',
    parts: {
      text: ['$.data.message', '$.data.text', '$.data', '$.data_base64'],
      author: ['$.source'],
      time: ['$.time'],
      id: ['$.id'],
      title: ['$.type'],
      tags: ['$.subject'],
    },
    alone: true,
    unit: 'iso',
  },
}
