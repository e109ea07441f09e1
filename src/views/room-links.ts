import Hash from '@lucide/svelte/icons/hash'
import { t } from '../i18n/i18n.svelte.ts'
import type { Entry } from '../model/log.ts'
import type { Live } from '../stores/live.svelte.ts'
import { roomHref } from '../stores/route.svelte.ts'
import type { MenuItem } from '../ui/menu.ts'
import type { RoomLinks } from '../ui/room-links.ts'

/** How the rows of a view name their rooms, and lead there; `open`: the room that it shows. */
export function linksOf(live: Live, open: string | undefined): RoomLinks {
  const { rooms } = live.channel
  return {
    // The only one that the backend tells of is the connection itself.
    nameOf: (room) =>
      room === open || (!rooms.isSeveral && rooms.told[0]?.id === room) ? undefined : rooms.nameOf(room),
    href: (room) => (rooms.isSeveral ? roomHref(live.profile.id, room) : undefined),
  }
}

/** To the room of an entry, for whoever has only a keyboard. */
export function roomItems(live: Live, open: string | undefined, entry: Entry): MenuItem[] {
  const room = entry.kind === 'message' ? entry.message.room : undefined
  const { rooms } = live.channel
  if (!room || room === open || !rooms.isSeveral) return []
  const name = rooms.nameOf(room)
  const run = () => void (location.hash = roomHref(live.profile.id, room))
  return [{ label: t('rooms.open', { room: name }), icon: Hash, action: 'open-room', run }]
}
