import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainMarkdown } from './plain-markdown.ts'

it.each([
  ['# Done\n\nAll **three** _are_ ~~not~~ there', 'Done\nAll three are not there'],
  ['- [x] one\n- two\n> quoted', 'one\ntwo\nquoted'],
  [
    'see [the log](https://a.test/x "title") and ![a picture](https://a.test/p.png)',
    'see the log and a picture',
  ],
  ['```sh\nls -l\n```', 'ls -l'],
  ['`code` and \\*stars\\*', 'code and *stars*'],
  ['| a | b |\n|---|:-:|\n| 1 | 2 |', '| a | b |\n| 1 | 2 |'],
  ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
  ['안녕 **하세요**', '안녕 하세요'],
])('%j is read as %j', (text, plain) => {
  expect(plainMarkdown(text)).toBe(plain)
})

it('is never more than it was, whatever it is', () => {
  const marks = fc.string({ unit: fc.constantFrom(...'*_~`[]()!>#-|\\ \na가'), maxLength: 300 })
  fc.assert(
    fc.property(fc.oneof(marks, fc.string({ unit: 'binary' })), (text) => {
      expect(plainMarkdown(text).length).toBeLessThanOrEqual(text.length)
    }),
  )
})

it('takes no longer for what is made to be slow', () => {
  const began = performance.now()
  for (const part of ['*a ', '[', '[a](', '![', '`', '_a*', '~~', '**a', '> ', '|-'])
    plainMarkdown(part.repeat(20_000))
  expect(performance.now() - began).toBeLessThan(2_000)
})
