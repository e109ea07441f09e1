import { expect, test, word } from '../app.ts'
import { missingRabbit, PATH, startRabbits } from '../servers/rabbitmq.ts'
import { joinBroker, TOPIC } from './mqtt-outsider.ts'

const LATER = { timeout: 20_000 }

test.describe('RabbitMQ on two machines', () => {
  test.skip(missingRabbit() !== undefined, `RabbitMQ (${missingRabbit() ?? ''})`)
  // Two of them take their time.
  test.setTimeout(240_000)

  test('what is said at one is heard at the other, both ways', async ({ app, started }) => {
    const [one, two] = await startRabbits()
    await started(Promise.resolve(two))
    await started(Promise.resolve(one))
    test.info().annotations.push({ type: 'server', description: `${await one.version()} on two machines` })
    const outsider = await started(joinBroker(two, { path: PATH }))
    const { host } = new URL(one.url)
    app.watch.allow(one.url)
    await app.prefill({ server: `ws://${host}${PATH}`, view: 'chat' }, { backend: 'mqtt', topics: TOPIC })
    await app.action('connect').click()
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    const [theirs, mine] = [word('from two'), word('from one')]
    await outsider.publish(theirs)
    await expect(app.rows('message', theirs)).toHaveCount(1, LATER)
    await app.say(mine)
    await expect.poll(() => outsider.heard().map(({ body }) => body), LATER).toContain(mine)
  })
})
