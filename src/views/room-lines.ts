import type { RoomNode, Rooms } from '../stores/rooms.svelte.ts'

/** So many of one level are drawn, and so many more each time. */
export const LEVEL_ROOMS = 100

/** One line of the list of rooms. */
export type RoomLine = {
  /** Of the line, in its list. */
  key: string
  /** Undefined: all of it; or `more`. */
  id: string | undefined
  name: string
  /** 1 is the uppermost. */
  level: number
  unread: number
  /** Undefined: nothing is below it. */
  isOpen: boolean | undefined
  /** What came from it is here, but it is not listened to any more. */
  isPast: boolean
  /** So many more are on that level, in the place of which this is. */
  more?: number
  /** Its place on its level, and how many there are. */
  place: number
  size: number
}

/** What is open in the list, and what is looked for in it. */
export type RoomLook = {
  /** The room that is open. */
  current: string | undefined
  /** Only those that have this in their names, in a flat list; '': all. */
  query: string
  /** How many of a level are drawn, by what they are below ('': the uppermost). */
  shown: (parent: string) => number
}

/** The lines of a list of rooms: without a query it is a tree, and begins with all of it. */
export function linesOf(rooms: Rooms, look: RoomLook, all: { name: string; unread: number }): RoomLine[] {
  const listed = rooms.separator === undefined ? new Set(rooms.told.map(({ id }) => id)) : new Set<string>()
  const isPast = ({ id }: RoomNode) => listed.size > 0 && !listed.has(id)
  const query = folded(look.query.trim())
  if (query !== '') return found(rooms, query, look.shown(''), isPast)
  const lines: RoomLine[] = []
  const walk = (nodes: readonly RoomNode[], level: number, parent: string) => {
    const first = level === 1 ? 1 : 0
    const size = nodes.length + first
    const drawn = drawnOf(nodes, look.shown(parent), look.current, rooms)
    for (const [place, node] of drawn) {
      const isOpen = node.children.length > 0 ? isUnfolded(rooms, node, look.current) : undefined
      lines.push(lineOf(node, level, isOpen, isPast(node), place + first + 1, size))
      if (isOpen) walk(node.children, level + 1, node.id)
    }
    const more = nodes.length - drawn.length
    if (more > 0) lines.push({ ...nothing, key: `more ${parent}`, level, more, place: size, size })
  }
  const key = 'all'
  lines.push({ ...nothing, ...all, key, id: undefined, level: 1, place: 1, size: rooms.top.length + 1 })
  walk(rooms.top, 1, '')
  return lines
}

const nothing = { id: undefined, name: '', unread: 0, isOpen: undefined, isPast: false }

function lineOf(
  node: RoomNode,
  level: number,
  isOpen: boolean | undefined,
  isPast: boolean,
  place: number,
  size: number,
): RoomLine {
  const { id, name, room, unread } = node
  return { key: `room ${id}`, id, name: room?.name ?? name, level, unread, isOpen, isPast, place, size }
}

/** The first of a level, with their places, and the one that leads to what is open. */
function drawnOf(
  nodes: readonly RoomNode[],
  count: number,
  current: string | undefined,
  rooms: Rooms,
): [number, RoomNode][] {
  const drawn: [number, RoomNode][] = []
  for (let place = 0; place < Math.min(nodes.length, count); place++)
    drawn.push([place, nodes[place] as RoomNode])
  if (nodes.length <= count || current === undefined) return drawn
  for (let at = rooms.get(current); at; at = at.parent) {
    const place = nodes.indexOf(at)
    if (place >= count) drawn.push([place, at])
  }
  return drawn
}

/** As the person left it; else the only one there is, and what leads to the room that is open. */
function isUnfolded(rooms: Rooms, node: RoomNode, current: string | undefined): boolean {
  const chosen = rooms.folds.get(node.id)
  if (chosen !== undefined) return chosen
  if (rooms.top.length === 1 && rooms.top[0] === node) return true
  for (let at = rooms.get(current ?? '')?.parent; at; at = at.parent) if (at === node) return true
  return false
}

function found(rooms: Rooms, query: string, count: number, isPast: (node: RoomNode) => boolean): RoomLine[] {
  const hits: RoomNode[] = []
  let size = 0
  for (const node of rooms.all()) {
    if (!folded(node.id).includes(query) && !folded(node.room?.name ?? '').includes(query)) continue
    size++
    if (hits.length < count) hits.push(node)
  }
  const lines = hits.map((node, n) => ({
    ...lineOf(node, 1, undefined, isPast(node), n + 1, size),
    name: node.room?.name ?? node.id,
  }))
  const more = size - hits.length
  return more > 0 ? [...lines, { ...nothing, key: 'more ', level: 1, more, place: size, size }] : lines
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
