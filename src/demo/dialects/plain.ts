import type { Line, Notice, Value } from '../book.ts'
import type { Deed } from '../deed.ts'
import type { Tongue } from '../three-wires.ts'
import { threeWires, Unreadable } from '../three-wires.ts'
import type { World } from '../world.ts'

/** A person's line is just what was said, so that an echo is equal to it; who has a name is told with it. */
const formatLine = ({ author, body }: Line) => (author ? `${author}: ${body}` : body)
const formatNotice = ({ title, body }: Notice) => [title, body].filter(Boolean).join(': ')
const formatTable = (world: World) => world.readings.map(({ name, value }) => `${name}: ${value}`).join('\n')

/** Text as it is: a line of chat, `title: body`, or the readings as `name: value` lines. */
export const plainTongue: Tongue = {
  contentType: 'text/plain; charset=utf-8',
  row: (told) => (told.type === 'message' ? formatLine(told.message) : formatNotice(told.notice)),
  table: formatTable,
  value(place, rows, world) {
    return place === 'readings' ? formatTable(world) : rows.map((told) => this.row(told)).join('\n')
  },
  hear(place, text) {
    if (!text.trim()) throw new Unreadable('Nothing was said.')
    if (place === 'chat') return [{ kind: 'say', author: '', body: text }]
    if (place === 'readings') return parseReadings(text)
    const [, title = '', body = text] = /^([^\n:]{1,80}): (.+)$/s.exec(text) ?? []
    return [{ kind: 'notify', title, body }]
  },
  said: () => new Response(null, { status: 204 }),
  error: (text) => text,
}

function parseReadings(text: string): Deed[] {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [, name, value] = /^\s*([^:=]{1,80}?)\s*[:=]\s*(.*?)\s*$/.exec(line) ?? []
      if (!name) throw new Unreadable('A reading is said as "name: value".')
      return { kind: 'set', name, value: parseValue(value ?? '') }
    })
}

function parseValue(text: string): Value {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

export const plain = threeWires(plainTongue)
