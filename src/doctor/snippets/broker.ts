import type { Snippet } from '../../model/diagnosis.ts'

/** The lines by which a broker listens for WebSockets too, where it can; nothing for what cannot.
 *  https://mosquitto.org/man/mosquitto-conf-5.html, https://docs.nats.io/running-a-nats-service/configuration/websocket,
 *  https://www.rabbitmq.com/docs/web-mqtt, https://www.rabbitmq.com/docs/web-stomp */
export function brokerSnippets(name: string): Snippet[] {
  const rabbit = (plugin: string, port: number): Snippet => ({
    for: 'rabbitmq',
    text: `rabbitmq-plugins enable ${plugin}\n# then ws://localhost:${port}/ws`,
  })
  switch (name) {
    case 'MQTT':
      return [
        { for: 'mosquitto', text: 'listener 1883\n\nlistener 9001\nprotocol websockets' },
        rabbit('rabbitmq_web_mqtt', 15675),
      ]
    case 'NATS':
      return [{ for: 'nats', text: 'websocket {\n  port: 8080\n  no_tls: true\n}' }]
    case 'AMQP':
      return [rabbit('rabbitmq_web_mqtt', 15675)]
    case 'STOMP':
      return [rabbit('rabbitmq_web_stomp', 15674)]
    default:
      return []
  }
}
