import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Says at the end which real servers were spoken with, and which were not there, by name. */
export default class Servers implements Reporter {
  readonly #tried = new Set<string>()
  readonly #skipped = new Set<string>()

  onTestEnd(test: TestCase, { annotations, status }: TestResult): void {
    for (const { type, description = '' } of [...test.annotations, ...annotations]) {
      if (type === 'server') this.#tried.add(description)
      if (type === 'skip' && status === 'skipped' && /[/\\]interop[/\\]/.test(test.location.file))
        this.#skipped.add(description)
    }
  }

  onEnd(): void {
    if (this.#tried.size > 0) this.#say(`spoke with: ${[...this.#tried].sort().join(', ')}`)
    for (const name of this.#skipped) this.#say(`skipped: ${name}`)
  }

  printsToStdio(): boolean {
    return false
  }

  #say(line: string): void {
    process.stdout.write(`${line}\n`)
  }
}
