import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { INJECTIONS } from '../../../e2e/servers/injections.ts'
import { renderMarkdown } from './markdown.ts'

const TAGS = /^(P|BR|HR|STRONG|EM|DEL|CODE|PRE|BLOCKQUOTE|UL|OL|LI|A|TABLE|THEAD|TBODY|TR|TH|TD)$/
const ATTRIBUTES = /^(href|title|target|rel|dir|align|start|tabindex|class)$/

/** Markdown that is around something else. */
const AROUND: ((text: string) => string)[] = [
  (text) => text,
  (text) => `[x](${text})`,
  (text) => `[x](<${text}>)`,
  (text) => `![x](${text})`,
  (text) => `![${text}](https://a.test/p.png)`,
  (text) => `[${text}](https://a.test)`,
  (text) => `[x](https://a.test "${text}")`,
  (text) => `[x]: ${text}\n\n[x]`,
  (text) => `<${text}>`,
  (text) => `\`\`\`${text}\n${text}\n\`\`\``,
  (text) => `| ${text} |\n|--|\n| ${text} |`,
  (text) => `- > ## ${text}`,
  (text) => `**${text}**`,
  (text) => `&lt;${text}&gt;`,
]

function expectHarmless(markdown: string): void {
  const element = document.createElement('div')
  element.append(renderMarkdown(markdown, -1))
  for (const each of element.querySelectorAll('*')) {
    expect(each.tagName, markdown).toMatch(TAGS)
    for (const name of each.getAttributeNames()) expect(name, markdown).toMatch(ATTRIBUTES)
  }
  for (const each of element.querySelectorAll('[class]')) expect(each.className).toMatch(/^head-[123]$/)
  for (const link of element.querySelectorAll('a')) {
    expect(link.protocol, markdown).toMatch(/^(https?|mailto):$/)
    expect([link.target, link.rel, link.tabIndex]).toEqual(['_blank', 'noopener noreferrer', -1])
  }
}

afterEach(() => {
  expect((window as unknown as { ran?: number }).ran).toBeUndefined()
})

describe('Markdown of a stranger', () => {
  it.each(INJECTIONS.map((text, n) => [n, text]))('is harmless with %i: %s', (_, text) => {
    for (const around of AROUND) expectHarmless(around(String(text)))
  })

  it('is harmless, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(...INJECTIONS),
      fc.constantFrom(
        '<',
        '>',
        '[',
        '](',
        ')',
        '`',
        '```\n',
        '|',
        '\n',
        '\n\n',
        '"',
        "'",
        '&#',
        'javascript:',
        'on',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '<math><mtext>',
        '<svg><style>',
        '<noscript>',
        '<template>',
        '<!--',
        '-->',
        '<![CDATA[',
        '</p>',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => expectHarmless(parts.join(''))),
      { numRuns: 400 },
    )
  })

  it('is not left out: its HTML is text', () => {
    const element = document.createElement('div')
    element.append(renderMarkdown('a <b>bold</b> word <script>x</script>\n\n<div id=x>block</div>'))
    expect(element.textContent).toBe('a <b>bold</b> word <script>x</script>\n<div id=x>block</div>')
  })

  it('loads no picture: it is a link to one', () => {
    const element = document.createElement('div')
    element.append(
      renderMarkdown('![a *graph*](https://a.test/p.png) ![](https://a.test/q.png) ![x](/r.png)'),
    )
    expect(element.querySelector('img')).toBeNull()
    expect([...element.querySelectorAll('a')].map((link) => [link.href, link.textContent])).toEqual([
      ['https://a.test/p.png', 'a graph'],
      ['https://a.test/q.png', 'https://a.test/q.png'],
    ])
  })

  it('is shown as it is where there would be nothing of it, or it is nested too deep', () => {
    for (const text of ['```nothing', '[a]: https://a.test', '>'.repeat(50_000), '*a'.repeat(20_000)]) {
      const element = document.createElement('div')
      element.append(renderMarkdown(text))
      expect(element.textContent?.replaceAll(/\s/g, '').length, text.slice(0, 20)).toBeGreaterThan(7)
    }
  })

  it('takes no longer for what is made to be slow', () => {
    for (const part of [
      '_a*',
      '[a](',
      '![',
      '`a',
      '~a~',
      '> a\n',
      '- ',
      '|',
      '<a ',
      'a@',
      '&',
      '\\',
      '[a][',
    ]) {
      const began = performance.now()
      renderMarkdown(part.repeat(20_000 / part.length))
      expect(performance.now() - began, part).toBeLessThan(3_000)
    }
  })
})

describe('Markdown', () => {
  it('is laid out: headings that are none of the page, lists, tables, code', () => {
    const element = document.createElement('div')
    element.append(
      renderMarkdown(
        '# One\n## Two\n\n1. a\n2. b\n\n- [x] done\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n```js\nlet <x>\n```',
      ),
    )
    const texts = (selector: string) =>
      [...element.querySelectorAll(selector)].map((each) => each.textContent?.trim())
    expect(texts('.head-1')).toEqual(['One'])
    expect(texts('.head-2')).toEqual(['Two'])
    expect(texts('ol > li')).toEqual(['a', 'b'])
    expect(texts('ul > li')).toEqual(['☑ done'])
    expect(texts('pre')).toEqual(['let <x>'])
    expect([...element.querySelectorAll('td')].map((cell) => cell.getAttribute('align'))).toEqual([
      'left',
      'right',
    ])
  })
})
