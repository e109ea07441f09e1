import { clock } from '../net/clock.ts'
import { seed, startLife } from './life.ts'
import { memoryKeeper } from './memory.ts'
import { sqliteKeeper } from './sqlite.ts'
import { World } from './world.ts'

/** A world for a Node host: kept in the SQLite file `data`, or in memory; `quiet` has nothing happen by itself. */
export async function startWorld({
  data,
  quiet = false,
}: {
  data?: string | undefined
  quiet?: boolean
}): Promise<{ world: World; stop: () => Promise<void> }> {
  const world = await World.open(data === undefined ? memoryKeeper() : await sqliteKeeper(data))
  await seed(world)
  const stopLife = quiet ? () => {} : startLife(world, { clock, random: Math.random })
  return {
    world,
    async stop() {
      stopLife()
      await world.close()
    },
  }
}
