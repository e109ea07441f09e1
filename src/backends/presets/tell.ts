import type { Incoming } from '../../model/message.ts'
import type { Origin } from '../carrier.ts'
import { told } from '../frame.ts'
import { jsonCodec } from '../json.ts'
import { mapCodec } from '../json-map-codec.ts'
import type { Preset } from './preset.ts'

/** For tests: what the frames of a transcript tell by a preset, as if they came now (epoch ms 0). */
export function tell(
  { mapping }: Preset,
  frames: readonly (string | ({ data: string } & Partial<Origin>))[],
): Incoming[] {
  const codec = mapCodec(jsonCodec(''), mapping, '')
  return frames.flatMap((frame) => {
    const { data, ...origin } = typeof frame === 'string' ? { data: frame } : frame
    return told(data, codec, { at: 0, ...origin }).map((incoming) => {
      if (incoming.type !== 'messages') return incoming
      const { sources: _, ...rest } = incoming
      return { ...rest, messages: incoming.messages.map(({ source: __, ...message }) => message) }
    })
  })
}
