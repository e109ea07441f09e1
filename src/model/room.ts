/** A room, topic or channel: one of several on one connection. */
export type Room = {
  /** What messages and acts name it by. */
  id: string
  /** What people call it, where that is not its id. */
  name?: string
  /** Nothing can be said there. */
  readOnly?: true
}

/** What a backend says of its rooms. `separator`: their ids are paths in a tree. */
export type RoomList = { rooms: readonly Room[]; separator?: string }

/** Tells of rooms whether they are that one, or below it in the tree. */
export function isWithin(room: string, separator?: string): (id: string | undefined) => boolean {
  if (separator === undefined) return (id) => id === room
  const below = room + separator
  return (id) => id !== undefined && (id === room || id.startsWith(below))
}

/** The rooms that an option lists: one a line, or parted by commas. Each once, in their order. */
export function parseRooms(text: string): string[] {
  return [...new Set(text.split(partedBy(text)).map((room) => room.trim()))].filter(Boolean)
}

/** The option with one more room. */
export function addRoom(text: string, room: string): string {
  const rooms = parseRooms(text)
  return rooms.includes(room) ? text : formatRooms([...rooms, room], text)
}

/** The option without that room. */
export function withoutRoom(text: string, room: string): string {
  return formatRooms(
    parseRooms(text).filter((each) => each !== room),
    text,
  )
}

/** In the manner in which they were written: by commas, unless there was one a line, or a name has a comma in it. */
function formatRooms(rooms: readonly string[], text: string): string {
  if (!text.includes('\n') && !rooms.some((room) => room.includes(','))) return rooms.join(', ')
  // A single line of names with commas in them would be several rooms.
  return rooms.length === 1 && rooms[0]?.includes(',') ? `${rooms[0]}\n` : rooms.join('\n')
}

function partedBy(text: string): string {
  return text.includes('\n') ? '\n' : ','
}
