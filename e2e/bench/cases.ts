import { arrays } from './cases/arrays.ts'
import { events } from './cases/events.ts'
import { hidden } from './cases/hidden.ts'
import { inspector } from './cases/inspector.ts'
import { memory } from './cases/memory.ts'
import { mixed } from './cases/mixed.ts'
import { mqtt } from './cases/mqtt.ts'
import { parts } from './cases/parts.ts'
import { rows } from './cases/rows.ts'
import { search } from './cases/search.ts'
import { socket } from './cases/socket.ts'
import { steady } from './cases/steady.ts'
import type { Case } from './figure.ts'

/** All that is measured, in the order of the table. */
export const CASES: readonly Case[] = [
  socket,
  events,
  mqtt,
  arrays,
  mixed,
  steady,
  memory,
  rows,
  search,
  hidden,
  inspector,
  parts,
]
