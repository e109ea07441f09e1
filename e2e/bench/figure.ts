import type { Ground } from './ground.ts'

/** What is to be reached, by the median of all rounds. */
export type Target = { atLeast: number } | { atMost: number }

/** One line of the table. `digits` after the point. */
export type Figure = { what: string; unit: string; digits?: number; target?: Target }

/** Something that is measured, with all that it is compared with in the same round. */
export interface Case<Name extends string = string> {
  name: string
  /** What is done, in a sentence. */
  title: string
  figures: Readonly<Record<Name, Figure>>
  /** One round. `turn` counts them from 0. Undefined where this system does not tell a figure. */
  run(ground: Ground, turn: number): Promise<Partial<Record<Name, number | undefined>>>
  /** What no figure can say, of the last round. */
  notes?(): readonly string[]
}

/** A case that has all figures that it names. */
export function defineCase<const Name extends string>(made: Case<Name>): Case<Name> {
  return made
}

export function isMet(target: Target, median: number): boolean {
  return 'atLeast' in target ? median >= target.atLeast : median <= target.atMost
}

/** Runs these one after the other, in each second round the other way round: a machine that gets busier or slower is
 *  nobody's fault. */
export async function inTurn<A, B>(turn: number, a: () => Promise<A>, b: () => Promise<B>): Promise<[A, B]> {
  if (turn % 2 === 0) {
    const first = await a()
    return [first, await b()]
  }
  const second = await b()
  return [await a(), second]
}
