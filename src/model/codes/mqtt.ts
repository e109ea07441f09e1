/** What is said of MQTT: its name, the fields of its form, and why something of it does not work. */
export const MQTT_CODES = ['backend.mqtt', 'backend.mqtt.help'] as const
export type MqttCode = (typeof MQTT_CODES)[number]
