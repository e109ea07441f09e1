import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Book, WorldEvent } from './book.ts'
import type { Deed } from './deed.ts'
import { perform } from './deed.ts'
import type { Keeper } from './world.ts'

/** A world that ends with its host. */
export function memoryKeeper(clock: Clock = realClock): Keeper {
  let book: Book
  let tell: (event: WorldEvent) => void
  return {
    async open(theBook, toTell) {
      book = theBook
      tell = toTell
      book.beginAfter(clock.now() - 1)
    },
    async perform(deed: Deed) {
      const event = perform(deed, book, clock.now())
      if (event && book.apply(event)) tell(event)
      return event
    },
    async close() {},
  }
}
