// @vitest-environment node
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const FILE = fileURLToPath(new URL('require-node.js', import.meta.url))

/** Runs it as if this were another Node. */
function runOn(version: string) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  const data = `data:text/javascript,${encodeURIComponent(pretend)}`
  return spawnSync(process.execPath, ['--import', data, FILE], { encoding: 'utf8' })
}

describe('an older Node', () => {
  it.each(['12.22.12', '20.20.2', '22.17.1'])('%s is told in one sentence what to install', (version) => {
    const { status, stderr } = runOn(version)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^Signalbox needs Node 22\.18 or later, and this is [\d.]+: install .+\n$/)
    expect(stderr).toContain(version)
  })

  it.each(['22.18.0', '24.21.0', '26.0.0'])('is not %s', (version) => {
    expect(runOn(version)).toMatchObject({ status: 0, stderr: '' })
  })

  it('can read the file: it has nothing that is newer than Node 12', () => {
    expect(readFileSync(FILE, 'utf8')).not.toMatch(/\?\.|\?\?|\b(await|const|let|import|require)\b|=>|`\$\{/)
    execFileSync(process.execPath, ['--check', FILE])
  })
})
