import { describe, expect, it } from 'vitest'
import { partsOf } from './multipart-read.ts'

const TYPE = 'multipart/mixed; boundary=B0d1UbD7'
const lump = (...parts: string[]) =>
  parts.map((part) => `--B0d1UbD7\r\nContent-Type: text/x\r\n\r\n${part}\r\n`).join('') + '--B0d1UbD7--\r\n'

describe('an answer of several messages', () => {
  it('is its messages, whatever is in them, with the ids that can be known', () => {
    const bodies = ['one', '', 'two\r\n\r\nx', 'three\r\n']
    const parts = partsOf({ body: lump(...bodies), type: TYPE, id: '1795220622:2' })
    expect(parts.map(({ body }) => body)).toEqual(bodies)
    expect(parts.map(({ id }) => id)).toEqual([undefined, '1795220622:0', '1795220622:1', '1795220622:2'])
    expect(parts[0]?.type).toBe('text/x')
  })

  it('knows only the last id where it is of several channels', () => {
    const parts = partsOf({ body: lump('one', 'two'), type: TYPE, id: '1795220622:[2],-' })
    expect(parts.map(({ id }) => id)).toEqual([undefined, '1795220622:[2],-'])
  })

  it('may have parts without a type', () => {
    const body = '--B0d1UbD7\r\n\r\none\r\n\r\nx\r\n--B0d1UbD7--\r\n'
    expect(partsOf({ body, type: TYPE })).toEqual([{ body: 'one\r\n\r\nx' }])
  })

  it('is one message where it is called anything else', () => {
    const message = { body: lump('one'), type: 'text/plain', id: '1:0' }
    expect(partsOf(message)).toEqual([message])
  })
})
