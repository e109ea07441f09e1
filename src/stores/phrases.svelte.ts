import * as v from 'valibot'
import type { Chosen } from '../model/composer-options.ts'
import { globalId } from '../model/ids.ts'
import type { Phrase } from '../model/phrase.ts'
import type { Reason } from '../model/reason.ts'
import type { Local } from '../storage/local.ts'
import { besideKey } from './beside.ts'

/** So many messages are saved of one profile, and none is longer (characters). */
export const MAX_PHRASES = 200
export const MAX_PHRASE_CHARS = 50_000
const MAX_NAME_CHARS = 100

const text = (min: number, max: number) => v.pipe(v.string(), v.minLength(min), v.maxLength(max))
const SavedPhrase = v.object({
  id: text(1, 100),
  name: text(1, MAX_NAME_CHARS),
  text: text(1, MAX_PHRASE_CHARS),
  options: v.fallback(
    v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
    undefined,
  ),
})
const Saved = v.object({ version: v.literal(1), phrases: v.array(v.unknown()) })
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Counted = v.object({
  counts: v.fallback(v.record(v.string(), v.fallback(Count, 0)), {}),
  loose: v.fallback(v.optional(v.object({ text: v.string(), n: Count })), undefined),
})

/** The messages that a person saved in a profile, in the order of saving, and how often each was sent. */
export class Phrases {
  list = $state.raw<readonly Phrase[]>([])
  readonly #local: Local | undefined
  readonly #key: string
  readonly #countedKey: string
  #counted: v.InferOutput<typeof Counted> = { counts: {}, loose: undefined }

  /** Without `local` they live as long as the page. */
  constructor(local: Local | undefined, profile: string) {
    this.#local = local
    this.#key = besideKey('phrases', profile)
    this.#countedKey = besideKey('counted', profile)
    this.#load()
    local?.onChange((key) => key === this.#key && this.#load())
  }

  get(id: string | undefined): Phrase | undefined {
    return this.list.find((phrase) => phrase.id === id)
  }

  named(name: string): Phrase | undefined {
    return this.list.find((phrase) => phrase.name === nameOf(name))
  }

  /** Why a message cannot be saved so; undefined where it can. */
  refusal(name: string, text: string): Reason | undefined {
    if (nameOf(name) === '') return { code: 'phrases.no-name' }
    if (text.length > MAX_PHRASE_CHARS) return { code: 'phrases.long', params: { max: MAX_PHRASE_CHARS } }
    if (!this.named(name) && this.list.length >= MAX_PHRASES)
      return { code: 'phrases.many', params: { max: MAX_PHRASES } }
    return undefined
  }

  /** Saves it, in place of the one that has that name. Returns it. */
  save(name: string, text: string, options?: Chosen): Phrase {
    const before = this.named(name)
    const phrase = { id: before?.id ?? globalId(), name: nameOf(name), text, ...(options && { options }) }
    this.#set(before ? this.list.map((each) => (each === before ? phrase : each)) : [...this.list, phrase])
    return phrase
  }

  /** Gives it another name. Returns why not, where it cannot have that one. */
  rename(id: string, name: string): Reason | undefined {
    if (nameOf(name) === '') return { code: 'phrases.no-name' }
    if ((this.named(name)?.id ?? id) !== id) return { code: 'phrases.name-taken' }
    this.#set(this.list.map((phrase) => (phrase.id === id ? { ...phrase, name: nameOf(name) } : phrase)))
    return undefined
  }

  /** Gives it another text, and what is chosen for that. Returns how to undo that. */
  replace(id: string, text: string, options?: Chosen): () => void {
    const before = this.get(id)
    this.#set(this.list.map((phrase) => (phrase.id === id ? { ...phrase, text, options } : phrase)))
    return () => before && this.#set(this.list.map((phrase) => (phrase.id === id ? before : phrase)))
  }

  /** Returns how to undo it. */
  remove(id: string): () => void {
    const index = this.list.findIndex((phrase) => phrase.id === id)
    const removed = this.list[index]
    const count = this.#counted.counts[id]
    this.#set(this.list.filter((phrase) => phrase.id !== id))
    this.restart(id)
    return () => {
      if (!removed || this.get(id)) return
      this.#set(this.list.toSpliced(Math.min(index, this.list.length), 0, removed))
      if (count !== undefined) this.#count({ counts: { ...this.#counted.counts, [id]: count } })
    }
  }

  /** What `{{n}}` will be when this is sent next: from 1 on, for each saved message by itself. What is not saved counts
   *  for as long as it is the same text. */
  next(id: string | undefined, text: string): number {
    const { counts, loose } = this.#readCounted()
    if (id !== undefined) return (counts[id] ?? 0) + 1
    return loose?.text === text ? loose.n + 1 : 1
  }

  /** It was sent once more. */
  counted(id: string | undefined, text: string): void {
    const n = this.next(id, text)
    if (id === undefined) this.#count({ loose: { text, n } })
    else this.#count({ counts: { ...this.#counted.counts, [id]: n } })
  }

  /** Counts from 1 again. */
  restart(id: string): void {
    const { [id]: _, ...counts } = this.#readCounted().counts
    this.#count({ counts })
  }

  #load(): void {
    const saved = v.safeParse(Saved, this.#local?.get(this.#key))
    // One broken one must not cost the others.
    const read = saved.success ? saved.output.phrases.map((each) => v.safeParse(SavedPhrase, each)) : []
    this.list = read.flatMap((result) => (result.success ? [result.output] : [])).slice(0, MAX_PHRASES)
  }

  #set(list: readonly Phrase[]): void {
    this.list = list
    if (list.length > 0) this.#local?.set(this.#key, { version: 1, phrases: list })
    else this.#local?.remove(this.#key)
  }

  /** Another tab may have counted on. */
  #readCounted(): v.InferOutput<typeof Counted> {
    const read = this.#local && v.safeParse(Counted, this.#local.get(this.#countedKey))
    if (read?.success) this.#counted = read.output
    return this.#counted
  }

  #count(change: Partial<v.InferOutput<typeof Counted>>): void {
    this.#counted = { ...this.#readCounted(), ...change }
    this.#local?.set(this.#countedKey, this.#counted)
  }
}

function nameOf(name: string): string {
  return name.trim().slice(0, MAX_NAME_CHARS)
}
