import { gotify } from './gotify.ts'
import type { Known } from './known.ts'
import { matrix } from './matrix.ts'
import { mercure } from './mercure.ts'
import { mqtt } from './mqtt.ts'
import { nchan } from './nchan.ts'
import { ntfy } from './ntfy.ts'
import { socketIo } from './socket-io.ts'

/** Every server that is known by how it answers. To add one: a file, and a line here. */
export const known: readonly Known[] = [ntfy, nchan, socketIo, mqtt, mercure, gotify, matrix]
