import { backendEntry } from '../backends/index.ts'
import type { Profile } from '../model/profile.ts'
import { withDefaults } from '../model/profile.ts'
import { addRoom, parseRooms, withoutRoom } from '../model/room.ts'
import { loadPart } from '../net/part.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'

/** The option of a profile that lists its rooms: what is in it, and how that is changed. */
export type RoomOption = {
  list: readonly string[]
  add: (room: string) => void
  leave: (room: string) => () => void
}

/** Undefined where its backend has none, or its part of the page does not come. */
export async function roomOptionOf(
  { profiles }: Signalbox,
  profile: Profile,
): Promise<RoomOption | undefined> {
  const { id, backend: name, view } = profile
  const entry = backendEntry(name)
  if (!entry || profiles.isTemporary(id)) return undefined
  try {
    const { rooms, fields } = (await loadPart(entry.load)).default
    if (!rooms) return undefined
    const { field } = rooms
    const text = () => {
      const { options } = profiles.get(id) ?? profile
      return String((withDefaults(fields, options, view) as Record<string, unknown>)[field] ?? '')
    }
    const set = (value: string) => {
      const { options } = profiles.get(id) ?? profile
      profiles.update(id, { options: { ...options, [field]: value } })
    }
    return {
      list: parseRooms(text()),
      add: (room) => set(addRoom(text(), room)),
      leave(room) {
        const before = text()
        set(withoutRoom(before, room))
        return () => set(before)
      },
    }
  } catch {
    // The connection says so.
    return undefined
  }
}
