import Activity from '@lucide/svelte/icons/activity'
import Bell from '@lucide/svelte/icons/bell'
import MessageSquare from '@lucide/svelte/icons/message-square'
import type { Component } from 'svelte'
import type { View } from '../model/profile.ts'

/** Each view's own sign. */
export const VIEW_ICONS: Record<View, Component> = {
  chat: MessageSquare,
  notifications: Bell,
  polling: Activity,
}
