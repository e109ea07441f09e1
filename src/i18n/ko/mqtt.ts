import type { MqttCode } from '../../model/codes/mqtt.ts'
import type { Phrase } from '../i18n.svelte.ts'

/** MQTT에 대한 말. */
export default {
  'backend.mqtt': 'MQTT',
  'backend.mqtt.help': 'WebSocket으로 연결하는 MQTT 브로커(3.1.1, 5)의 토픽.',
} satisfies Record<MqttCode, Phrase>
