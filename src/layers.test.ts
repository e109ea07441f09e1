// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = import.meta.dirname

/** What each layer may import, beside itself. */
const MAY: Record<string, readonly string[]> = {
  model: [],
  net: ['model'],
  backends: ['net', 'model'],
  storage: ['model'],
  doctor: ['backends', 'net', 'model'],
  stores: ['storage', 'doctor', 'backends', 'net', 'model'],
  i18n: ['model'],
  ui: ['i18n', 'model'],
  views: ['ui', 'i18n', 'stores', 'storage', 'doctor', 'backends', 'net', 'model'],
  demo: ['backends', 'net', 'model'],
  root: ['views', 'ui', 'i18n', 'stores', 'storage', 'doctor', 'backends', 'net', 'model'],
}

const files = (readdirSync(SRC, { recursive: true }) as string[]).filter((name) =>
  /\.(ts|svelte)$/.test(name),
)
const sources = files.filter((name) => !name.endsWith('.test.ts'))
const layerOf = (file: string) => (file.includes('/') ? (file.split('/')[0] as string) : 'root')

function importsOf(file: string): { target: string; lazy: boolean }[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  const found = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*(\()?\s*)['"](\.[^'"]+)['"]/g)]
  return found.map(([, lazy, path]) => ({
    target: relative(SRC, resolve(SRC, dirname(file), path as string)),
    lazy: lazy !== undefined,
  }))
}

describe('imports run one way', () => {
  it.each(sources)('%s', (file) => {
    const layer = layerOf(file)
    for (const { target, lazy } of importsOf(file)) {
      const other = layerOf(target)
      // The one line that brings the far side into the page, and only when it is asked for.
      if (file === 'main.ts' && other === 'demo') expect(lazy, 'the demo is imported lazily').toBe(true)
      else expect([layer, ...(MAY[layer] ?? [])], `${file} imports ${target}`).toContain(other)
    }
  })

  it('looks at every layer there is', () => {
    for (const file of sources) expect(Object.keys(MAY)).toContain(layerOf(file))
    expect(sources.length).toBeGreaterThan(50)
  })
})

describe('the demo', () => {
  it('takes no more of a backend than its codec', () => {
    const taken = sources.filter((file) => layerOf(file) === 'demo').flatMap(importsOf)
    const codecs = taken.filter(({ target }) => layerOf(target) === 'backends').map(({ target }) => target)
    expect(codecs.length).toBeGreaterThan(0)
    for (const codec of codecs) expect(codec).toMatch(/^backends\/([a-z]+\/)?[a-z]+-read\.ts$/)
  })
})

describe('what a person reads', () => {
  it('goes through i18n: no letters stand between tags', () => {
    for (const file of sources.filter((name) => name.endsWith('.svelte'))) {
      const markup = readFileSync(join(SRC, file), 'utf8')
        .replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '')
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/&\w+;/g, '')
        .replace(/\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g, '')
      const words = [...markup.matchAll(/>([^<>]*\p{L}[^<>]*)</gu)].map(([, text]) => (text as string).trim())
      const labels = markup.match(/\b(aria-label|title|placeholder|alt|label)="[^"]*\p{L}[^"]*"/gu) ?? []
      // An example of an address is one in every language.
      const spoken = [...words, ...labels].filter((text) => !text.includes('://'))
      expect(spoken, file).toEqual([])
    }
  })
})

describe('what runs', () => {
  it('says nothing to the console, makes nothing of a string, and swallows nothing without a word', () => {
    for (const file of sources.filter((name) => layerOf(name) !== 'demo')) {
      const text = readFileSync(join(SRC, file), 'utf8')
      expect(text, file).not.toMatch(
        /\bconsole\.|\beval\(|new Function|innerHTML|\{@html|catch\s*(\(\w+\))?\s*\{\s*\}/,
      )
    }
  })
})
