import { expect, it } from 'vitest'
import { cloudevents } from './cloudevents.ts'
import { tell } from './tell.ts'

// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#32-examples
const one = {
  specversion: '1.0',
  type: 'com.example.someevent',
  source: '/mycontext',
  subject: null,
  id: 'C234-1234-1234',
  time: '2018-04-05T17:31:00Z',
  comexampleextension1: 'value',
  comexampleothervalue: 5,
  datacontenttype: 'application/json',
  data: { appinfoA: 'abc', appinfoB: 123, appinfoC: true },
}
// #43-examples
const batch = [
  {
    specversion: '1.0',
    type: 'com.example.someevent',
    source: '/mycontext/4',
    id: 'B234-1234-1234',
    time: '2018-04-05T17:31:00Z',
    datacontenttype: 'application/vnd.apache.thrift.binary',
    data_base64: '... base64 encoded string ...',
  },
  {
    specversion: '1.0',
    type: 'com.example.someotherevent',
    source: '/mycontext/9',
    id: 'C234-1234-1234',
    time: '2018-04-05T17:31:05Z',
    datacontenttype: 'application/json',
    data: { message: 'Disk is full' },
  },
]
const at = Date.UTC(2018, 3, 5, 17, 31)

it('reads an event, with its data as the text', () => {
  expect(tell(cloudevents, [JSON.stringify(one)])).toEqual([
    {
      type: 'messages',
      messages: [
        {
          id: 'C234-1234-1234',
          at,
          from: '/mycontext',
          title: 'com.example.someevent',
          body: '{"appinfoA":"abc","appinfoB":123,"appinfoC":true}',
        },
      ],
    },
  ])
})

it('reads a batch as a row for each, and an empty one as none', () => {
  expect(tell(cloudevents, [JSON.stringify(batch), '[]'])).toMatchObject([
    {
      messages: [
        { id: 'B234-1234-1234', body: '... base64 encoded string ...', at },
        { id: 'C234-1234-1234', body: 'Disk is full', from: '/mycontext/9', at: at + 5_000 },
      ],
    },
    { messages: [] },
  ])
})
