import type { Chosen } from '../model/composer-options.ts'
import { newUuid } from '../model/ids.ts'
import { jsonFault } from '../model/json-fault.ts'
import type { Phrase } from '../model/phrase.ts'
import type { Reason } from '../model/reason.ts'
import type { Filled } from '../model/template.ts'
import { fillTemplate } from '../model/template.ts'
import { Begun } from '../stores/begun.ts'
import { besideKey } from '../stores/beside.ts'
import type { Compose } from '../stores/compose.ts'
import type { Live } from '../stores/live.svelte.ts'
import { composerKey } from '../stores/profiles.svelte.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { Recall } from '../ui/recall.ts'
import { Choices } from './choices.svelte.ts'
import { Held } from './held.svelte.ts'
import { Kept } from './kept.svelte.ts'

/** A longer text is not read as JSON at every key. */
const MAX_CHECKED_CHARS = 500_000
/** A line is named by so much of it. */
const NAMED_CHARS = 40
/** What is filled in until it is switched off; else the saved message's id, or `line`: only this line. */
const ALWAYS = 'always'
const LINE = 'line'

/** What is being written in one profile, or in a room of it, and how it is sent. To be made while a component is. */
export class Composing {
  /** Bytes that are sent in place of what is written. */
  readonly held = new Held()
  readonly compose: Compose
  /** What goes with it. */
  readonly choices: Choices
  readonly recall: Recall
  /** It was not taken: too much waits. */
  refused = $state(false)
  /** What a saved message took the place of. */
  replaced = $state.raw<{ text: string; filling: string; options: Chosen; by: string } | undefined>(undefined)
  readonly #live: Live
  readonly #draft: Kept
  /** How its placeholders are treated: kept with it, so that a reload does not change what is sent. */
  readonly #filling: Kept
  /** The same for all that is written in the profile. */
  readonly #always: Kept
  readonly #onsaid: () => void
  readonly #room: () => string | undefined

  /** `onsaid`: something was said. `room`: where it goes; undefined where nobody chose. `within`: the room that is open,
   *  whose own line it is. */
  constructor(
    live: Live,
    { local, settings, profiles }: Signalbox,
    onsaid: () => void,
    room: () => string | undefined = () => undefined,
    within?: string,
  ) {
    const { id } = live.profile
    this.#live = live
    this.#onsaid = onsaid
    this.#room = room
    this.choices = new Choices(live)
    this.compose = live.compose
    this.recall = new Recall(() => this.compose.said.lines.map(({ text }) => text))
    const leavesNothing = () => settings.keepNothing || profiles.isTemporary(id)
    const inRoom = (what: 'begun' | 'begun-filling', room: string) =>
      new Kept(new Begun(local, what, id), room, leavesNothing, `${what} ${id} ${room}`)
    this.#always = new Kept(local, besideKey('filling', id), leavesNothing)
    this.#filling = within === undefined ? this.#always : inRoom('begun-filling', within)
    this.#draft =
      within === undefined
        ? new Kept(local, composerKey(id), () => settings.keepNothing)
        : inRoom('begun', within)
  }

  /** `ALWAYS`, what this line is, or ''. */
  get #mode(): string {
    return this.#always.text === ALWAYS ? ALWAYS : this.#filling.text
  }

  set #mode(mode: string) {
    if (mode === ALWAYS || this.#always.text === ALWAYS) this.#always.text = mode === ALWAYS ? ALWAYS : ''
    if (mode !== ALWAYS) this.#filling.text = mode
  }

  get text(): string {
    return this.#draft.text
  }

  set text(text: string) {
    this.#draft.text = text
    // Whatever is written next is another message.
    if (text === '' && this.#mode !== ALWAYS) this.#mode = ''
    if (text === '') this.replaced = undefined
  }

  /** Placeholders are filled in. */
  get fills(): boolean {
    return this.#mode !== ''
  }

  set fills(fills: boolean) {
    this.#mode = fills ? ALWAYS : ''
  }

  /** They are until that is switched off, and not only in this line. */
  get fillsAlways(): boolean {
    return this.#mode === ALWAYS
  }

  /** The saved message that this is. */
  get phrase(): Phrase | undefined {
    return this.compose.phrases.get(this.#mode)
  }

  /** What would be sent now: an example, where it is another one each time. Undefined where no braces are in it. */
  readonly filled = $derived.by((): Filled | undefined =>
    this.text.includes('{{') ? this.#fill(this.text, this.phrase?.id) : undefined,
  )

  /** What goes out, as far as that is known before it does. */
  readonly outgoing = $derived.by(() => (this.fills && this.filled ? this.filled.text : this.text))

  /** Is it meant to be JSON, and where is it none? */
  readonly json = $derived.by((): { why: Reason | undefined } | undefined => {
    const isMeant = /^\s*[{[]/.test(this.outgoing) && this.outgoing.length <= MAX_CHECKED_CHARS
    const why = isMeant ? jsonFault(this.outgoing) : undefined
    // It may become some once it is filled in.
    const mayBecome = why !== undefined && !this.fills && (this.filled?.count ?? 0) > 0
    return isMeant && !mayBecome ? { why } : undefined
  })

  /** Can what is written, and not only what becomes of it, be laid out anew? */
  readonly canLayOut = $derived.by(
    () => this.json?.why === undefined && this.json !== undefined && jsonFault(this.text) === undefined,
  )

  /** Says what is held, or written. Returns whether all of it was taken. */
  send(): boolean {
    const { held, choices, text, fills, phrase } = this
    if (!choices.isReady) return false
    const { given } = choices
    if (held.list.length > 0) {
      if (!held.send((bytes, { name }) => this.#say(bytes, choices.outgoing(given, name)))) return false
    } else {
      if (!this.#sayText(text, fills, phrase?.id, given)) return false
      this.compose.said.add(text, fills)
    }
    choices.sent()
    return true
  }

  /** The saved message takes the place of what is written, which can be brought back. */
  use(phrase: Phrase): void {
    const { text, choices } = this
    const replaced = { text, filling: this.#mode, options: choices.given, by: phrase.name }
    this.text = phrase.text
    this.#mode = phrase.id
    if (phrase.options) choices.given = phrase.options
    this.replaced = text.trim() === '' || text === phrase.text ? undefined : replaced
  }

  bringBack(): void {
    const { replaced } = this
    if (!replaced) return
    this.text = replaced.text
    this.choices.given = replaced.options
    this.#mode = replaced.filling
    this.replaced = undefined
  }

  /** Sends a saved message at once, with what was saved with it, and leaves what is written. */
  sendPhrase({ id, text, options = {} }: Phrase): boolean {
    if (!this.#sayText(text, true, id, options)) return false
    this.compose.said.add(text, true)
    return true
  }

  /** Saves what is written under a name, and goes on with it as that. */
  save(name: string): void {
    const { fields, chosen } = this.choices
    const options = Object.keys(fields).length > 0 ? chosen : undefined
    const phrase = this.compose.phrases.save(name, this.text, options)
    if (this.#mode !== ALWAYS && this.filled && this.filled.count > 0) this.#mode = phrase.id
  }

  /** What was not sent is to be written anew, with what was chosen for it. */
  takeBack(body: string | ArrayBuffer, options: Chosen = {}): void {
    const isFree = this.text.trim() === '' && this.held.list.length === 0
    if (isFree || Object.keys(options).length > 0)
      this.choices.given = isFree ? options : { ...this.choices.given, ...options }
    if (typeof body !== 'string') this.held.add(body)
    else this.text = this.text ? `${body}\n${this.text}` : body
  }

  /** An earlier line was found: it takes the place of what is written, which can be brought back. */
  putBack(text: string): void {
    const { text: before } = this
    const filling = this.#mode
    this.text = text
    this.recall.goTo(text)
    this.recalled(text)
    const by = text.slice(0, NAMED_CHARS)
    const replaced = { text: before, filling, options: this.choices.given, by }
    this.replaced = before.trim() === '' || before === text ? undefined : replaced
  }

  /** A line was recalled: it is sent as it was. */
  recalled(text: string): void {
    const line = this.compose.said.lines.findLast((said) => said.text === text)
    if (this.#mode !== ALWAYS) this.#mode = line?.fills && text ? LINE : ''
  }

  /** Sends it again and again, from now on. */
  repeat(everyMs: number, times: number | undefined): void {
    const { text, fills, phrase } = this
    const [first] = this.held.list
    const bytes = first?.bytes
    if (bytes === undefined) this.compose.said.add(text, fills)
    const body = () => bytes ?? (fills ? this.#count(text, phrase?.id) : text)
    const label = first ? first.label : text
    const about = this.#about(this.choices.outgoing(this.choices.given, first?.name))
    this.choices.sent()
    if (first) this.held.remove(first)
    else this.text = ''
    this.compose.repeat.start({ label, everyMs, times, body, about })
    this.#onsaid()
  }

  #sayText(text: string, fills: boolean, id: string | undefined, chosen: Chosen): boolean {
    const filled = fills ? this.#fill(text, id) : undefined
    if (!this.#say(filled?.text ?? text, this.choices.outgoing(chosen))) return false
    if (filled?.counts) this.compose.phrases.counted(id, text)
    return true
  }

  #say(body: string | ArrayBuffer, options: Chosen): boolean {
    this.refused = this.#live.channel.do({ kind: 'say', body, ...this.#about(options) }) === undefined
    if (!this.refused) this.#onsaid()
    return !this.refused
  }

  /** Where it goes, and what goes with it. */
  #about(options: Chosen): { room?: string; options?: Record<string, unknown> } {
    const room = this.#room()
    return {
      ...(room !== undefined && { room }),
      ...(Object.keys(options).length > 0 && { options }),
    }
  }

  #count(text: string, id: string | undefined): string {
    const filled = this.#fill(text, id)
    if (filled.counts) this.compose.phrases.counted(id, text)
    return filled.text
  }

  #fill(text: string, id: string | undefined): Filled {
    const n = this.compose.phrases.next(id, text)
    return fillTemplate(text, { now: Date.now(), n, random: Math.random, uuid: newUuid })
  }
}
