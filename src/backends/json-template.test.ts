import { expect, it } from 'vitest'
import { formatTemplate, isFilled, unknownPlaces } from './json-template.ts'

const fill = { text: 'say "hi" {{id}}', id: 'd1', now: 1_500, author: '' }

it.each([
  ['{"body":{{text}},"id":{{ id }}}', '{"body":"say \\"hi\\" {{id}}","id":"d1"}'],
  ['SAY {{text:raw}} {{id:raw}}', 'SAY say "hi" {{id}} d1'],
  ['[{{now}},{{now:iso}},{{author}}]', '[1500,"1970-01-01T00:00:01.500Z",""]'],
  [
    '{{token}} {{text:loud}} {{id:iso}} {{toString}} {{}} {text}',
    '{{token}} {{text:loud}} {{id:iso}} {{toString}} {{}} {text}',
  ],
])('fills in %s', (template, frame) => expect(formatTemplate(template, fill)).toBe(frame))

it('knows what it cannot fill in', () => {
  expect(unknownPlaces('{{text}} {{token}} {{now:raw}} {{id:iso}}')).toEqual(['{{token}}', '{{id:iso}}'])
})

it('knows a frame that came of a template, to leave it out', () => {
  const template = '{"login":"secret","id":{{id}},"at":{{now}}}'
  expect(isFilled(template, formatTemplate(template, fill))).toBe(true)
  expect(isFilled(template, '{"login":"other","id":1,"at":2}')).toBe(false)
  expect(isFilled('plain', 'plain')).toBe(true)
  expect(isFilled('plain', 'plainer')).toBe(false)
})
