import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pause } from '../../until.ts'
import { defineCase } from '../figure.ts'
import type { Page } from '../page.ts'

const KB = 1_000
/** So long (ms) nothing more may be asked for: then all is there. */
const STILL_MS = 700

type Part = { path: string; bytes: number }

let lines: string[] = []

export const parts = defineCase({
  name: 'parts',
  title: 'What is loaded, gzipped as a static host sends it',
  figures: {
    first: { what: 'first screen', unit: 'kB', digits: 1, target: { atMost: 50 } },
    chat: { what: 'a chat that is connected, beside that', unit: 'kB', digits: 1 },
    lazy: { what: 'only when it is asked for', unit: 'kB', digits: 1 },
  },
  async run(ground) {
    const all = await partsIn(ground.dist)
    const first = await ground.with(async (page) => {
      await page.open(`${ground.origin}/`)
      return loaded(page)
    })
    const chat = await ground.with(async (page) => {
      await ground.connect(page, { wire: 'socket' })
      return loaded(page)
    })
    const groups = {
      'first screen': all.filter(({ path }) => first.has(path)),
      'a chat that is connected': all.filter(({ path }) => chat.has(path) && !first.has(path)),
      lazy: all.filter(({ path }) => !chat.has(path) && !first.has(path)),
    }
    lines = Object.entries(groups).map(([name, group]) => `${name}: ${group.map(written).join(', ')}`)
    const [firstKb, chatKb, lazyKb] = Object.values(groups).map(sizeOf)
    return { first: firstKb, chat: chatKb, lazy: lazyKb }
  },
  notes: () => lines,
})

async function partsIn(dist: string): Promise<Part[]> {
  const names = await readdir(dist, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
  const parts = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    const bytes = gzipSync(await readFile(path)).byteLength
    return { path: path.slice(join(dist, '/').length), bytes }
  })
  return (await Promise.all(parts)).sort((a, b) => b.bytes - a.bytes)
}

/** The paths, in the built app, of all that this page has asked for. */
async function loaded(page: Page): Promise<Set<string>> {
  const ask = () =>
    page.run(() => performance.getEntriesByType('resource').map(({ name }) => name), undefined)
  let urls = await ask()
  for (let before = -1; urls.length > before; urls = await ask()) {
    before = urls.length
    await pause(STILL_MS)
  }
  // The icon is asked for by the browser and not by the page.
  return new Set(['index.html', 'icon.svg', ...urls.map((url) => new URL(url).pathname.slice(1))])
}

function sizeOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0) / KB
}

function written({ path, bytes }: Part): string {
  return `${path.replace(/^assets\//, '').replace(/-[\w-]{8}(?=\.)/, '')} ${(bytes / KB).toFixed(1)}`
}
