import * as v from 'valibot'
import { COLOURS, VIEWS } from '../model/profile.ts'

/** What a profile is made of, wherever it is kept or comes from, but for its id. What is only for looks costs no
 *  profile: it falls away where it is nothing that is known here. */
export const SAVED_PROFILE = {
  name: v.string(),
  view: v.picklist(VIEWS),
  backend: v.string(),
  options: v.record(v.string(), v.unknown()),
  colour: v.fallback(v.optional(v.picklist(COLOURS)), undefined),
  keep: v.fallback(v.optional(v.object({ count: v.number(), days: v.number() })), undefined),
  secrets: v.fallback(v.optional(v.array(v.string())), undefined),
}
