import { getContext, setContext } from 'svelte'
import type { Offer } from '../../model/message.ts'
import type { Fields } from '../../model/profile.ts'

/** What rows ask of whoever shows them. */
export interface MessageActs {
  /** What is asked of a message before it is sent: names for what a draft carries. */
  readonly fields: Fields
  /** It is a recording: nothing is sent any more. */
  readonly fixed: boolean
  /** Loads a picture that a person asked for. Rejects with a NetError. */
  loadPicture(url: string, signal: AbortSignal): Promise<Blob>
  /** The address in this page of a small picture, where it may be shown unasked: from the connection's own server. */
  iconAt(url: string): Promise<string | undefined>
  /** Asks the person whether to send what a message offers. */
  ask(offer: Extract<Offer, { kind: 'http' }>): void
  /** Why something did not work, in words. */
  explain(error: unknown): string
}

const ACTS = Symbol('message acts')

/** For all rows in the component that is being made. */
export function provideMessageActs(acts: MessageActs): void {
  setContext(ACTS, acts)
}

/** What there is for a row that is being made; nothing where it stands alone. */
export function messageActs(): MessageActs | undefined {
  return getContext<MessageActs | undefined>(ACTS)
}
