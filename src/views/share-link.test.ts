// @vitest-environment node
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backends } from '../backends/index.ts'
import type { Profile } from '../model/profile.ts'
import { COLOURS, VIEWS } from '../model/profile.ts'
import { shareProfile, toTexts } from '../model/share.ts'
import { formatProfiles, parseProfiles } from '../stores/profiles-file.ts'
import { parsePlace } from '../stores/route.svelte.ts'
import { Sealer } from '../stores/sealing.ts'
import { sealProfile, unsealProfile } from '../stores/seal-profile.ts'
import { formatLink, toPrefill } from './share-link.ts'

const PAGE = 'https://signalbox.example/app/?v=1#/p/7'
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const optionName = fc.constantFrom(
  'wire',
  'every',
  'author',
  'resume',
  'loose',
  'map',
  '이름',
  'a=b&c',
  'toString',
)
const option = fc.oneof(text, fc.boolean(), fc.integer(), fc.record({ text }), fc.array(text))
const server = fc.webUrl({ withQueryParameters: true, withFragments: true })
const profile: fc.Arbitrary<Omit<Profile, 'id'>> = fc.record(
  {
    name: text,
    view: fc.constantFrom(...VIEWS),
    backend: fc.constantFrom('plain', 'json'),
    options: fc
      .tuple(fc.dictionary(optionName, option), server)
      .map(([options, server]) => ({ ...options, server })),
    colour: fc.constantFrom(...COLOURS),
    keep: fc.record({ count: fc.nat(), days: fc.nat() }),
  },
  { requiredKeys: ['name', 'view', 'backend', 'options'] },
)
/** Nothing that is anywhere by chance. */
const secret = fc
  .tuple(fc.stringMatching(/^[a-z]{4}\d{4}[A-Z]{2}$/), fc.constantFrom('', '+/=', ' "\\', '비밀', '%&?#'))
  .map(([core, odd]) => core + odd)
const guarded = fc
  .record({
    profile,
    typed: fc.dictionary(fc.constantFrom('token', 'password', 'headers', 'post?key'), secret),
    login: fc.option(fc.tuple(text, secret)),
    param: fc.option(fc.tuple(fc.constantFrom('token', 'access_token', 'apiKey', 'sig'), secret)),
    first: fc.option(
      fc
        .tuple(secret, fc.constantFrom('json', 'deep', 'line', 'header'))
        .map(([value, kind]) => ({ value, kind })),
    ),
    where: fc.constantFrom('server', 'post', 'initial'),
    scheme: fc.constantFrom('wss://', 'https://', ''),
    inName: fc.boolean(),
  })
  .map(({ profile, typed, login, param, first, where, scheme, inName }) => {
    const secrets = [...Object.values(typed)]
    const kept = { ...typed, ...(typed['headers'] && { headers: `X-Api-Key: ${typed['headers']}` }) }
    let address = 'chat.example/room'
    if (login) address = `${encodeURIComponent(login[0])}:${encodeURIComponent(login[1])}@${address}`
    if (login) secrets.push(login[1])
    if (param) address += `?room=1&${param[0]}=${encodeURIComponent(param[1])}`
    if (param) secrets.push(param[1])
    const options: Record<string, unknown> = { ...profile.options, [where]: scheme + address }
    if (first) {
      const { value, kind } = first
      secrets.push(value)
      if (kind === 'json') options['first'] = JSON.stringify({ type: 'login', password: value })
      if (kind === 'deep') options['first'] = JSON.stringify([null, '1', { d: { token: value } }])
      if (kind === 'line') options['first'] = `PASS ${value}`
      if (kind === 'header') options['first'] = `Authorization: Bearer ${value}`
    }
    const name = inName ? `${profile.name} ${Object.values(typed).join(' ')}` : profile.name
    return { profile: { ...profile, name, options }, kept, secrets }
  })
const fieldsOf = async (backend: string) =>
  (await backends[backend as keyof typeof backends].load()).default.fields

it('a link fills in what was shared, whatever it is', () => {
  fc.assert(
    fc.property(profile, (given) => {
      const { shared } = shareProfile(given)
      const link = new URL(formatLink(shared, PAGE))
      expect(link.href.startsWith('https://signalbox.example/app/?v=1#/connect?')).toBe(true)
      const place = parsePlace(link.hash)
      const { name, ...rest } = toPrefill(shared)
      // No name is none.
      expect(place).toEqual({ at: 'connect', prefill: name ? { name, ...rest } : rest })
      expect(place.at === 'connect' && place.prefill.options).toEqual(toTexts(shared.options))
    }),
  )
})

it('a file holds what was shared, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(profile, { minLength: 1 }), (given) => {
      const all = given.map((each) => shareProfile(each, { whole: true }).shared)
      const read = parseProfiles(formatProfiles(all, 1))
      expect(read).toEqual({ entries: all.map((shared) => ({ shared })) })
    }),
  )
})

it('no secret gets into a link or a file', async () => {
  const known = { plain: await fieldsOf('plain'), json: await fieldsOf('json') }
  fc.assert(
    fc.property(guarded, fc.boolean(), ({ profile, kept, secrets }, whole) => {
      const fields = known[profile.backend as 'plain' | 'json']
      const { shared } = shareProfile(profile, { secrets: kept, fields, whole })
      const link = formatLink(shared, PAGE)
      const place = parsePlace(new URL(link).hash)
      const texts = [
        link,
        decodeURIComponent(link.replaceAll('+', ' ')),
        JSON.stringify(place),
        formatProfiles([shared], 1),
      ]
      // The part of it that every encoding leaves alone.
      for (const text of texts) for (const each of secrets) expect(text).not.toContain(each.slice(0, 10))
    }),
    { numRuns: 200 },
  )
})

it('sealed, all of it comes back by the passphrase, in a link and in a file', async () => {
  const known = { plain: await fieldsOf('plain'), json: await fieldsOf('json') }
  const sealer = new Sealer('correct horse battery')
  await fc.assert(
    fc.asyncProperty(guarded, async ({ profile, kept, secrets }) => {
      const fields = known[profile.backend as 'plain' | 'json']
      const { shared, leftOut } = shareProfile(profile, { secrets: kept, fields })
      const sealed = await sealProfile(shared, leftOut, sealer)
      const link = formatLink(sealed, PAGE)
      for (const each of secrets) expect(link).not.toContain(each.slice(0, 10))
      const place = parsePlace(new URL(link).hash)
      if (place.at !== 'connect') throw new Error('no link')
      if (!sealed.sealed) return expect(secrets).toEqual([])
      const opened = await unsealProfile({ backend: profile.backend, ...place.prefill }, sealer)
      expect(opened).toEqual({ secrets: kept, options: leftOut.options })
      const whole = { ...shared.options, ...opened.options }
      for (const [key, value] of Object.entries(whole)) expect(value).toEqual(profile.options[key])
      const [entry] = (parseProfiles(formatProfiles([sealed], 1)) as { entries: { shared: typeof sealed }[] })
        .entries
      expect(await unsealProfile(entry?.shared as typeof sealed, sealer)).toEqual(opened)
    }),
    { numRuns: 30 },
  )
})

it('who changes where a link leads cannot open its seal with it', async () => {
  const sealer = new Sealer('correct horse battery')
  const given = {
    name: 'Room',
    view: 'chat',
    backend: 'json',
    options: { server: 'wss://a.example/?token=abc' },
  } as const
  const { shared, leftOut } = shareProfile(given)
  const sealed = await sealProfile(shared, leftOut, sealer)
  const elsewhere = { ...sealed, options: { server: 'wss://b.example/?token=' } }
  await expect(unsealProfile(elsewhere, sealer)).rejects.toMatchObject({ kind: 'wrong' })
  await expect(
    unsealProfile({ ...sealed, options: { ...sealed.options, post: 'x' } }, sealer),
  ).rejects.toThrow()
  expect(await unsealProfile({ ...sealed, name: 'Other' } as typeof sealed, sealer)).toEqual(leftOut)
})

it('a link says no more than differs from what would be anyway, and names what it left out', async () => {
  const options = {
    server: 'wss://mina:pw@chat.example/?room=1&token=abc',
    wire: 'socket',
    every: 5,
    post: '',
    first: '{"type":"login","password":"pw"}',
    author: 'Mina',
    gone: 'from an older version',
  }
  const { shared, leftOut } = shareProfile(
    { name: 'Room', view: 'chat', backend: 'json', options, colour: 'teal' },
    { fields: await fieldsOf('json'), secrets: { header: 'X-Key: 1' } },
  )
  expect(shared).toEqual({
    name: 'Room',
    view: 'chat',
    backend: 'json',
    colour: 'teal',
    options: { server: 'wss://chat.example/?room=1&token=', wire: 'socket', author: 'Mina' },
    secrets: ['server?token'],
    needs: ['header', 'server?token', 'user:password', 'first'],
  })
  expect(leftOut).toEqual({
    secrets: { header: 'X-Key: 1' },
    options: { server: options.server, first: options.first },
  })
})

it('no field of a backend is called as something else is in a link', async () => {
  const taken = ['view', 'backend', 'name', 'lang', 'colour', 'needs', 'sealed']
  for (const name of Object.keys(backends))
    for (const field of Object.keys(await fieldsOf(name))) expect(taken).not.toContain(field)
})
