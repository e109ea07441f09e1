import type { Dialect } from '../dialect.ts'
import { json } from './json.ts'
import { plain } from './plain.ts'

/** Every dialect there is, under its backend's name. To add one: a file, and a line here. */
export const dialects: Record<string, Dialect> = { plain, json }
