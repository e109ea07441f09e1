import { basename } from 'node:path'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

type Count = { passed: number; failed: number; skipped: number }

/** Says at the end which real servers were spoken with, and which were not there, by name; and, where all of it is about
 *  them, how each file ended in each browser. */
export default class Servers implements Reporter {
  readonly #tried = new Set<string>()
  readonly #skipped = new Set<string>()
  /** A test that is told again counts as it ended. */
  readonly #ended = new Map<string, { test: TestCase; status: keyof Count }>()

  onTestEnd(test: TestCase, { annotations, status }: TestResult): void {
    for (const { type, description = '' } of [...test.annotations, ...annotations]) {
      if (type === 'server') this.#tried.add(description)
      if (type === 'skip' && status === 'skipped' && isInterop(test)) this.#skipped.add(description)
    }
    const ended = status === 'passed' || status === 'skipped' ? status : 'failed'
    this.#ended.set(test.id, { test, status: ended })
  }

  onEnd(): void {
    if (process.env['SIGNALBOX_INTEROP'] === '1')
      for (const [name, { passed, failed, skipped }] of this.#counts())
        this.#say(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
    if (this.#tried.size > 0) this.#say(`spoke with: ${[...this.#tried].sort().join(', ')}`)
    for (const name of this.#skipped) this.#say(`skipped: ${name}`)
  }

  printsToStdio(): boolean {
    return false
  }

  #counts(): [string, Count][] {
    const counts = new Map<string, Count>()
    for (const { test, status } of this.#ended.values()) {
      // The first suites are the run, the project and the file.
      const [, project = '', file = ''] = test.titlePath()
      const name = `${basename(file).replace(/\.(spec|interop)\.ts$/, '')} (${project.replace('interop-', '')})`
      const count = counts.get(name) ?? { passed: 0, failed: 0, skipped: 0 }
      count[status]++
      counts.set(name, count)
    }
    return [...counts].sort(([one], [other]) => one.localeCompare(other))
  }

  #say(line: string): void {
    process.stdout.write(`${line}\n`)
  }
}

function isInterop(test: TestCase): boolean {
  return /[/\\]interop[/\\]/.test(test.location.file)
}
