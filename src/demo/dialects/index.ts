import type { Dialect } from '../dialect.ts'
import { json } from './json.ts'
import { mqtt } from './mqtt.ts'
import { nchan } from './nchan.ts'
import { ntfy } from './ntfy.ts'
import { plain } from './plain.ts'
import { socketio } from './socketio.ts'

/** Every dialect there is, under its backend's name. To add one: a file, and a line here. */
export const dialects: Record<string, Dialect> = {
  json,
  mqtt,
  nchan,
  ntfy,
  plain,
  socketio,
}
