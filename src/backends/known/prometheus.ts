import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'

/** Measurements in the text format of Prometheus, or OpenMetrics
 *  (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export const prometheus: Known = {
  kind: 'prometheus',
  read(look) {
    const { status, type = '', text = '' } = look.http ?? {}
    const isOpenMetrics = type === 'application/openmetrics-text'
    if (status !== 200 || !(isOpenMetrics || (/^text\/plain/.test(type) && /^# (HELP|TYPE) \w/m.test(text))))
      return undefined
    return planOf(look, {
      kind: 'prometheus',
      what: { code: 'found.prometheus' },
      facts: [{ code: 'found.as-text' }],
      sure: 'sure',
      wire: 'poll',
      view: 'polling',
      backend: 'plain',
      options: { every: 15 },
    })
  },
}
