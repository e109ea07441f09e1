import type { Hint } from '../net/wake.ts'
import type { Desk } from './desk.ts'
import type { Exchange } from './exchange.ts'

/** The desk of a wire that is in this tab. */
export function nearDesk(exchange: Exchange, loop: { wake(hint: Hint): void; refresh(): void }): Desk {
  return {
    do: (draft) => exchange.do(draft),
    retry: (id) => exchange.retry(id),
    discard: (id) => exchange.discard(id),
    remove: (keys) => exchange.remove(keys),
    typed: () => exchange.typed(),
    reach: (before) => exchange.reach(before),
    wake: (hint) => loop.wake(hint),
    refresh: () => loop.refresh(),
    mark: (unread) => exchange.mark(unread),
    clear: () => exchange.clear(),
  }
}
