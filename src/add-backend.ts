import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Which of the README's two examples to begin with: a WebSocket, or server-sent events with a POST beside them. */
export type Wire = 'socket' | 'http'

/** What the README calls its example. */
const EXAMPLE = 'pigeon'

/** Writes the backend that `README.md` has under "Add a backend" into `root`, under another name, with its lines in the
 *  registries. Returns the paths of what it wrote, and of what it changed. Throws an Error with a sentence where it cannot,
 *  and has then written nothing. */
export function addBackend(root: string, name: string, wire: Wire): { wrote: string[]; changed: string[] } {
  if (!/^[a-z]+$/.test(name)) throw new Error(`“${name}” is no name: small letters only, as in ${EXAMPLE}.`)
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const files = new Map<string, string>()
  for (const { path, text } of filesIn(readme, wire)) {
    const own = called(path, name)
    if (existsSync(join(root, own))) throw new Error(`There is a ${own} already.`)
    files.set(own, called(text, name))
  }
  const wrote = [...files.keys()]
  for (const { path, line, before } of linesIn(readme)) {
    const text = files.get(path) ?? readFileSync(join(root, path), 'utf8')
    if (text.split(`${before}\n`).length !== 2)
      throw new Error(`${path} should have this line once, and has not: ${before}`)
    files.set(
      path,
      text.replace(`${before}\n`, () => `${called(line, name)}\n${before}\n`),
    )
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return { wrote, changed: [...files.keys()].filter((path) => !wrote.includes(path)) }
}

/** The README's files: blocks of code whose first line is a comment with a path. One with `(HTTP)` behind it takes the
 *  place of another over that wire. */
function filesIn(readme: string, wire: Wire): { path: string; text: string }[] {
  const blocks = [...readme.matchAll(/^```ts\n\/\/ (src\/\S+)( \(HTTP\))?\n\n?([\s\S]*?)^```$/gm)]
  const files = blocks.map(([, path = '', http, text = '']) => ({ path, text, isHttp: http !== undefined }))
  const wanted = files.filter(({ path, isHttp }) => {
    const hasOther = files.some((other) => other.path === path && other.isHttp !== isHttp)
    return !hasOther || isHttp === (wire === 'http')
  })
  if (wanted.length === 0) throw new Error('README.md has no files under “Add a backend”.')
  return wanted
}

/** The README's lines for registries: under a path, what is added, and the line that it goes before. */
function linesIn(readme: string): { path: string; line: string; before: string }[] {
  const [, block = ''] = /^```diff\n([\s\S]*?)^```$/m.exec(readme) ?? []
  const found: { path: string; line: string; before: string }[] = []
  let path = ''
  let added: string[] = []
  for (const text of block.split('\n')) {
    if (text.startsWith('+')) added.push(text.slice(1))
    else if (!text.startsWith(' ')) path = text
    else {
      const before = text.slice(1)
      if (added.length > 0) found.push({ path, line: added.join('\n'), before })
      added = []
    }
  }
  return found
}

function called(text: string, name: string): string {
  const written = [(word: string) => word, titled, (word: string) => word.toUpperCase()]
  return written.reduce((result, way) => result.replaceAll(way(EXAMPLE), way(name)), text)
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const self = fileURLToPath(import.meta.url)
if (process.argv[1] && relative(process.argv[1], self) === '') {
  const [name = '', wire = 'socket'] = process.argv.slice(2)
  try {
    if (wire !== 'socket' && wire !== 'http') throw new Error('The second word is socket or http.')
    const { wrote, changed } = addBackend(join(dirname(self), '..'), name, wire)
    const lines = [...wrote.map((path) => `wrote    ${path}`), ...changed.map((path) => `changed  ${path}`)]
    process.stdout.write(
      `${lines.join('\n')}\n\nSee it work: npx vitest run src/contract.test.ts -t ${name}\n`,
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
