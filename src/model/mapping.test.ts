import { describe, expect, it } from 'vitest'
import { formatHtmlAsText } from './html-text.ts'
import { formatPath, parsePlainPath, valueAt } from './json-path.ts'
import type { Mapping } from './mapping.ts'
import { formatMapping, NO_MAPPING, parseMapping } from './mapping.ts'

const FULL: Mapping = {
  version: 1,
  unpack: ['$.p'],
  each: '$.list',
  only: [{ path: '$.a', is: ['x', '1'] }, { path: '$.b', not: ['y'], orEvent: true }, { path: '$.c' }],
  gone: { when: [{ path: '$.op', is: ['del'] }], id: ['$.id'] },
  parts: { text: ['$.t', '$.u'], echo: ['$.e'] },
  alone: true,
  unit: 's',
  html: true,
  outgoing: '{{text}}',
  heartbeat: { seconds: 30, frame: 'ping', idle: true },
  ack: { when: [], id: '$.ok', messageId: '$.m', refused: [{ path: '$.no' }], why: '$.why' },
}

describe('a mapping as text', () => {
  it('comes back as it was', () => {
    expect(parseMapping(formatMapping(FULL))).toEqual(FULL)
    expect(formatMapping(NO_MAPPING)).toBe('')
    expect(parseMapping('')).toEqual(NO_MAPPING)
  })

  it('may leave out what it does not say, and say what is not known', () => {
    expect(parseMapping('{"version":1,"parts":{"text":"$.t","colour":"$.c"},"later":[1]}')).toEqual({
      ...NO_MAPPING,
      parts: { text: ['$.t'] },
    })
  })

  it.each([
    'no',
    '[]',
    'null',
    '{}',
    '{"version":2}',
    '{"version":1,"each":5}',
    '{"version":1,"parts":{"text":[5]}}',
    '{"version":1,"parts":"$"}',
    '{"version":1,"only":[{"is":["a"]}]}',
    '{"version":1,"heartbeat":{"seconds":0,"frame":"x"}}',
    '{"version":1,"heartbeat":{"seconds":1e99,"frame":"x"}}',
    `{"version":1,"unpack":[${Array(30).fill('"$.a"').join()}]}`,
    `{"version":1,"outgoing":"${'x'.repeat(30_000)}"}`,
  ])('is none where it is %.60s', (text) => expect(parseMapping(text)).toBeUndefined())
})

describe('a plain path', () => {
  it.each([
    ['$', []],
    ['$.a.b_2.안녕', ['a', 'b_2', '안녕']],
    ["$.a[0][-1]['c d']", ['a', 0, -1, 'c d']],
    ["$['it\\'s']['\"']['\\\\']['\\n']", ["it's", '"', '\\', '\n']],
    ['$[""]', ['']],
  ])('%s', (path, segments) => {
    expect(parsePlainPath(path)).toEqual(segments)
    expect(parsePlainPath(formatPath(segments))).toEqual(segments)
  })

  it.each([
    '',
    'a',
    '$.',
    '$..a',
    '$.*',
    '$[*]',
    '$[1:2]',
    '$[?@.a]',
    "$['a','b']",
    '$.a b',
    '$[01]',
    '$[-0]',
    "$['a",
    '$.1a',
    "$['\\x']",
  ])('is not %s', (path) => expect(parsePlainPath(path)).toBeUndefined())

  it('finds what is there, and nothing that is not', () => {
    const value = JSON.parse('{"a":[{"b":null}],"__proto__":{"x":1}}') as unknown
    const at = (path: string) => valueAt(value, parsePlainPath(path) ?? [])
    expect(at('$.a[0].b')).toBeNull()
    expect(at('$.a[-1]')).toEqual({ b: null })
    expect(at('$.__proto__.x')).toBe(1)
    for (const path of ['$.a.length', '$.toString', '$.a[5]', '$.a[0].b.c', '$[0]'])
      expect(at(path)).toBeUndefined()
  })
})

describe('HTML as text', () => {
  it.each([
    ['plain', 'plain'],
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\nc'],
    ['<ul><li>a</li><li>b</li></ul>', 'a\n\nb'],
    ['1 < 2 &amp;&amp; x&#39;s &nope; &#99999999;', "1 < 2 && x's &nope; &#99999999;"],
    ['&lt;b&gt;', '<b>'],
    ['a<!-- no --><style>x{}</style><script>y', 'a'],
    ['<a href="https://a.test/?a=1&amp;b=2">link</a>', 'link'],
  ])('%s', (html, text) => expect(formatHtmlAsText(html)).toBe(text))

  it('does not take long over what is made to', () => {
    const since = performance.now()
    for (const piece of ['<', '<a ', '<!--', '<script', '</p>', '&#', ' \n'])
      formatHtmlAsText(piece.repeat(200_000 / piece.length))
    expect(performance.now() - since).toBeLessThan(2_000)
  })
})
