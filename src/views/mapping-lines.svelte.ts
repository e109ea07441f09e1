import { t } from '../i18n/i18n.svelte.ts'
import { parsePlainPath } from '../model/json-path.ts'
import type { MappingForm } from './mapping-form.svelte.ts'

/** Fields of paths, a line each, while a person types in them. */
export class TypedLines {
  readonly #form: MappingForm
  /** What is written stays as it is written: an empty line is the beginning of another. */
  #typed = $state.raw<Readonly<Record<string, string>>>({})

  constructor(form: MappingForm) {
    this.#form = form
  }

  /** What stands in the field of that name. */
  shown(name: string, paths: readonly string[]): string {
    const text = this.#typed[name]
    return text !== undefined && linesOf(text).join('\n') === paths.join('\n') ? text : paths.join('\n')
  }

  type(name: string, text: string, take: (paths: string[]) => void): void {
    this.#typed = { ...this.#typed, [name]: text }
    take(linesOf(text))
  }

  /** What is wrong with one of these, in words. */
  faultIn(paths: readonly string[]): string | undefined {
    const fault = this.#form.faults.find(({ path }) => paths.includes(path))
    return fault && t('mapping.fault', { at: fault.at + 1 })
  }

  /** The same, where they have to be plain. */
  oddIn(paths: readonly string[]): string | undefined {
    return paths.every((path) => parsePlainPath(path)) ? undefined : t('mapping.only-plain')
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
