import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { at, mayBe, recordIn } from './known.ts'

const VERSIONS = '/_matrix/client/versions'

/** A Matrix homeserver, by the versions that it speaks
 *  (https://spec.matrix.org/latest/client-server-api/#get_matrixclientversions). Pages of any origin may ask. */
export const matrix: Known = {
  kind: 'matrix',
  probes: (asked, looks) =>
    mayBe(looks, /matrix|synapse|errcode/i) && asked.pathname !== VERSIONS
      ? [{ url: at(asked, VERSIONS) }]
      : [],
  read(look) {
    const { http, texts, url } = look
    if (http?.status !== 200 || url.pathname !== VERSIONS) return undefined
    if (!Array.isArray(recordIn(texts[0])?.['versions'])) return undefined
    return planOf(look, {
      kind: 'matrix',
      what: { code: 'found.matrix' },
      sure: 'sure',
      wire: 'poll',
      view: 'chat',
      server: url.origin,
      cannot: { code: 'found.cannot-yet', params: { name: 'Matrix' } },
    })
  },
}
