import { expect, test, withinASecond, word } from './app.ts'
import { startDatabase } from './servers/database.ts'
import { startEcho } from './servers/echo.ts'
import { startEventChat } from './servers/event-chat.ts'
import { startLogger } from './servers/logger.ts'
import { startNotifier } from './servers/notifier.ts'
import { hasPython, startPython } from './servers/python.ts'
import { startRelay } from './servers/relay.ts'
import { startRendered } from './servers/value.ts'

test.describe('servers that know nothing of us, over WebSocket', () => {
  test('an echo server greets, and answers what I say', async ({ app, started }) => {
    const { url } = await started(startEcho())
    await app.connect({ server: url })
    await expect(app.rows('message', 'Welcome to the WebSocket server!')).toHaveCount(1)
    await app.say('hello')
    await expect(app.rows('message', 'You said: hello')).toHaveCount(1)
    await expect(app.rows('draft', 'hello')).toHaveAttribute('data-state', 'sent')
    await expect(app.composer).toHaveValue('')
  })

  test('with a server that only logs, what I say rests as sent and nothing is wrong', async ({
    app,
    started,
  }) => {
    const { url, log } = await started(startLogger())
    await app.connect({ server: url })
    await app.say('is anyone there?')
    await expect(app.rows('draft', 'is anyone there?')).toHaveAttribute('data-state', 'sent')
    await app.say('안녕하세요')
    await expect(app.rows('draft', '안녕하세요')).toHaveAttribute('data-state', 'sent')
    expect(log).toEqual(['received: is anyone there?', 'received: 안녕하세요'])
    await expect(app.rows('draft', 'is anyone there?')).toHaveAttribute('data-state', 'sent')
    await app.isReady()
  })

  test('a relay that sends what it got to everyone, as bytes: text is text, and my line is there once', async ({
    app,
    started,
  }) => {
    const relay = await started(startRelay())
    const other = await relay.join()
    await app.connect({ server: relay.url })
    await app.isReady()
    await app.say('나 여기 있어')
    await expect(app.rows('message', '나 여기 있어')).toHaveCount(1)
    await expect(app.rows('draft')).toHaveCount(0)
    await expect.poll(() => other.heard).toEqual(['나 여기 있어'])
    other.say('so am I')
    await expect(app.rows('message', 'so am I')).toHaveCount(1)
    await expect(app.rows(undefined, '나 여기 있어')).toHaveCount(1)
    await expect(app.rows('garbled')).toHaveCount(0)
  })

  test('a relay to everyone: two who say the same at once are two lines, for both', async ({
    app,
    someone,
    started,
  }) => {
    const { url } = await started(startRelay())
    const mina = await someone()
    await app.connect({ server: url, name: 'room' })
    await mina.connect({ server: url, name: 'room' })
    await Promise.all([app.isReady(), mina.isReady()])
    await Promise.all([app.say('same'), mina.say('same')])
    for (const person of [app, mina]) {
      await expect(person.rows('message', 'same')).toHaveCount(2)
      await expect(person.rows('draft')).toHaveCount(0)
    }
  })

  test('a relay that leaves the sender out: my line stays, once, and theirs comes', async ({
    app,
    started,
  }) => {
    const relay = await started(startRelay({ to: 'others' }))
    const other = await relay.join()
    await app.connect({ server: relay.url })
    await app.isReady()
    await app.say('hi')
    await expect.poll(() => other.heard).toEqual(['hi'])
    await expect(app.rows('draft', 'hi')).toHaveAttribute('data-state', 'sent')
    other.say('hello back')
    await expect(app.rows('message', 'hello back')).toHaveCount(1)
    await expect(app.rows(undefined, /^.*hi\b/)).toHaveCount(1)
  })

  test('a relay that leaves the sender out never hides that another said the same', async ({
    app,
    started,
  }) => {
    const relay = await started(startRelay({ to: 'others' }))
    const other = await relay.join()
    await app.connect({ server: relay.url })
    await app.isReady()
    await app.say('yes')
    await expect.poll(() => other.heard).toEqual(['yes'])
    other.say('yes')
    await app.say('shall we go?')
    // Only what does not come back shows that this server has no echoes.
    await expect(app.rows(undefined, 'yes')).toHaveCount(2, { timeout: 15_000 })
    await expect(app.rows('message', 'yes')).toHaveCount(1)
    await expect(app.rows('draft', 'yes')).toHaveAttribute('data-state', 'sent')
  })

  test('a notifier that pushes a line every 5 s fills the inbox', async ({ app, started }) => {
    const { url } = await started(startNotifier())
    await app.connect({ server: url, view: 'notifications', wire: 'socket' })
    await app.isReady()
    await expect(app.rows('message', 'You have a new notification! (1)')).toHaveCount(1)
    await expect(app.rows('message', 'You have a new notification! (2)')).toHaveCount(1)
  })

  test('a notifier is a value that changes, too', async ({ app, started }) => {
    const { url } = await started(startNotifier({ everyMs: 300 }))
    await app.connect({ server: url, view: 'polling', wire: 'socket' })
    const shown = async () => Number(/notification! \((\d+)\)/.exec(await app.value.innerText())?.[1])
    await expect.poll(shown).toBeGreaterThan(1)
    await expect.poll(shown).toBeGreaterThan(3)
  })

  test('a new row of a database is a notification within a second', async ({ app, started }) => {
    const database = await started(startDatabase())
    await app.connect({ server: database.url, view: 'notifications', backend: 'json', wire: 'socket' })
    await app.isReady()
    await withinASecond({
      act: async (turn) => database.insert('mina', `신호등 ${turn}`, 79.9),
      seen: (turn) => expect(app.rows('message', `신호등 ${turn}`)).toHaveCount(1),
    })
  })

  test('a new row of a database is the value now', async ({ app, started }) => {
    const database = await started(startDatabase())
    await app.connect({ server: database.url, view: 'polling', backend: 'json', wire: 'socket' })
    await app.isReady()
    database.insert('mina', 'Two signal lamps', 79.9)
    await expect(app.value).toContainText('Two signal lamps')
    database.insert('theo', 'A key', 12)
    await expect(app.value).toContainText('A key')
    await expect(app.value).not.toContainText('Two signal lamps')
  })

  test('a value of its first answer is kept live by what is pushed', async ({ app, started }) => {
    const rendered = await started(startRendered({ temperature: 21.5, humidity: 40, place: 'cellar' }))
    const { url, initial } = rendered
    await app.connect({ server: url, initial, view: 'polling', backend: 'json', wire: 'socket' })
    await expect(app.value).toContainText('21.5')
    rendered.update({ temperature: 23.25 })
    await expect(app.value).toContainText('23.25')
    await expect(app.value).toContainText('cellar')
    await expect(app.value).not.toContainText('21.5')
  })
})

test.describe('JSON as servers really send it', () => {
  const shapes: [name: string, value: unknown, rows: string[]][] = [
    ['usual names', { user: 'mina', msg: 'usual names' }, ['usual names']],
    [
      'nested data',
      { type: 'chat', data: { author: { name: 'theo' }, content: 'nested data' } },
      ['nested data'],
    ],
    ['a list', [{ text: 'first of a list' }, { text: 'second of it' }], ['first of a list', 'second of it']],
    ['a list in a record', { messages: [{ body: 'in messages' }] }, ['in messages']],
    ['a text', 'just a text', ['just a text']],
    ['a number', 42.125, ['42.125']],
    ['a boolean', true, ['true']],
    ['null', null, ['null']],
    ['what it does not know, as it came', { foo: 'unknown', bar: [1, 2] }, ['{"foo":"unknown","bar":[1,2]}']],
    ['a text that is empty beside a title', { title: 'only a title' }, ['only a title']],
  ]

  test('each of its shapes is a row', async ({ app, started }) => {
    const server = await started(startDatabase())
    await app.connect({ server: server.url, backend: 'json' })
    await app.isReady()
    for (const [name, value, rows] of shapes)
      await test.step(name, async () => {
        server.broadcast(value)
        for (const text of rows) await expect(app.rows('message', text)).toHaveCount(1)
      })
    await expect(app.rows('garbled')).toHaveCount(0)
  })

  test('what cannot be read is a row that shows it, and what comes after it is read', async ({
    app,
    started,
  }) => {
    const server = await started(startDatabase())
    await app.connect({ server: server.url, backend: 'json' })
    await app.isReady()
    server.raw('this is { no json')
    server.raw(Buffer.from([0xff, 0xfe, 0x00, 0x42]))
    server.broadcast({ text: 'and on it goes' })
    await expect(app.rows('message', 'and on it goes')).toHaveCount(1)
    await expect(app.rows('garbled')).toHaveCount(1)
    await expect(app.rows('garbled')).toContainText('this is { no json')
    // Bytes that are no text are a message of their own.
    await expect(app.rows('message', /ff fe 00 42/i)).toHaveCount(1)
    await app.isReady()
  })
})

test.describe('a chat without WebSocket', () => {
  test('what I say goes by POST and comes back by the stream, once', async ({ app, started }) => {
    const { url, post } = await started(startEventChat())
    await app.connect({ server: url, post, backend: 'json', wire: 'events' })
    await expect(app.rows('message', 'Welcome!')).toHaveCount(1)
    const line = word('by post')
    await app.say(line)
    await expect(app.rows('message', line)).toHaveCount(1)
    await expect(app.rows('draft')).toHaveCount(0)
    await expect(app.rows(undefined, line)).toHaveCount(1)
  })
})

test.describe('servers in another language', () => {
  test.beforeAll(() => {
    if (!hasPython()) process.stdout.write('No python3 here: the servers in Python are left out.\n')
  })
  test.skip(() => !hasPython(), 'no python3 on this machine')

  test("Python's event stream, polled value and WebSocket all work", async ({ app, started }) => {
    const python = await started(startPython())
    await app.connect({ server: python.events, view: 'notifications', backend: 'json' })
    await expect(app.rows('message', 'event 2')).toHaveCount(1)
    await expect(app.rows('message', 'event 2')).toContainText('파이썬')
    await app.connect({ server: python.status, view: 'polling', backend: 'json', every: 1 })
    await expect(app.value).toContainText('python')
    await app.connect({ server: python.chat })
    await expect(app.rows('message', 'hello from python')).toHaveCount(1)
    await app.say('shout')
    await expect(app.rows('message', 'SHOUT')).toHaveCount(1)
  })
})
