import { maskAddress } from '../../model/mask.ts'
import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { asSocket, at, mayBe, recordIn } from './known.ts'

/** Gotify (https://gotify.net/api-docs), by its version; its messages come over `/stream?token=`. */
export const gotify: Known = {
  kind: 'gotify',
  probes: (asked, looks) =>
    mayBe(looks, /gotify|errorDescription/i) && asked.pathname !== '/version'
      ? [{ url: at(asked, '/version') }]
      : [],
  read(look, asked) {
    const { http, socket, texts, url } = look
    const plan = {
      kind: 'gotify',
      what: { code: 'found.gotify' },
      wire: 'socket',
      view: 'notifications',
      backend: 'json',
    } as const
    // Nothing comes before a message does.
    const token = url.searchParams.get('token')
    if (socket && !socket.closed && /\/stream$/.test(url.pathname) && token?.startsWith('C'))
      return planOf(look, { ...plan, sure: texts.some(isMessage) ? 'sure' : 'likely' })
    if (http?.status !== 200 || !url.pathname.endsWith('/version')) return undefined
    const { version, commit, buildDate } = recordIn(texts[0]) ?? {}
    if (![version, commit, buildDate].every((field) => typeof field === 'string')) return undefined
    const given = asked.searchParams.get('token')
    const base = asked.pathname.replace(/\/(stream|version)?$/, '')
    const server = asSocket(
      at(asked, `${base}/stream`, given ? `?token=${encodeURIComponent(given)}` : ''),
    ).href
    const cannot = given
      ? {}
      : { cannot: { code: 'found.cannot-no-token', params: { url: maskAddress(server) } } as const }
    return planOf(look, { ...plan, sure: 'sure', server, ...cannot })
  },
}

function isMessage(text: string): boolean {
  const { id, appid, message } = recordIn(text) ?? {}
  return typeof id === 'number' && typeof appid === 'number' && typeof message === 'string'
}
