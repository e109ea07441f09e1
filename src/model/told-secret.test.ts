import { expect, it } from 'vitest'
import { tellsSecret } from './told-secret.ts'

it.each([
  ['{"type":"login","password":"hunter2"}'],
  ['[null,"1","room:lobby","phx_join",{"access_token":"x"}]'],
  ['{"headers":{"Authorization":"Bearer abc"}}'],
  ['{"op":2,"d":{"token":12345}}'],
  ['["AUTH abc"]'],
  ['40{"token":"x"}'],
  ['{"version":1,"outgoing":"{\\"body\\":{{text}},\\"token\\":\\"x\\"}"}'],
  ['PASS hunter2'],
  ['login mina hunter2'],
  ['CONNECT\nlogin:guest\npasscode:guest\n\n\0'],
  ['X-Api-Key: 7'],
  ['Bearer abc'],
  ['login {{user}} hunter2'],
  ['PASS secret'],
  ['{"token":"abc{{token}}"}'],
  ['{"Authorization":"Bearer abc"}'],
  ['see https://example.org/?token=abc'],
  ['a8f5f167f44f4964e6c998dee827110c'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N'],
])('%s may let somebody in', (text) => expect(tellsSecret(text)).toBe(true))

it.each([
  [''],
  ['hello'],
  ['SUBSCRIBE news.sport'],
  ['{"type":"subscribe","channel":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}'],
  ['[null,"1","room:lobby","phx_join",{}]'],
  ['{"type":"auth","token":"{{token}}"}'],
  ['bearer, {{token}}'],
  ['Authorization: Bearer {{token}}'],
  ['{"headers":{"Authorization":"Bearer {{token}}"}}'],
  ['login {{user}} {{password}}'],
  ['CONNECT\nlogin:{{user}}\npasscode:{{password}}\n\n\0'],
  [`{"version":1,"parts":{"text":["$['key']['value']","$.token.text"]},"outgoing":"{\\"body\\":{{text}}}"}`],
  ['{"token":null,"password":""}'],
  ['X-Api-Key'],
  ['since'],
  ['Mina Kim'],
  ['안녕하세요, 처음 왔어요'],
])('%s does not', (text) => expect(tellsSecret(text)).toBe(false))

it('looks into what is no text, too', () => {
  expect(tellsSecret({ text: '$.body', at: ['$.time'] })).toBe(false)
  expect(tellsSecret({ headers: { authorization: 'Basic abc' } })).toBe(true)
  expect(tellsSecret(5)).toBe(false)
  expect(tellsSecret(undefined)).toBe(false)
})
