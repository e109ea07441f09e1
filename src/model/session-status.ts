import type { Reason, WhyCode } from './reason.ts'
import { WHY_CODES } from './reason.ts'
import { numbersOf, recordOf, textsOf } from './record.ts'
import type { Status } from './status.ts'

/** The state that a JSON value is; undefined where it is none that there is here. */
export function readStatus(value: unknown): Status | undefined {
  const record = recordOf(value) ?? {}
  const { attempt = 0, since } = numbersOf(record, 'attempt', 'since')
  const why = readReason(record['why']) ?? { code: 'ended' as const }
  switch (record['name']) {
    case 'closed':
      return { name: 'closed' }
    case 'connecting':
      return { name: 'connecting', attempt }
    case 'ready':
      return since === undefined ? undefined : { name: 'ready', since, ...numbersOf(record, 'rttMs') }
    case 'waiting':
      return { name: 'waiting', attempt, why, ...numbersOf(record, 'until') }
    case 'failed':
      return { name: 'failed', why }
    default:
      return undefined
  }
}

/** The reason that a JSON value is. One that has no sentence here is told by its `detail`. */
export function readReason(value: unknown): Reason | undefined {
  const record = recordOf(value) ?? {}
  const { code, detail } = textsOf(record, 'code', 'detail')
  if (code === undefined) return undefined
  if (!isWhy(code)) return { code: 'ended', detail: [code, detail].filter(Boolean).join(': ') }
  const given = recordOf(record['params'])
  const names = Object.keys(given ?? {})
  const params = given && ({ ...textsOf(given, ...names), ...numbersOf(given, ...names) } as Reason['params'])
  return { code, ...(params && { params }), ...(detail !== undefined && { detail }) }
}

function isWhy(code: string): code is WhyCode {
  return (WHY_CODES as readonly string[]).includes(code)
}
