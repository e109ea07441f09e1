import { expect, it } from 'vitest'
import { jetstream } from './jetstream.ts'
import { tell } from './tell.ts'

// In the form of https://github.com/bluesky-social/jetstream#example-events.
const DID = 'did:plc:eygmaihciaxprqvxpfvl6flk'
const event = (more: object) => JSON.stringify({ did: DID, time_us: 1725911162329308, ...more })
const commit = (more: object) =>
  event({ kind: 'commit', commit: { rev: '3l3qo2vutsw2b', rkey: '3l3qo2vuowo2b', ...more } })
const post = commit({
  operation: 'create',
  collection: 'app.bsky.feed.post',
  record: { $type: 'app.bsky.feed.post', createdAt: '2024-09-09T19:46:02.102Z', langs: ['ko'], text: '안녕' },
  cid: 'bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi',
})

it('reads a post by its text, by whom it is, and when it came by', () => {
  expect(tell(jetstream, [post])).toEqual([
    {
      type: 'messages',
      messages: [
        {
          id: '3l3qo2vuowo2b',
          at: 1725911162329.308,
          from: DID,
          body: '안녕',
          tags: ['app.bsky.feed.post'],
        },
      ],
    },
  ])
})

it('shows a like as what it is', () => {
  const subject = { cid: 'bafyreidc6sydkkbchcyg62v77wbhzvb2mvytlmsychqgwf2xojjtirmzj4', uri: 'at://x/y/z' }
  const record = { $type: 'app.bsky.feed.like', createdAt: '2024-09-09T19:46:02.102Z', subject }
  const like = commit({ operation: 'create', collection: 'app.bsky.feed.like', record })
  expect(tell(jetstream, [like])).toMatchObject([
    { messages: [{ body: JSON.stringify(record), tags: ['app.bsky.feed.like'] }] },
  ])
})

it('takes a post away that its author deletes, and shows nothing of accounts and names', () => {
  const gone = commit({ operation: 'delete', collection: 'app.bsky.feed.post' })
  const identity = event({ kind: 'identity', identity: { did: DID, handle: 'a.test', seq: 1409752997 } })
  const account = event({ kind: 'account', account: { active: true, did: DID, seq: 1409753013 } })
  expect(tell(jetstream, [gone, identity, account])).toEqual([
    { type: 'change', id: '3l3qo2vuowo2b', set: 'gone' },
    { type: 'messages', messages: [] },
    { type: 'messages', messages: [] },
  ])
})
