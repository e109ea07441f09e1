import { expect, it } from 'vitest'
import { formatProfiles, isProfilesFile, parseProfiles, readProfiles } from './profiles-file.ts'

const good = { name: 'Room', view: 'chat', backend: 'plain', options: { server: 'ws://a/' } } as const
const file = (profiles: unknown, more: object = {}) =>
  JSON.stringify({ signalbox: 'profiles', version: 1, profiles, ...more })

it('one broken entry does not cost the others, and is told by its name where it has one', () => {
  const entries = [{ ...good, view: 'cats' }, null, good, { name: 7 }, { ...good, options: 'x' }]
  expect(parseProfiles(file(entries))).toEqual({
    entries: [
      { broken: 'Room' },
      { broken: undefined },
      { shared: good },
      { broken: undefined },
      { broken: 'Room' },
    ],
  })
})

it('what is only for looks falls away where it is unknown, and so does all that is none of a profile', () => {
  const odd = { ...good, colour: 'ultraviolet', keep: 'all', needs: 5, sealed: {}, id: '1', connected: true }
  expect(parseProfiles(file([odd]))).toEqual({ entries: [{ shared: good }] })
})

it.each([
  ['', 'not-ours'],
  ['garbage', 'not-ours'],
  ['[]', 'not-ours'],
  ['null', 'not-ours'],
  ['{"signalbox":"session","version":1}', 'not-ours'],
  ['{"signalbox":"profiles","version":1}', 'not-ours'],
  [file([good], { version: 2 }), 'newer'],
  [file([]), 'empty'],
  [file(Array.from({ length: 2_001 }, () => 0)), 'too-large'],
])('%.40s… says why it brings nothing: %s', (text, why) => expect(parseProfiles(text)).toEqual({ why }))

it('is told from other files by its beginning', async () => {
  const text = formatProfiles([good], 1)
  expect(await isProfilesFile(new Blob([text]))).toBe(true)
  expect(await isProfilesFile(new Blob(['\uFEFF', file([])]))).toBe(true)
  for (const other of [
    '',
    'garbage',
    '{"signalbox":"session","version":1,"name":"profiles"}',
    '{"a":{"signalbox":"profiles"}}',
  ])
    expect(await isProfilesFile(new Blob([other])), other).toBe(false)
  expect(await readProfiles(new Blob(['\uFEFF', text]))).toEqual({ entries: [{ shared: good }] })
  expect(await readProfiles(new Blob([' '.repeat(5_000_001)]))).toEqual({ why: 'too-large' })
})
