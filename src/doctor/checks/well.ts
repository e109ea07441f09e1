import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'

/** It is connected and something came. */
export const checkWell: Check = ({ status }) =>
  status.name === 'ready' ? diagnosis('well', 'sure') : undefined
