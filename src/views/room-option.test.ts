import { expect, it } from 'vitest'
import type { Profile } from '../model/profile.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'
import { roomOptionOf } from './room-option.ts'

let profile: Profile
const signalbox = {
  profiles: {
    get: () => profile,
    isTemporary: () => false,
    update: (_id: string, change: Partial<Profile>) => (profile = { ...profile, ...change }),
  },
} as unknown as Signalbox
const begin = (backend: string, options: Record<string, unknown>) =>
  (profile = { id: 'p', name: 'P', view: 'chat', backend, options })

it('adds rooms to the option that lists them, takes them away, and puts them back', async () => {
  begin('ntfy', { server: 'https://ntfy.test', topics: 'alerts, backups' })
  const option = await roomOptionOf(signalbox, profile)
  expect(option?.list).toEqual(['alerts', 'backups'])
  option?.add('doors')
  expect(profile.options).toEqual({ server: 'https://ntfy.test', topics: 'alerts, backups, doors' })
  const undo = option?.leave('backups')
  expect(profile.options['topics']).toBe('alerts, doors')
  undo?.()
  expect(profile.options['topics']).toBe('alerts, backups, doors')
})

it('is not there where a backend has no such option', async () => {
  begin('plain', { server: 'ws://x' })
  expect(await roomOptionOf(signalbox, profile)).toBeUndefined()
  begin('no such backend', {})
  expect(await roomOptionOf(signalbox, profile)).toBeUndefined()
})
