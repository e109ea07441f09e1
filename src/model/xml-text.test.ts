import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indentXml } from './xml-text.ts'

describe('XML, indented', () => {
  it('has each element on a line of its own, and text with its element', () => {
    const text = `<?xml version="1.0"?><feed><!-- news --><item id="1"><title>Hi &amp; bye</title><link/></item><item></item></feed>`
    expect(indentXml(text)).toBe(
      [
        '<?xml version="1.0"?>',
        '<feed>',
        '  <!-- news -->',
        '  <item id="1">',
        '    <title>Hi &amp; bye</title>',
        '    <link/>',
        '  </item>',
        '  <item></item>',
        '</feed>',
      ].join('\n'),
    )
  })

  it('does not go on indenting after what HTML leaves open', () => {
    expect(indentXml('<p>one<br>two</p><p>three</p>')).toBe('<p>\n  one\n  <br>\n  two\n</p>\n<p>three</p>')
  })

  it('cuts nothing out of CDATA', () => {
    expect(indentXml('<a><![CDATA[ <b> </b> ]]></a>')).toBe('<a>\n  <![CDATA[ <b> </b> ]]>\n</a>')
  })

  it('loses nothing but white space, whatever it is given', () => {
    const pieces = fc.array(
      fc.constantFrom('<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', 'a', ' ', '\n', '"', '?'),
    )
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join('')
        expect(indentXml(text).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
      }),
    )
  })

  it('is done soon with what has no end', () => {
    const began = performance.now()
    indentXml('<!--<![CDATA['.repeat(100_000))
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
