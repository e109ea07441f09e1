import { formatJson, mayBeInexact } from '../model/exact.ts'
import { formatHtmlAsText } from '../model/html-text.ts'
import type { Segment } from '../model/json-path.ts'
import { parsePlainPath, valueAt } from '../model/json-path.ts'
import type { Mapping } from '../model/mapping.ts'
import { PARTS } from '../model/mapping.ts'
import type { Message } from '../model/message.ts'
import type { Origin } from './carrier.ts'
import type { Setter } from './json-map-parts.ts'
import { setterOf } from './json-map-parts.ts'
import type { Finder, Picked } from './json-map-pick.ts'
import { compileConditions, plainFinder, recordsOf } from './json-map-pick.ts'
import { messageOf, readUsual } from './json-read.ts'
import type { Found } from './json-record.ts'
import { isRecord, scalar } from './json-record.ts'

/** The messages of a value by plain paths, and by the usual names where those find nothing. What has no name at all is
 *  shown as it came. A path that is not plain finds nothing. */
export function compileRead(mapping: Mapping): (value: unknown, text: string, origin: Origin) => Message[] {
  const finderOf = (path: string): Finder => plainFinder(path) ?? (() => [])
  const each = mapping.each === undefined ? undefined : finderOf(mapping.each)
  const isMessage = mapping.only.length > 0 ? compileConditions(mapping.only, finderOf) : undefined
  const parts = PARTS.flatMap((part) => {
    const paths = (mapping.parts[part] ?? []).map(parsePlainPath).filter((path) => path !== undefined)
    return paths.length > 0 ? [{ set: setterOf(part, mapping), paths }] : []
  })
  const read = (record: unknown, text: string, origin: Origin) => {
    const found = begin(record, mapping)
    for (const { set, paths } of parts) setFirst(found, record, paths, set)
    return finish(record, found, text, origin, mapping)
  }
  return (value, text, origin) => {
    const from = withoutEvent(origin, mapping)
    if (!each) return isMessage?.(value, origin.event) === false ? [] : [read(value, text, from)]
    const records = recordsOf(value, each)
    const isOwn = (record: unknown) => !isMessage || isMessage(record, origin.event)
    return records.filter(isOwn).map((record) => read(record, writtenAnew(record, text), from))
  }
}

/** The messages of what was picked elsewhere, by paths of any kind. */
export function readPicked(
  picked: readonly Picked[],
  text: string,
  origin: Origin,
  mapping: Mapping,
): Message[] {
  const from = withoutEvent(origin, mapping)
  const setters = PARTS.map((part) => setterOf(part, mapping))
  return picked
    .filter(({ is }) => is)
    .map(({ record, found: nodes }) => {
      const found = begin(record, mapping)
      for (const [place, set] of setters.entries()) setAll(found, nodes[place], set)
      const source = mapping.each === undefined ? text : writtenAnew(record, text)
      return finish(record, found, source, from, mapping)
    })
}

/** What is known without the mapping's paths. */
function begin(record: unknown, { alone }: Mapping): Found {
  const usual = !alone && isRecord(record) ? readUsual(record) : nothing()
  if (!isRecord(record)) usual.body = scalar(record)
  return usual
}

function finish(record: unknown, found: Found, text: string, origin: Origin, mapping: Mapping): Message {
  if (mapping.html) {
    if (found.title !== undefined) found.title = formatHtmlAsText(found.title) || undefined
    if (found.body !== undefined) found.body = formatHtmlAsText(found.body)
  }
  if (mapping.alone && found.body === undefined && found.title !== undefined) found.body = ''
  return messageOf(record, found, text, origin)
}

function setFirst(found: Found, record: unknown, paths: readonly Segment[][], set: Setter): void {
  for (const path of paths) {
    const value = valueAt(record, path)
    if (value === undefined) continue
    const isEmpty = value === null || value === ''
    if (isEmpty && paths.length > 1) continue
    set(found, value)
    return
  }
}

function setAll(found: Found, nodes: readonly unknown[] | undefined, set: Setter): void {
  if (!nodes || nodes.length === 0) return
  if (nodes.length === 1) set(found, nodes[0])
  else set.all(found, nodes)
}

/** A name within the data is what says what it is: the stream's own would stand in each row. */
function withoutEvent(origin: Origin, { parts }: Mapping): Origin {
  if (origin.event === undefined || !parts.tags) return origin
  const { event: _, ...rest } = origin
  return rest
}

/** Of a list's element its own JSON is the source. */
function writtenAnew(record: unknown, text: string): string {
  return (mayBeInexact(text) ? formatJson(record) : JSON.stringify(record)) ?? ''
}

// A literal: see `taken` of the usual names.
function nothing(): Found {
  return {
    body: undefined,
    from: undefined,
    at: undefined,
    title: undefined,
    priority: undefined,
    id: undefined,
    room: undefined,
    echoOf: undefined,
    tags: undefined,
    links: undefined,
  }
}
