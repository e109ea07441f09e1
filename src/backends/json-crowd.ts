import type { Incoming } from '../model/message.ts'
import type { Words } from './json-words.ts'
import { nameOf, own } from './json-words.ts'

/** So many names are kept of who is there. */
export const MAX_MEMBERS = 1_000

/** Who is there and who is writing, put together from what a server tells. */
export class Crowd {
  #members = new Set<string>()

  /** What to tell where it was about presence; undefined where it was not. What makes no sense tells nothing. */
  takePresence(words: Words): Incoming[] | undefined {
    const type = own(words, 'type')
    if (type === 'presence') {
      const members = own(words, 'members')
      if (!Array.isArray(members)) return []
      const names = members.map(nameOf).filter((name) => name !== undefined && name !== '')
      this.#members = new Set(names.slice(0, MAX_MEMBERS) as string[])
      return [this.#told()]
    }
    if (type !== 'join' && type !== 'leave') return undefined
    const name = nameOf(own(words, 'from'))
    if (!name) return []
    if (type === 'leave') this.#members.delete(name)
    else if (this.#members.size < MAX_MEMBERS) this.#members.add(name)
    return [this.#told()]
  }

  /** The same about typing. */
  takeTyping(words: Words): Incoming[] | undefined {
    if (own(words, 'type') !== 'typing') return undefined
    const from = nameOf(own(words, 'from'))
    const room = nameOf(own(words, 'room'))
    if (!from) return []
    return [{ type: 'typing', from, on: own(words, 'on') !== false, ...(room && { room }) }]
  }

  #told(): Incoming {
    return { type: 'members', members: [...this.#members] }
  }
}
