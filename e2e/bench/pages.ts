import { PATHS } from './load.ts'

/** The least that a page can do: parse each message, count it, and show once a frame how far it is. */
const COUNTS = `
  let last = 0, shown = 0
  const row = document.querySelector('[data-id]')
  const take = (text) => {
    const value = JSON.parse(text)
    last = (Array.isArray(value) ? value.at(-1) : value).id
  }
  const draw = () => {
    if (last !== shown) row.textContent = row.dataset.id = shown = last
    requestAnimationFrame(draw)
  }
  requestAnimationFrame(draw)`

const SOCKET = `${COUNTS}
  const socket = new WebSocket('ws://' + location.host + '${PATHS.flood}')
  socket.onopen = () => (document.body.dataset.status = 'ready')
  socket.onmessage = ({ data }) => take(data)`

const EVENTS = `${COUNTS}
  const { body } = await fetch('${PATHS.flood}')
  document.body.dataset.status = 'ready'
  let rest = ''
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\\n\\n')
    rest = events.pop()
    for (const event of events) take(event.slice(event.indexOf('data: ') + 6))
  }`

/** The field's own client, with all that it does by itself. */
const MQTT = `${COUNTS}
  const { default: mqtt } = await import('${PATHS.mqttClient}')
  const client = mqtt.connect('ws://' + location.host + '${PATHS.flood}', { protocolVersion: 5 })
  client.on('connect', () => client.subscribe('#', () => (document.body.dataset.status = 'ready')))
  const decoder = new TextDecoder()
  client.on('message', (topic, payload) => take(decoder.decode(payload)))`

const EVENT_SOURCE = `${COUNTS}
  const source = new EventSource('${PATHS.flood}')
  source.onopen = () => (document.body.dataset.status = 'ready')
  source.onmessage = ({ data }) => take(data)`

/** What every tutorial ends with: a line for each message, and to the end with the list. */
const TUTORIAL = `
  const log = document.querySelector('[role="log"]')
  const socket = new WebSocket('ws://' + location.host + '${PATHS.flood}')
  socket.onopen = () => (document.body.dataset.status = 'ready')
  socket.onmessage = ({ data }) => {
    const { id, from, text } = JSON.parse(data)
    const line = document.createElement('p')
    line.dataset.id = id
    line.textContent = from + ': ' + text
    log.appendChild(line)
    log.scrollTop = log.scrollHeight
  }`

const page = (script: string, first: string) => `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<style>[role=log] { height: 80vh; overflow: auto }</style>
<body><main><div role="log">${first}</div></main></body>
<script type="module">${script}
</script>
`
const one = '<p data-id="0">0</p>'

/** The pages that others are compared with, by path. Each shows the id of the last message that it took. */
export const PAGES: Readonly<Record<string, string>> = {
  [PATHS.socketControl]: page(SOCKET, one),
  [PATHS.eventsControl]: page(EVENTS, one),
  [PATHS.mqttControl]: page(MQTT, one),
  [PATHS.eventSourceControl]: page(EVENT_SOURCE, one),
  [PATHS.tutorial]: page(TUTORIAL, ''),
  [PATHS.blank]: page('', one),
}
