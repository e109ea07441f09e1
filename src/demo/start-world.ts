import { clock } from '../net/clock.ts'
import { enterBots } from './bots.ts'
import { seed, startLife } from './life.ts'
import { memoryKeeper } from './memory.ts'
import { sqliteKeeper } from './sqlite.ts'
import { World } from './world.ts'

/** So many rows does a world in memory remember. In a database all of them stay. */
const KEPT_IN_MEMORY = 20_000

/** A world for a Node host: kept in the SQLite file `data`, or in memory; `quiet` has nothing happen by itself. */
export async function startWorld({
  data,
  quiet = false,
}: {
  data?: string | undefined
  quiet?: boolean
}): Promise<{ world: World; stop: () => Promise<void> }> {
  const world =
    data === undefined
      ? await World.open(memoryKeeper(), KEPT_IN_MEMORY)
      : await World.open(await sqliteKeeper(data))
  await seed(world)
  const stopLife = quiet ? () => {} : startLife(world, { clock, random: Math.random })
  const leave = quiet ? () => {} : enterBots(world)
  return {
    world,
    async stop() {
      stopLife()
      leave()
      await world.close()
    },
  }
}
