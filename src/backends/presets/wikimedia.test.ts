import { expect, it } from 'vitest'
import { tell } from './tell.ts'
import { wikimedia } from './wikimedia.ts'

// As in https://wikitech.wikimedia.org/wiki/Event_Platform/EventStreams_HTTP_Service.
const change = {
  $schema: '/mediawiki/recentchange/1.0.0',
  meta: {
    uri: 'https://www.wikidata.org/wiki/Q96195820',
    request_id: 'XuEqjgpAMFQAACoYgYsAAABL',
    id: 'b4a3e4c6-cf11-4f6f-8e5c-cfe4f8ee6ff7',
    dt: '2020-06-10T18:57:16Z',
    domain: 'www.wikidata.org',
    stream: 'mediawiki.recentchange',
    topic: 'eqiad.mediawiki.recentchange',
    partition: 0,
    offset: 2448640113,
  },
  id: 1273691730,
  type: 'edit',
  namespace: 0,
  title: 'Q96195820',
  comment: '/* wbsetdescription-add:1|en */ scientific article',
  timestamp: 1591815436,
  user: 'Edoderoobot',
  bot: true,
  minor: false,
  patrolled: true,
  length: { old: 1000, new: 1100 },
  revision: { old: 1204163000, new: 1204163001 },
  server_url: 'https://www.wikidata.org',
  server_name: 'www.wikidata.org',
  server_script_path: '/w',
  wiki: 'wikidatawiki',
  parsedcomment: 'scientific article',
}

it('reads a change by its title, its comment and who made it', () => {
  const id = '[{"topic":"eqiad.mediawiki.recentchange","partition":0,"timestamp":1591815436000}]'
  expect(tell(wikimedia, [{ data: JSON.stringify(change), id }])).toEqual([
    {
      type: 'messages',
      cursor: id,
      messages: [
        {
          id: 'b4a3e4c6-cf11-4f6f-8e5c-cfe4f8ee6ff7',
          at: Date.UTC(2020, 5, 10, 18, 57, 16),
          from: 'Edoderoobot',
          title: 'Q96195820',
          body: '/* wbsetdescription-add:1|en */ scientific article',
          tags: ['edit'],
          room: 'www.wikidata.org',
          links: ['https://www.wikidata.org/wiki/Q96195820'],
        },
      ],
    },
  ])
})

it('shows a change without a comment, and leaves out the canary events', () => {
  const canary = { ...change, meta: { ...change.meta, domain: 'canary' } }
  expect(
    tell(
      wikimedia,
      [{ ...change, comment: '' }, canary].map((each) => JSON.stringify(each)),
    ),
  ).toMatchObject([{ messages: [{ title: 'Q96195820', body: '' }] }, { messages: [] }])
})
