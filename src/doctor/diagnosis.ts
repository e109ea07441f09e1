import type { Diagnosis, Snippet, Sureness } from '../model/diagnosis.ts'
import { SURENESS } from '../model/diagnosis.ts'
import type { DoctorCode, DoctorPart, Reason } from '../model/reason.ts'

/** A diagnosis with its three sentences, which share their parameters. */
export function diagnosis(
  code: DoctorCode,
  sure: Sureness,
  params: Record<string, string | number> = {},
  snippets: readonly Snippet[] = [],
): Diagnosis {
  const say = (part: DoctorPart): Reason => ({ code: `doctor.${code}.${part}`, params })
  return { code, sure, found: say('found'), matters: say('matters'), change: say('change'), snippets }
}

/** The surest first; what is as sure as another stays in its order. */
export function bySureness(diagnoses: readonly Diagnosis[]): Diagnosis[] {
  return diagnoses.toSorted((one, other) => SURENESS.indexOf(one.sure) - SURENESS.indexOf(other.sure))
}
