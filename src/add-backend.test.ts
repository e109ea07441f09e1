// @vitest-environment node
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { check } from 'prettier'
import ts from 'typescript'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addBackend } from './add-backend.ts'

const HERE = join(import.meta.dirname, '..')
const BESIDE = ['README.md', 'package.json', 'tsconfig.json', 'vite.config.ts']
/** Of the tests only those that a new backend has to pass. */
const TESTS = ['contract.test.ts', 'layers.test.ts']
const SLOW_MS = 240_000

/** By its address alone. */
const FOUND = `
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { brief, look } from './backends/fake-find.ts'
import { mountDemo } from './demo/node.ts'
import { startWorld } from './demo/start-world.ts'

it.each(['lark', 'wren'])('finds %s', async (name) => {
  const { world, stop } = await startWorld({ quiet: true })
  await world.say({ author: 'Kim', body: 'hello' })
  const server = createServer((request, response) => void demo.handle(request, response))
  const demo = mountDemo(server, { world })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { best } = await look('127.0.0.1:' + server.address().port + '/demo/' + name + '/chat')
  expect(brief(best)).toContain(' sure chat ' + name)
  expect(best?.what.code).toBe('backend.' + name)
  server.closeAllConnections()
  await demo.close()
  await stop()
})
`

let root = ''

/** Somebody's copy of this project. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-'))
  const isNeeded = (path: string) => !path.endsWith('.test.ts') || TESTS.includes(basename(path))
  for (const name of BESIDE) cpSync(join(HERE, name), join(root, name))
  cpSync(join(HERE, 'src'), join(root, 'src'), { recursive: true, filter: isNeeded })
  symlinkSync(join(HERE, 'node_modules'), join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it(
  'writes the backend of README.md under other names: it compiles, passes the contract, and is known by its address',
  { timeout: SLOW_MS },
  async () => {
    const added = [addBackend(root, 'lark', 'socket'), addBackend(root, 'wren', 'http')]
    for (const { wrote, changed } of added) expect([wrote.length, changed.length]).toEqual([6, 5])
    const paths = [...new Set(added.flatMap(({ wrote, changed }) => [...wrote, ...changed]))]
    expect(faultsIn(paths)).toEqual([])
    const prettier = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).prettier as object
    for (const path of paths) {
      const text = readFileSync(join(root, path), 'utf8')
      expect(text, path).not.toMatch(/pigeon/i)
      expect(await check(text, { ...prettier, plugins: [], filepath: path }), path).toBe(true)
    }
    writeFileSync(join(root, 'src/found.test.ts'), FOUND)
    const told = await vitest(
      'run',
      'src/found.test.ts',
      ...TESTS.map((name) => `src/${name}`),
      '-t',
      'lark|wren',
    )
    expect(Number(/Tests +(\d+) passed/.exec(told)?.[1] ?? 0), told).toBeGreaterThan(20)
    expect(told).not.toMatch(/\d failed/)
  },
)

it('writes nothing where the name is taken or is none, or a registry has no place for it', () => {
  const before = readFileSync(join(root, 'src/backends/index.ts'), 'utf8')
  expect(() => addBackend(root, 'ntfy', 'socket')).toThrow('There is a src/model/codes/ntfy.ts already.')
  expect(() => addBackend(root, 'lark2', 'socket')).toThrow('small letters only')
  rmSync(join(root, 'src/demo/dialects/index.ts'))
  expect(() => addBackend(root, 'lark', 'socket')).toThrow('dialects/index.ts')
  expect(readFileSync(join(root, 'src/backends/index.ts'), 'utf8')).toBe(before)
})

/** What the compiler says of these files. */
function faultsIn(paths: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    options,
  )
  return paths
    .flatMap((path) => {
      const file = program.getSourceFile(join(root, path))
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    })
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
}

/** Runs tests in the copy; resolves with what was said, whether or not they pass. */
async function vitest(...words: string[]): Promise<string> {
  const program = join(HERE, 'node_modules/vitest/vitest.mjs')
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...words], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
  }).catch((error: { stdout: string; stderr: string }) => error)
  return stdout + stderr
}
