import type { MqttCode } from './mqtt.ts'
import type { NchanCode } from './nchan.ts'
import type { NtfyCode } from './ntfy.ts'
import type { SocketioCode } from './socketio.ts'

/** What backends of a protocol of their own say. To add one: a file, and a line here. */
type Codes = {
  mqtt: MqttCode
  nchan: NchanCode
  ntfy: NtfyCode
  socketio: SocketioCode
}

/** Each has a sentence in every language (`i18n/en/NAME.ts`). */
export type ProtocolCode = Codes[keyof Codes]
