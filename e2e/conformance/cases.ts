import { answers } from './cases-answer.ts'
import { parsing } from './cases-parsing.ts'
import { reconnecting } from './cases-reconnect.ts'
import { request } from './cases-request.ts'
import type { Case } from './harness.ts'

/** All that an SSE client is asked for here: by the specification
 *  (https://html.spec.whatwg.org/multipage/server-sent-events.html), or by common use. */
export const CASES: readonly Case[] = [...request, ...answers, ...parsing, ...reconnecting]
