import type { Clock } from '../net/clock.ts'
import type { Kind, Told } from './book.ts'
import type { Presence } from './crowd.ts'
import type { Peer } from './dialect.ts'
import { follow, idFrom } from './follow.ts'
import type { Place } from './place.ts'
import type { ClientWord, ServerWord, Words } from './words.ts'
import type { World } from './world.ts'

/** Who was greeted and says nothing for so long is told what a stranger is told. */
export const ANSWER_MS = 10_000
/** One that speaks first, so long after that: a login may go before the answer. */
export const SPOKE_MS = 1_000
/** So many rows, and so many characters of them, is a page of history at most. */
const PAGE_ROWS = 500
const PAGE_CHARS = 1024 * 1024
const NAME_CHARS = 80

export type Ground = {
  world: World
  place: Place
  kind: Kind
  words: Words
  row: (told: Told) => string
  clock: Clock
}

/** One socket to the rows of a place, with a client that may speak the dialect's words. Until it has answered the
 *  greeting it is told nothing: what it missed comes first. Returns what takes its frames, and says whether one was
 *  about the conversation itself. */
export function talk(
  peer: Peer,
  { world, place, kind, words, row, clock }: Ground,
): (frame: string) => boolean {
  const say = (word: ServerWord) => peer.send(words.write(word))
  let stop: (() => void) | undefined
  let presence: Presence | undefined
  let spoke = false
  let cancel = () => {}

  const wait = (ms: number) => {
    if (stop || peer.signal.aborted) return
    cancel()
    cancel = clock.after(ms, () => {
      // Its answer may be on its way all the same, and then something was missed.
      say({ type: 'gap', to: undefined })
      begin(undefined, false)
    })
  }
  const begin = (since: string | undefined, answered: boolean) => {
    if (stop || peer.signal.aborted) return
    cancel()
    stop = follow(world, kind, since, {
      row(told) {
        const text = row(told)
        peer.send(text)
        return text.length
      },
      gap: (to) => say({ type: 'gap', to }),
      caughtUp(cursor) {
        if (answered) say({ type: 'resumed', cursor })
      },
      drained: () => peer.drained?.() ?? Promise.resolve(),
      fail: () => peer.close(1011, 'the rows cannot be read'),
    })
  }
  const heed = (word: ClientWord) => {
    switch (word.type) {
      case 'hello':
        if (place === 'chat' && !presence) {
          presence = world.crowd.enter(word.from.slice(0, NAME_CHARS), say)
          say({ type: 'presence', members: world.crowd.members })
        }
        return begin(word.since, true)
      case 'ping':
        return say({ type: 'pong', id: word.id })
      case 'typing':
        return presence?.type(word.on, word.room)
      case 'history':
        return say(page(word, world, kind, row))
    }
  }

  peer.send(words.greeting(place, 'socket'))
  wait(ANSWER_MS)
  peer.signal.addEventListener(
    'abort',
    () => {
      cancel()
      stop?.()
      presence?.leave()
    },
    { once: true },
  )
  return (frame) => {
    const word = words.read(frame)
    if (word?.type !== 'hello' && !spoke) wait(SPOKE_MS)
    spoke = true
    if (word) heed(word)
    return word !== undefined
  }
}

function page(
  { id, before, limit }: ClientWord & { type: 'history' },
  world: World,
  kind: Kind,
  row: (told: Told) => string,
): ServerWord {
  const from = before === undefined ? undefined : idFrom(before)
  if (before !== undefined && from === undefined)
    return { type: 'error', id, text: `There is no message ${before.slice(0, NAME_CHARS)}.` }
  const { rows, done } = world.before(kind, from, Math.min(limit, PAGE_ROWS))
  let chars = 0
  const fits = rows.findLastIndex((told) => (chars += row(told).length) > PAGE_CHARS)
  // At least one, or nobody would ever come to what is before it.
  const shown = fits < 0 ? rows : rows.slice(Math.min(fits + 1, rows.length - 1))
  return { type: 'history', id, rows: shown, done: done && shown.length === rows.length }
}
