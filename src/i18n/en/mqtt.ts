import type { MqttCode } from '../../model/codes/mqtt.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** What is said of MQTT. */
export default {
  'backend.mqtt': 'MQTT',
  'backend.mqtt.help': 'Topics of an MQTT broker over WebSocket, 3.1.1 and 5.',
} satisfies Record<MqttCode, Phrase>
