// @vitest-environment node
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { canSeal, Sealer, SealError } from './sealing.ts'

afterEach(() => vi.unstubAllGlobals())
const about = 'wss://chat.example/'
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof SealError ? error.kind : String(error)),
  )

it('what is sealed opens with the same passphrase, whatever it says', async () => {
  const one = new Sealer('correct horse battery')
  const other = new Sealer('correct horse battery')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, beside) => {
      expect(await other.unseal(await one.seal(text, beside), beside)).toBe(text)
    }),
    { numRuns: 50 },
  )
})

it('nothing of it can be read, and no two are the same', async () => {
  const sealer = new Sealer('correct horse battery')
  const first = await sealer.seal('hunter2', about)
  expect(first).toMatch(/^1\.[\w-]{22}\.[\w-]{16}\.[\w-]+$/)
  expect(first).not.toContain(btoa('hunter2').slice(0, 8))
  expect(await sealer.seal('hunter2', about)).not.toBe(first)
  expect((await new Sealer('correct horse battery').seal('hunter2', about)).slice(0, 24)).not.toBe(
    first.slice(0, 24),
  )
})

it('a wrong passphrase opens nothing, and one that was typed in other pieces of Hangul does', async () => {
  const sealed = await new Sealer('비밀번호입니다만'.normalize('NFD')).seal('hunter2', about)
  expect(await new Sealer('비밀번호입니다만').unseal(sealed, about)).toBe('hunter2')
  expect(await kindOf(new Sealer('비밀번호입니다').unseal(sealed, about))).toBe('wrong')
})

it('it does not open where one letter was changed, or beside another address', async () => {
  const sealer = new Sealer('correct horse battery')
  const sealed = await sealer.seal('a secret of some length', about)
  expect(await kindOf(sealer.unseal(sealed, 'wss://evil.example/'))).toBe('wrong')
  const inIv = sealed.indexOf('.', 2) + 1
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: inIv, max: sealed.length - 2 }), async (at) => {
      if (sealed[at] === '.') return
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect(['wrong', 'damaged']).toContain(await kindOf(sealer.unseal(changed, about)))
    }),
    { numRuns: 60 },
  )
})

it('tells what is no seal, and one of a later version, from a wrong passphrase', async () => {
  const sealer = new Sealer('correct horse battery')
  const sealed = await sealer.seal('hunter2', about)
  for (const text of ['', 'hunter2', '1.a.b.c', `${sealed}.more`, sealed.slice(2), sealed.replace('.', '.!')])
    expect(await kindOf(sealer.unseal(text, about)), text).toBe('damaged')
  expect(await kindOf(sealer.unseal(`2${sealed.slice(1)}`, about))).toBe('newer')
  expect(await kindOf(sealer.unseal(sealed.slice(0, -4), about))).toBe('wrong')
})

it('says that it cannot where the browser has no such thing', async () => {
  expect(canSeal()).toBe(true)
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes })
  expect(canSeal()).toBe(false)
  expect(await kindOf(new Sealer('correct horse battery').seal('a', about))).toBe('unavailable')
})
