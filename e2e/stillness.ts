import type { Locator } from '@playwright/test'
import { followRows } from './follow-rows.ts'

/** What was drawn is measured, and may move what is around it, for so many frames. */
const AFTER_FRAMES = 5

export type Stillness = {
  /** So many times was a row that is in sight looked at again, a frame later. */
  looks: number
  /** What moved by more than a pixel or went out of sight, as sentences. The mark of a day may give its place away. */
  moves: string[]
}

/** Looks after every frame where the rows are that a reader sees, until it is asked what moved. */
export async function watchStillness(log: Locator): Promise<() => Promise<Stillness>> {
  const watched = await log.evaluateHandle(followRows)
  return async () => {
    const { looks, moves } = await watched.evaluate(async (told, frames) => {
      for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame)
      told.ended = true
      return told
    }, AFTER_FRAMES)
    return { looks, moves }
  }
}
