import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatJson } from '../model/exact.ts'
import type { Mapping } from '../model/mapping.ts'
import { formatMapping, NO_MAPPING, parseMapping, PARTS, UNITS } from '../model/mapping.ts'
import { told } from './frame.ts'
import { jsonCodec } from './json.ts'
import { mapCodec } from './json-map-codec.ts'

const names = fc.constantFrom('a', 'b', 'text', '__proto__', 'constructor', 'toString', 'length', 'id', '')
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(
      fc.string(),
      fc.integer(),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('{"a":1}', '[1]', '{'),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value
const path = fc.oneof(
  fc
    .array(
      fc.oneof(
        names.map((name) => `[${JSON.stringify(name)}]`),
        fc.integer({ min: 0, max: 3 }).map((at) => `[${at}]`),
      ),
      { maxLength: 3 },
    )
    .map((parts) => `$${parts.join('')}`),
  fc.string(),
)
const paths = fc.array(path, { maxLength: 3 })
const condition = fc.record(
  { path, is: paths, not: paths, orEvent: fc.constant(true as const) },
  { requiredKeys: ['path'] },
)
const mapping: fc.Arbitrary<Mapping> = fc
  .record(
    {
      unpack: paths,
      each: path.filter((text) => text !== ''),
      gone: fc.record({ when: fc.array(condition, { maxLength: 2 }), id: paths }),
      parts: fc.dictionary(fc.constantFrom(...PARTS), fc.array(path, { minLength: 1, maxLength: 2 })),
      alone: fc.boolean(),
      unit: fc.constantFrom(...UNITS),
      html: fc.boolean(),
      outgoing: fc.string(),
    },
    { requiredKeys: [] },
  )
  .map((given) => ({ ...NO_MAPPING, ...given }))

it('any mapping makes a row of any JSON, for each of its list, and never throws', () => {
  fc.assert(
    fc.property(json, mapping, fc.option(fc.constant('update'), { nil: undefined }), (value, map, event) => {
      const text = formatJson(value) ?? 'null'
      const codec = mapCodec(jsonCodec(''), map, '')
      const heard = told(text, codec, { at: 1, ...(event && { event }) })
      expect(heard).toHaveLength(1)
      const [incoming] = heard
      if (incoming?.type === 'change') return void expect(map.gone).toBeDefined()
      if (incoming?.type !== 'messages') throw new Error(`It told ${incoming?.type}.`)
      // An empty list is the only thing that says nothing.
      if (!map.each) expect(incoming.messages).toHaveLength(1)
      for (const { id, at, body, source } of incoming.messages) {
        expect([typeof id, typeof body, typeof source]).toEqual(['string', 'string', 'string'])
        expect(Number.isFinite(at)).toBe(true)
      }
    }),
  )
})

it('any mapping comes back from its text, and any text is a mapping or none', () => {
  fc.assert(
    fc.property(
      mapping,
      (map) => void expect(parseMapping(formatMapping(map))).toEqual(JSON.parse(JSON.stringify(map))),
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        json.map((value) => formatJson(value) ?? ''),
      ),
      (text) => void parseMapping(text),
    ),
  )
})
