import type { Heard } from '../backends/carrier.ts'
import { told } from '../backends/frame.ts'
import { jsonCodec } from '../backends/json.ts'
import type { MapBench } from '../backends/json-map-bench.ts'
import { mapCodec } from '../backends/json-map-codec.ts'
import { pathsOf } from '../backends/json-map-pick.ts'
import { findFaults, MapReader, openBench, plainPathsOf } from '../backends/json-map-reader.ts'
import type { PathFault } from '../backends/json-map-work.ts'
import { listPathOf } from '../backends/json-read.ts'
import type { Preset } from '../backends/presets/preset.ts'
import { parsePlainPath } from '../model/json-path.ts'
import type { Mapping } from '../model/mapping.ts'
import { formatMapping, MAX_MAPPING_CHARS, NO_MAPPING, parseMapping } from '../model/mapping.ts'
import type { Incoming } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import type { Clock } from '../net/clock.ts'
import type { Sample } from './mapping-samples.ts'

/** A person who types is answered so long (ms) after the last key, where a worker is asked. */
const CALM_MS = 120
const MAX_SECONDS = 86_400

/** How a profile's messages are read, while a person changes that: what it makes of a message, and what is wrong with it. */
export class MappingForm {
  mapping = $state.raw<Mapping>(NO_MAPPING)
  /** The first message on connect. */
  first = $state('')
  /** What was put apart from it, by name. */
  secrets = $state.raw<Readonly<Record<string, string>>>({})
  /** What else a preset wants of the profile. */
  options = $state.raw<Readonly<Record<string, string>>>({})
  samples = $state.raw<readonly Sample[]>([])
  /** What the chosen message tells; undefined while that is found out. */
  told = $state.raw<Incoming | undefined>()
  faults = $state.raw<readonly PathFault[]>([])
  readonly sample = $derived.by(() => this.#chosen ?? this.samples.at(-1))
  readonly place = $derived(this.sample ? this.samples.indexOf(this.sample) : -1)
  /** The chosen message as a value; undefined where it is no JSON. */
  readonly value = $derived.by(() => {
    const parsed = this.sample && this.#codec(this.mapping).parse(this.sample.text, true)
    return parsed && 'value' in parsed ? { of: parsed.value } : undefined
  })
  readonly hasBadSeconds = $derived.by(() => {
    const { seconds = 1 } = this.mapping.heartbeat ?? {}
    return !(seconds >= 1 && seconds <= MAX_SECONDS)
  })
  readonly isTooLong = $derived.by(() => formatMapping(this.mapping).length > MAX_MAPPING_CHARS)
  /** Paths that are to be plain, and are not. */
  readonly odd = $derived.by(() => plainPathsOf(this.mapping).filter((path) => !parsePlainPath(path)))
  readonly isWrong = $derived(
    this.faults.length > 0 || this.odd.length > 0 || this.hasBadSeconds || this.isTooLong,
  )
  #chosen = $state.raw<Sample | undefined>()
  /** The message that a person began with. */
  readonly #begun: Sample | undefined
  readonly #author: string
  readonly #clock: Clock
  #bench: Promise<MapBench> | undefined
  #turn = 0

  constructor({ options }: Profile, clock: Clock, begun?: Sample) {
    this.#clock = clock
    this.#begun = begun
    this.#author = String(options['author'] ?? '')
    this.first = String(options['first'] ?? '')
    this.mapping = parseMapping(String(options['mapping'] ?? '')) ?? NO_MAPPING
    if (begun) this.take([])
  }

  /** Takes what came of late. One that is looked at stays, however much came since; so does the one it began with. */
  take(came: readonly Sample[]): void {
    const looked = this.sample ?? this.#begun
    const samples = [...came]
    for (const kept of [this.#begun, looked])
      if (kept && !samples.some(({ text }) => text === kept.text)) samples.push(kept)
    samples.sort((one, other) => one.at - other.at)
    const chosen = samples.find(({ text }) => text === looked?.text)
    const isFirst = this.samples.length === 0 && samples.length > 0
    this.#chosen = chosen
    this.samples = samples
    if (isFirst && formatMapping(this.mapping) === '') this.#beginWithList()
  }

  /** Looks at the one before (-1) or after (+1). */
  step(by: -1 | 1): void {
    this.#chosen = this.samples[this.place + by] ?? this.#chosen
  }

  use({ mapping, options: { first, ...options } = {} }: Preset): void {
    this.mapping = mapping
    this.options = options
    if (first !== undefined) this.first = first
  }

  /** Finds out what the chosen message tells, and whether the paths are paths. Called again, the former call is over. */
  async check(): Promise<void> {
    const turn = ++this.#turn
    const { mapping, sample } = this
    const paths = [...new Set(pathsOf(mapping))].filter((path) => !parsePlainPath(path))
    if (paths.length === 0) {
      this.faults = []
      this.told = sample && this.#tell(mapping, sample)
      return
    }
    await new Promise<void>((resolve) => this.#clock.after(CALM_MS, resolve))
    if (turn !== this.#turn) return
    try {
      const bench = await (this.#bench ??= openBench(this.#clock))
      const faults = await findFaults(paths, bench)
      const reader = new MapReader(mapping, bench)
      const codec = mapCodec(jsonCodec(this.#author), mapping, this.#author, reader.read)
      if (sample && faults.length === 0) await codec.prepare?.([heardOf(sample)])
      if (turn !== this.#turn) return
      this.faults = faults
      this.told =
        sample && faults.length === 0 ? first(told(sample.text, codec, originOf(sample))) : undefined
    } catch {
      // No workers here: the connection will say so.
      this.#bench = undefined
      if (turn === this.#turn) this.told = { type: 'garbled', frame: '', why: { code: 'mapping.no-worker' } }
    }
  }

  /** The profile's options with what was set here. */
  optionsFor({ options }: Profile): Record<string, unknown> {
    const { mapping: _, first: __, ...rest } = options
    const text = formatMapping(this.mapping)
    return {
      ...rest,
      ...this.options,
      ...(this.first && { first: this.first }),
      ...(text && { mapping: text }),
    }
  }

  close(): void {
    this.#turn++
    this.#bench?.then(
      (bench) => bench.close(),
      () => undefined,
    )
  }

  /** What is a list by itself stays one: a mapping without a list makes one row of it. */
  #beginWithList(): void {
    const path = this.value && listPathOf(this.value.of)
    if (path) this.mapping = { ...this.mapping, each: path }
  }

  #codec(mapping: Mapping) {
    return mapCodec(jsonCodec(this.#author), mapping, this.#author)
  }

  #tell(mapping: Mapping, sample: Sample): Incoming | undefined {
    return first(told(sample.text, this.#codec(mapping), originOf(sample)))
  }
}

function first(all: readonly Incoming[]): Incoming | undefined {
  return all[0]
}

function heardOf({ text, event }: Sample): Heard {
  return { text, event }
}

function originOf({ at, event }: Sample) {
  return { at, ...(event !== undefined && { event }) }
}
