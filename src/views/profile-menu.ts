import ArrowDown from '@lucide/svelte/icons/arrow-down'
import ArrowUp from '@lucide/svelte/icons/arrow-up'
import Download from '@lucide/svelte/icons/download'
import Copy from '@lucide/svelte/icons/copy'
import Eraser from '@lucide/svelte/icons/eraser'
import LogOut from '@lucide/svelte/icons/log-out'
import Pencil from '@lucide/svelte/icons/pencil'
import ListTree from '@lucide/svelte/icons/list-tree'
import Plug from '@lucide/svelte/icons/plug'
import Share2 from '@lucide/svelte/icons/share-2'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import Trash from '@lucide/svelte/icons/trash'
import Unplug from '@lucide/svelte/icons/unplug'
import { tick } from 'svelte'
import { t } from '../i18n/i18n.svelte.ts'
import type { Profile } from '../model/profile.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import type { MenuItem } from '../ui/menu.ts'
import { openDialog } from './dialog.svelte.ts'
import { leaveRecording } from './recordings.ts'
import { offerUndo } from './toasts.svelte.ts'

/** What can be done with a profile. In the list (`onrename` is given) it can be renamed and moved too. */
export function profileMenu(signalbox: Signalbox, profile: Profile, onrename?: () => void): MenuItem[] {
  const { profiles, route, demo, channels, replays } = signalbox
  const { id, name, view } = profile
  const live = channels.get(id)
  const isDemo = demo.has(id)
  const connected = profiles.connected.includes(id)
  const siblings = profiles.inView(view)
  const place = siblings.findIndex((each) => each.id === id)

  const connection: MenuItem = connected
    ? {
        label: t('list.disconnect'),
        icon: Unplug,
        action: 'disconnect',
        run: () => profiles.connect(id, false),
      }
    : { label: t('list.connect'), icon: Plug, action: 'connect', run: () => profiles.connect(id, true) }
  const exported: MenuItem | undefined = live && {
    label: t('export.menu'),
    icon: Download,
    action: 'export',
    run: () => openDialog(() => import('./Export.svelte'), { live, room: roomOf(signalbox, id) }),
  }
  if (replays.has(id))
    return [
      ...(exported ? [exported] : []),
      {
        label: t('replay.leave'),
        icon: LogOut,
        action: 'leave-recording',
        run: () => leaveRecording(signalbox, id),
      },
    ]
  if (isDemo)
    return [
      connection,
      ...(exported ? [exported] : []),
      { label: t('demo.leave'), icon: LogOut, action: 'leave-demo', run: () => leaveDemo(signalbox) },
    ]

  const items: (MenuItem | false | undefined)[] = [
    onrename && { label: t('list.rename'), icon: Pencil, action: 'rename', run: onrename },
    {
      label: t('list.edit'),
      icon: SlidersHorizontal,
      action: 'edit',
      run: () => route.go({ at: 'edit', id }),
    },
    {
      label: t('list.duplicate'),
      icon: Copy,
      action: 'duplicate',
      run: () => {
        const copy = profiles.duplicate(id, t('list.copy', { name }))
        if (!copy) return
        // Where that part does not come, the copy asks for them like any other.
        void signalbox.secrets().then(
          (secrets) => secrets.copy(id, copy.id),
          () => undefined,
        )
        route.go({ at: 'profile', id: copy.id })
      },
    },
    {
      label: t('share.menu'),
      icon: Share2,
      action: 'share',
      run: () => openDialog(() => import('./Share.svelte'), { signalbox, profile }),
    },
    onrename &&
      place > 0 && { label: t('list.up'), icon: ArrowUp, action: 'up', run: () => profiles.move(id, -1) },
    onrename &&
      place < siblings.length - 1 && {
        label: t('list.down-one'),
        icon: ArrowDown,
        action: 'down',
        run: () => profiles.move(id, 1),
      },
    connection,
    live && {
      label: t('mapping.menu'),
      icon: ListTree,
      action: 'mapping',
      run: () => openDialog(() => import('./Mapping.svelte'), { signalbox, live }),
    },
    exported,
    live &&
      view !== 'polling' && {
        label: t('list.clear'),
        icon: Eraser,
        action: 'clear',
        run: () => openDialog(() => import('./ClearHistory.svelte'), { live }),
      },
    {
      label: t('list.remove'),
      icon: Trash,
      action: 'remove',
      danger: true,
      run: () => removeProfile(signalbox, profile),
    },
  ]
  return items.filter((item) => item !== undefined && item !== false)
}

/** The room of it that is open. */
function roomOf({ route }: Signalbox, id: string): string | undefined {
  const { place } = route
  return place.at === 'profile' && place.id === id ? route.param('room') || undefined : undefined
}

function removeProfile({ profiles, route }: Signalbox, { id, name }: Profile): void {
  const { place } = route
  const wasOpen = (place.at === 'profile' || place.at === 'edit') && place.id === id
  const undo = profiles.remove(id)
  if (wasOpen) route.go({ at: 'welcome' })
  // The row that had the focus is gone.
  void tick().then(() => document.activeElement === document.body && document.querySelector('main')?.focus())
  offerUndo(t('list.removed', { name }), () => {
    undo()
    if (wasOpen) route.go(place)
  })
}

/** Ends the demo. Its connections are gone with it. */
export function leaveDemo({ demo, route }: Signalbox): void {
  const { place } = route
  if (place.at === 'profile' && demo.has(place.id)) route.go({ at: 'welcome' })
  void demo.stop()
}
