import type { Finding } from '../backends/find.ts'
import type { BackendName } from '../backends/index.ts'
import { backendEntry } from '../backends/index.ts'
import type { Colour, Fields, Profile, View } from '../model/profile.ts'
import { KEEP, withDefaults } from '../model/profile.ts'
import type { LeftOut } from '../model/share.ts'
import type { ToldApart } from '../model/told-apart.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { askedFields, findProblems, knownBackend, optionsToSave, readGiven } from './connect-form.ts'
import { findKeepProblems, readKeep } from './keep.ts'
import type { Problem } from './new-profile.ts'
import { addressProblem, defaultBackend, defaultView, nameFor, unaskedOptions } from './new-profile.ts'
import { connectNew, saveChanged } from './save-profile.ts'
import { SecretForm, secretsToSave } from './secret-form.svelte.ts'

/** What a form begins with: a profile that is edited, one that was handed over, or what a link says. */
export type Start = {
  name?: string
  view?: View
  backend?: string
  colour?: Colour | undefined
  options?: Readonly<Record<string, unknown>>
}

/** The settings of a connection while a person answers them. To be made while a component is. */
export class Connecting {
  name = $state('')
  colour = $state<Colour | undefined>()
  keptCount = $state('')
  keptDays = $state('')
  /** A part of the page did not come. */
  broken = $state(false)
  /** What the chosen backend asks; undefined while it is loaded. */
  fields = $state.raw<Fields>()
  problems = $state.raw<ReadonlyMap<string, Problem>>(new Map())
  keepProblems = $state.raw<ReadonlyMap<string, Problem>>(new Map())
  /** The address that is looked at; `connects`: and connected to, if it is plain what it is. */
  looked = $state.raw<{ server: string; connects: boolean } | undefined>()
  readonly secrets = new SecretForm()
  readonly #signalbox: Signalbox
  readonly #editing: Profile | undefined
  readonly #given: Readonly<Record<string, unknown>>
  #chosenView = $state<View | undefined>()
  #chosenBackend = $state<BackendName | undefined>()
  #touched = $state.raw<Readonly<Record<string, unknown>>>({})
  readonly #begun = $derived.by(() =>
    this.fields ? readGiven(this.fields, { ...this.#given, ...this.secrets.kept }) : {},
  )
  readonly #answered = $derived.by((): Record<string, unknown> => ({ ...this.#begun, ...this.#touched }))
  readonly #view = $derived.by(() => this.#chosenView ?? defaultView(String(this.#answered['server'] ?? '')))
  readonly #backend = $derived.by(() => this.#chosenBackend ?? defaultBackend(this.view))
  readonly #chosen = $derived.by(() =>
    this.#chosenBackend ? this.#answered : { ...unaskedOptions(this.backend), ...this.#answered },
  )
  readonly options = $derived.by((): Record<string, unknown> =>
    this.fields ? withDefaults(this.fields, this.#chosen, this.view) : {},
  )
  readonly asked = $derived.by(() => (this.fields ? askedFields(this.fields, this.options, this.view) : []))
  /** Secrets that are kept, and all that was answered. */
  readonly known = $derived.by(() => ({ ...this.secrets.kept, ...this.#answered }))
  readonly asksSecrets = $derived.by(
    () => Object.keys(secretsToSave(this.asked, this.known, this.options)).length > 0,
  )
  readonly plain = $derived.by(() => this.asked.filter(([, field]) => !field.more))
  readonly more = $derived.by(() => this.asked.filter(([, field]) => field.more))
  /** Nothing is hidden that a link or the person set before. */
  readonly isMoreSet = $derived.by(
    () => this.#editing?.keep !== undefined || this.more.some(([key]) => key in this.#begun),
  )
  /** Nothing is said but where the server is: the page finds out the rest. */
  readonly isOpen = $derived.by(
    () =>
      !this.#chosenView &&
      !this.#chosenBackend &&
      Object.keys(this.#answered).every((key) => key === 'server'),
  )

  /** `editing`: its settings are changed, instead of a new one made. */
  constructor(signalbox: Signalbox, start: Start | undefined, editing: Profile | undefined) {
    const keep = editing?.keep ?? KEEP
    this.#signalbox = signalbox
    this.#editing = editing
    this.#given = start?.options ?? {}
    this.name = start?.name ?? ''
    this.colour = start?.colour
    this.#chosenView = start?.view
    this.#chosenBackend = knownBackend(start?.backend)
    this.keptCount = String(keep.count)
    this.keptDays = String(keep.days)
    if (editing) void this.secrets.load(signalbox, editing.id)
  }

  get view(): View {
    return this.#view
  }

  get backend(): BackendName {
    return this.#backend
  }

  set view(view: View) {
    this.#chosenView = view
  }

  set backend(backend: BackendName) {
    this.#chosenBackend = backend
  }

  /** What is said beside how it is connected, as far as it is. */
  get beside(): Pick<Profile, 'keep' | 'colour'> & { name?: string } {
    const name = this.name.trim()
    return {
      ...(name && { name }),
      ...(this.colour && { colour: this.colour }),
      ...readKeep(this.keptCount, this.keptDays, this.#editing?.keep),
    }
  }

  /** Loads what the chosen backend asks. */
  async load(wanted = this.backend): Promise<void> {
    try {
      const loaded = await backendEntry(wanted)?.load()
      this.broken = false
      if (wanted === this.backend) this.fields = loaded?.default.fields
    } catch {
      // The chunk did not come: the page says so and offers to try again.
      this.broken = true
    }
  }

  change(key: string, value: unknown): void {
    // Undefined is an answer too: what was saved before does not come back.
    this.#touched = { ...this.#touched, [key]: value }
    if (this.problems.has(key)) this.problems = new Map([...this.problems].filter(([other]) => other !== key))
  }

  /** Looks whether all is well. Returns the first field where it is not. */
  check(): string | undefined {
    this.problems = findProblems(this.asked, this.options, location)
    this.keepProblems = findKeepProblems(this.keptCount, this.keptDays)
    return [...this.problems.keys(), ...this.keepProblems.keys()][0]
  }

  /** Looks at the address, and says what is wrong with it where it is none. `connects`: and goes there. */
  look(connects: boolean): void {
    const server = String(this.options['server'] ?? '').trim()
    const problem = addressProblem(server, true, location)
    if (problem) this.problems = new Map([...this.problems, ['server', problem]])
    else this.looked = { server, connects }
  }

  /** Saves it, connects it if it is new, and opens it. */
  async save(): Promise<void> {
    const { options, known, asked, secrets, view, backend, colour } = this
    const { profiles, route } = this.#signalbox
    const editing = this.#editing
    const taken = profiles.list.filter((other) => other !== editing).map((other) => other.name)
    const profile = {
      name: this.name.trim() || nameFor(String(options['server']), taken),
      view,
      backend,
      colour,
      options: optionsToSave(asked, options, this.#chosen),
      ...readKeep(this.keptCount, this.keptDays, editing?.keep),
    }
    const typed = { secrets: secretsToSave(asked, known, profile.options), remember: secrets.remember }
    try {
      if (!editing) return void (await connectNew(this.#signalbox, profile, typed))
      await saveChanged(this.#signalbox, editing.id, profile, typed)
    } catch {
      // A part of the page did not come. What was typed is still there when it does.
      return void (this.broken = true)
    }
    route.go({ at: 'profile', id: editing.id })
  }

  /** Takes over what an address turned out to be. All of it can be changed. */
  fill(finding: Finding): void {
    this.#chosenView = finding.view
    this.#chosenBackend = finding.backend
    this.#touch({ server: finding.server, ...unaskedOptions(finding.backend), ...finding.options })
  }

  /** What a link brought sealed, and the person opened. */
  unseal({ options, secrets }: LeftOut): void {
    this.#touch({ ...options, ...secrets })
  }

  /** What was typed into a text that is sent gets a field of its own. */
  keepApart(key: string, { text, secrets }: ToldApart): void {
    this.#touch({ [key]: text, ...secrets })
    const before = String(this.#given[key] ?? '')
    // What this device remembered within it, it goes on to remember.
    if (this.#editing && Object.values(secrets).every((value) => before.includes(value)))
      this.secrets.remember = true
  }

  #touch(answers: Readonly<Record<string, unknown>>): void {
    this.#touched = { ...this.#touched, ...answers }
  }
}
