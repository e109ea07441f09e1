import type { Kind, Told } from './book.ts'

/** The three addresses of a dialect; each can be reached by every wire. */
export type Place = 'chat' | 'notifications' | 'readings'
export const PLACES: readonly Place[] = ['chat', 'notifications', 'readings']

/** The kind of row that a place has; readings are none. */
export function kindOf(place: Place): Kind | undefined {
  if (place === 'readings') return undefined
  return place === 'chat' ? 'message' : 'notification'
}

export function placeOf({ pathname }: URL): Place | undefined {
  const last = /\/([^/]*)\/?$/.exec(pathname)?.[1]
  return PLACES.find((place) => place === last)
}

export function idOf(told: Told): number {
  return told.type === 'message' ? told.message.id : told.notice.id
}

/** When it was said (epoch ms). */
export function timeOf(told: Told): number {
  return told.type === 'message' ? told.message.at : told.notice.at
}
