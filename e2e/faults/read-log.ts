import type { Move, Row } from './in-page.ts'
import { rowsAfter } from './in-page.ts'
import { stitch } from './stitch.ts'
import type { Tab } from './tab.ts'
import { until } from '../until.ts'

/** At the top, older rows may still be on their way from where they are kept: so long nothing may come (ms). */
const STILL_MS = 2_000
const PART_MS = 4_000
/** On the way up something more is seen at least so often. */
const STUCK_MS = 10_000
const TIMES = 3
/** Much is read faster in a high window. */
const HIGH_PX = 4_000
const USUAL_PX = 800

/** Everything that the chat log shows, oldest first, read as a person does: from its end, by scrolling up. A row that
 *  changes while it is read is read again, with all others. */
export async function readLog(tab: Tab): Promise<Row[]> {
  await tab.show()
  await tab.stretch(HIGH_PX)
  try {
    for (let time = 1; ; time++) {
      try {
        return await read(tab)
      } catch (error) {
        if (time === TIMES) throw error
      }
    }
  } finally {
    await tab.stretch(USUAL_PX)
  }
}

async function read(tab: Tab): Promise<Row[]> {
  const known = new Map<string, Row>()
  const seen = async (move: Move) => {
    const { rows, top } = await tab.run(rowsAfter, move)
    // The mark of a day moves up when something older of that day is read back.
    return { rows: rows.filter(({ kind }) => kind !== 'day'), top }
  }
  let all: string[] = []
  const take = async (move: Move): Promise<{ more: boolean; top: boolean }> => {
    const before = all.length
    let part = await seen(move)
    let together: string[] | undefined
    await until('the rows above join those below', PART_MS, async () => {
      for (const row of part.rows) known.set(nameOf(row), row)
      together = stitch(part.rows.map(nameOf), all)
      // Rows that were just loaded turn out to be larger or smaller than thought: a little too far, then.
      if (!together) part = await seen('down')
      return together !== undefined
    })
    all = together ?? all
    return { more: all.length > before, top: part.top }
  }

  await take('end')
  let stillSince = performance.now()
  for (;;) {
    const { more, top } = await take('up')
    if (more) stillSince = performance.now()
    const stillMs = performance.now() - stillSince
    if (top && stillMs > STILL_MS) return all.map((name) => known.get(name) as Row)
    if (stillMs > STUCK_MS) throw new Error('Nothing more is seen on the way up, and it is not the top.')
  }
}

function nameOf({ kind, id, state, label }: Row): string {
  return [kind, id, state, label].join('|')
}
