import { untrack } from 'svelte'
import type { Change, Entry } from '../model/log.ts'
import type { Room, RoomList } from '../model/room.ts'
import type { Clock } from '../net/clock.ts'

/** So many rooms that nobody but messages tells of are listed: a server that names another one in each has no end of them. */
export const MAX_NAMED = 10_000
/** A name of more characters is no room. */
const MAX_NAME = 1_000
/** So deep is a tree; what is further down is in the name of the last one. */
const MAX_DEPTH = 32
/** What changes is shown so often at most (ms); the first of it at once. */
const SHOW_MS = 100

/** One room in the list, or a place in the tree that has rooms below it. Changes with what comes: read it again after
 *  each `version`. */
export type RoomNode = {
  readonly id: string
  /** Of a tree, its own part of the path. */
  readonly name: string
  readonly parent: RoomNode | undefined
  /** By name. */
  readonly children: readonly RoomNode[]
  /** Can something be said there, as far as one knows? Undefined: it is no room, but has some below it. */
  readonly room: Room | undefined
  /** Messages that nobody has looked at, there and below. */
  readonly unread: number
}

type Node = {
  id: string
  name: string
  parent: Node | undefined
  children: Node[]
  room: Room | undefined
  unread: number
  /** There, and not below. */
  own: number
}

const byName = new Intl.Collator(undefined, { numeric: true })

/** The rooms of one connection: those that its backend told of, and those that messages name. */
export class Rooms {
  /** Grows whenever something here changed. */
  version = $state(0)
  /** What the person unfolded in the tree, or folded: by id. */
  folds = $state.raw<ReadonlyMap<string, boolean>>(new Map())
  readonly #clock: Clock
  #told: RoomList | undefined
  readonly #named = new Set<string>()
  #nodes = new Map<string, Node>()
  #root = newRoot()
  /** Those that have something that nobody has looked at. */
  #news = new Set<Node>()
  #count = 0
  #shownAt = -Infinity
  #cancelShow: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** None is known. Not followed. */
  get isEmpty(): boolean {
    return this.#count === 0
  }

  /** How many rooms there are. */
  get size(): number {
    void this.version
    return this.#count
  }

  /** Are there several? One alone is the connection itself. */
  get isSeveral(): boolean {
    return this.size > 1
  }

  /** What parts a path; undefined where rooms are no tree. */
  get separator(): string | undefined {
    void this.version
    return this.#told?.separator
  }

  /** Those that the backend told of. */
  get told(): readonly Room[] {
    void this.version
    return this.#told?.rooms ?? []
  }

  /** Those that messages have named. */
  get named(): readonly string[] {
    return [...this.#named]
  }

  /** The uppermost, by name. */
  get top(): readonly RoomNode[] {
    void this.version
    return this.#root.children
  }

  get(id: string): RoomNode | undefined {
    void this.version
    return this.#nodes.get(id)
  }

  /** All that are rooms, in the order of the tree. */
  *all(nodes: readonly RoomNode[] = this.top): Generator<RoomNode> {
    for (const node of nodes) {
      if (node.room) yield node
      yield* this.all(node.children)
    }
  }

  /** Are there more than are listed? */
  get isFull(): boolean {
    void this.version
    return this.#named.size >= MAX_NAMED
  }

  /** What people call it. */
  nameOf(id: string): string {
    return this.get(id)?.room?.name ?? id
  }

  /** Messages that nobody has looked at, there and below. */
  unreadIn(id: string): number {
    return this.get(id)?.unread ?? 0
  }

  /** How many rooms have something that nobody has looked at. */
  get news(): number {
    void this.version
    return this.#news.size
  }

  /** The backend told of its rooms: the whole list. */
  tell(told: RoomList | undefined): void {
    const before = this.#told
    this.#told = told
    // A list without a tree costs nothing where it only grew.
    const isOther = before?.separator !== told?.separator || (before?.rooms.length ?? 0) > 0
    if (isOther) this.#build()
    else for (const room of told?.rooms ?? []) this.#put(room)
    this.#show()
  }

  /** Rooms that are known from before. */
  know(ids: Iterable<string>): void {
    let isNew = false
    for (const id of ids) isNew = this.#name(id) !== undefined || isNew
    if (isNew) this.#showSoon()
  }

  /** Finds the rooms that entries are of. `isNews`: nobody has looked at what others said there. */
  take(entries: readonly Entry[], isNews: boolean): void {
    let isOther = false
    let last: string | undefined
    let node: Node | undefined
    for (const entry of entries) {
      if (entry.kind !== 'message') continue
      const { room, own } = entry.message
      if (!room) continue
      if (room !== last) {
        isOther = this.#name(room) !== undefined || isOther
        node = this.#nodes.get(room)
        last = room
      }
      if (!isNews || own || !node) continue
      isOther = true
      this.#add(node, 1)
    }
    if (isOther) this.#showSoon()
  }

  /** The same for what happened to a log. */
  heed(changes: readonly Change[]): void {
    for (const change of changes)
      if ('put' in change) this.take(change.put, true)
      else if (change.by.length > 0) this.take(change.by, false)
  }

  /** A room and what is below it was looked at, or all (undefined). Returns how much of it was new. */
  look(id?: string): number {
    if (this.#news.size === 0) return 0
    const node = id === undefined ? undefined : this.#nodes.get(id)
    if (id !== undefined && !node) return 0
    let sum = 0
    for (const each of this.#news) {
      if (node && !isBelow(each, node)) continue
      sum += each.own
      this.#add(each, -each.own)
    }
    if (sum > 0) this.#show()
    return sum
  }

  /** So many more are new in a room; below 0: fewer. */
  add(id: string, count: number): void {
    const node = this.#nodes.get(id)
    if (!node) return
    this.#add(node, Math.max(count, -node.own))
    this.#showSoon()
  }

  /** So many are new, by room; in others none. */
  count(counts: ReadonlyMap<string, number>): void {
    if (this.#count === 0 || (counts.size === 0 && this.#news.size === 0)) return
    for (const node of this.#news) if (!counts.has(node.id)) this.#add(node, -node.own)
    for (const [id, count] of counts) {
      const node = this.#nodes.get(id)
      if (node && node.own !== count) this.#add(node, count - node.own)
    }
    this.#showSoon()
  }

  /** What messages named is forgotten with them. */
  clear(): void {
    this.#named.clear()
    this.#build()
    this.#show()
  }

  fold(id: string, isOpen: boolean): void {
    this.folds = new Map(this.folds).set(id, isOpen)
  }

  #name(id: string): Node | undefined {
    if (this.#named.has(id) || this.#named.size >= MAX_NAMED || id.length > MAX_NAME) return undefined
    this.#named.add(id)
    if (this.#nodes.get(id)?.room) return undefined
    return this.#put({ id })
  }

  #put(room: Room): Node {
    const node = this.#place(room.id)
    if (!node.room) this.#count++
    node.room = room
    return node
  }

  /** The place of a room, with all that lead to it. */
  #place(id: string): Node {
    const known = this.#nodes.get(id)
    if (known) return known
    const separator = this.#told?.separator
    const parts = separator ? id.split(separator) : [id]
    if (parts.length > MAX_DEPTH) parts.push(parts.splice(MAX_DEPTH - 1).join(separator))
    let node = this.#root
    let path = ''
    for (const [depth, part] of parts.entries()) {
      path = depth === 0 ? part : `${path}${separator}${part}`
      node = this.#nodes.get(path) ?? this.#append(node, path, part || (separator ?? ''))
    }
    return node
  }

  #append(parent: Node, id: string, name: string): Node {
    const isTop = parent === this.#root
    const node: Node = {
      id,
      name,
      parent: isTop ? undefined : parent,
      children: [],
      room: undefined,
      unread: 0,
      own: 0,
    }
    this.#nodes.set(id, node)
    const { children } = parent
    let from = 0
    let to = children.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (byName.compare((children[middle] as Node).name, name) <= 0) from = middle + 1
      else to = middle
    }
    children.splice(from, 0, node)
    return node
  }

  #add(node: Node, count: number): void {
    node.own += count
    if (node.own > 0) this.#news.add(node)
    else this.#news.delete(node)
    for (let each: Node | undefined = node; each; each = each.parent) each.unread += count
  }

  #build(): void {
    const counts = [...this.#news].map(({ id, own }) => ({ id, own }))
    this.#nodes = new Map()
    this.#root = newRoot()
    this.#news = new Set()
    this.#count = 0
    for (const room of this.#told?.rooms ?? []) this.#put(room)
    for (const id of this.#named) if (!this.#nodes.get(id)?.room) this.#put({ id })
    for (const { id, own } of counts) {
      const node = this.#nodes.get(id)
      if (node) this.#add(node, own)
    }
  }

  #showSoon(): void {
    const wait = this.#shownAt + SHOW_MS - this.#clock.now()
    if (wait <= 0) this.#show()
    else this.#cancelShow ??= this.#clock.after(wait, () => this.#show())
  }

  #show(): void {
    this.#cancelShow?.()
    this.#cancelShow = undefined
    this.#shownAt = this.#clock.now()
    // Also called by what follows it.
    this.version = untrack(() => this.version) + 1
  }
}

function newRoot(): Node {
  return { id: '', name: '', parent: undefined, children: [], room: undefined, unread: 0, own: 0 }
}

function isBelow(node: Node, above: Node): boolean {
  for (let each: Node | undefined = node; each; each = each.parent) if (each === above) return true
  return false
}
