import type { Mapping } from '../../model/mapping.ts'
import type { Reason } from '../../model/reason.ts'

/** A mapping for servers of a known kind, as it is offered. `options`: what else they want of a profile. */
export type Preset = {
  label: Reason
  help: Reason
  mapping: Mapping
  options?: Readonly<Record<string, string>>
}
