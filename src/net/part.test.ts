import { expect, it } from 'vitest'
import { loadPart } from './part.ts'

const asked: string[] = []
const again = (address: string) => {
  asked.push(address)
  return Promise.resolve('the part')
}

it('gives what is loaded', async () => {
  expect(await loadPart(() => Promise.resolve(5), again as never)).toBe(5)
})

it('asks once more for what did not come, at an address that nobody remembers', async () => {
  const words = 'error loading dynamically imported module: https://page.test/assets/json-B1_x.js'
  expect(await loadPart(() => Promise.reject(new TypeError(words)), again)).toBe('the part')
  expect(asked).toEqual([expect.stringMatching(/^https:\/\/page\.test\/assets\/json-B1_x\.js\?again=\d+$/)])
})

it('fails where the browser does not say what it was', async () => {
  const load = () => Promise.reject(new TypeError('Importing a module script failed.'))
  await expect(loadPart(load, again as never)).rejects.toThrow('Importing')
})

it('fails where the part itself does', async () => {
  await expect(
    loadPart(() => Promise.reject(new TypeError('x is undefined')), again as never),
  ).rejects.toThrow('x is')
})
