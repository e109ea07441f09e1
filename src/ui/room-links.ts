import { getContext, setContext } from 'svelte'

const LINKS = Symbol('room links')

/** How a row names the room that it is of. */
export interface RoomLinks {
  /** What people call it. Undefined: all that is shown is of that room, and need not say so. */
  nameOf(room: string): string | undefined
  /** Where it is; undefined: nowhere but here. */
  href(room: string): string | undefined
}

/** Called by a view that has rooms, while it is being made. */
export function linkRooms(links: RoomLinks): void {
  setContext(LINKS, links)
}

/** Called while a row is being made; undefined where nothing has rooms. */
export function roomLinks(): RoomLinks | undefined {
  return getContext<RoomLinks | undefined>(LINKS)
}
