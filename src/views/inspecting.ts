import { FILTER_PARAMS } from '../stores/inspector-filter.ts'
import type { Signalbox } from '../stores/signalbox.svelte.ts'

const PARAM = 'inspect'
let byKey = false

/** Is the inspector of the profile that is shown open? */
export function inspects({ route }: Signalbox): boolean {
  return route.param(PARAM) !== undefined
}

/** Opens it, or closes it and forgets how it was filtered. `key`: by a key, so that the next one is for it. */
export function setInspects({ route }: Signalbox, opens: boolean, key = false): void {
  byKey = opens && key
  route.setParam(PARAM, opens ? '1' : undefined)
  if (!opens) for (const name of FILTER_PARAMS) route.setParam(name, undefined)
}

/** Was it opened by a key? Told once. */
export function takeByKey(): boolean {
  const was = byKey
  byKey = false
  return was
}
