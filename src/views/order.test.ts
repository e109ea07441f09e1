import { describe, expect, it } from 'vitest'
import type { Profile, View } from '../model/profile.ts'
import { listed, neighbour } from './order.ts'

const profile = (id: string, view: View): Profile => ({ id, view, name: id, backend: 'plain', options: {} })
const profiles = [profile('value', 'polling'), profile('talk', 'chat'), profile('inbox', 'notifications')]

describe('the order of the sidebar', () => {
  it('is by view, then as the person put them', () => {
    expect(listed(profiles).map(({ id }) => id)).toEqual(['talk', 'inbox', 'value'])
  })

  it('goes around at its ends', () => {
    expect(neighbour(profiles, 'talk', 1)?.id).toBe('inbox')
    expect(neighbour(profiles, 'value', 1)?.id).toBe('talk')
    expect(neighbour(profiles, 'talk', -1)?.id).toBe('value')
  })

  it('begins at an end where nothing is open', () => {
    expect(neighbour(profiles, undefined, 1)?.id).toBe('talk')
    expect(neighbour(profiles, undefined, -1)?.id).toBe('value')
    expect(neighbour([], undefined, 1)).toBeUndefined()
  })
})
