import type { App } from './app.ts'
import { expect, test, word } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { joinBroker } from './interop/mqtt-outsider.ts'
import { chooseOptions } from './interop/options.ts'
import { startAedes } from './servers/aedes.ts'

const LATER = { timeout: 20_000 }

/** By a link that fills the form in, and a click. */
async function connect(app: App, server: string, given: Record<string, string>): Promise<void> {
  await app.prefill({ server, view: 'chat' }, { backend: 'mqtt', ...given })
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/p\/./)
}

test.describe('a broker of MQTT', () => {
  test.slow()

  test('is known by its address, and shows its topics as a tree', async ({ app, page, started }) => {
    const broker = await started(startAedes())
    const outsider = await started(joinBroker(broker))
    const { host } = new URL(broker.url)
    app.watch.allow(broker.url)
    await app.open()
    await app.main.locator('input[name="server"]').fill(`ws://${host}`)
    await app.main.locator('input[name="server"]').press('Enter')
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    await outsider.publishTo('signalbox/kitchen/t', '{"title":"Kitchen","value":21.5}')
    await outsider.publishTo('signalbox/hall', 'somebody came')
    await expect(app.rows('message', '21.5')).toHaveCount(1)
    const tree = page.getByRole('tree')
    await expect(tree.locator('[data-room="signalbox"]')).toBeVisible()
  })

  test('has a message once that was said as the wire was lost', async ({ app, started }) => {
    const broker = await started(startAedes())
    const outsider = await started(joinBroker(broker))
    const wire = await started(Faults.before(broker.url))
    app.watch.allow(`http://${wire.host}`)
    await connect(app, `ws://${wire.host}`, { topics: 'signalbox/room', version: '3.1.1' })
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    // It arrives, and the broker's word for that does not.
    const [said, after] = [word('at the cut'), word('after')]
    wire.latency(600)
    await app.say(said)
    await expect.poll(() => outsider.heard().length, LATER).toBe(1)
    await wire.cut()
    wire.latency(0)
    await expect(app.status).toHaveAttribute('data-status', 'waiting', LATER)
    await wire.restore()
    await expect(async () => {
      if ((await app.status.getAttribute('data-status')) !== 'ready')
        await app.action('retry').click({ timeout: 500 })
      await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 2_000 })
    }).toPass(LATER)
    await outsider.publish(after)
    await expect(app.rows('message', after)).toHaveCount(1)
    await expect(app.rows(undefined, said).first()).toBeVisible()
    await expect(app.rows('gap')).toHaveCount(0)
    await expect(app.main.locator('[data-state="unconfirmed"], [data-state="failed"]')).toHaveCount(0)
  })

  test('names the topics that it does not let one hear', async ({ app, started }) => {
    const broker = await started(startAedes({ may: (filter) => filter.startsWith('signalbox') }))
    const { host } = new URL(broker.url)
    app.watch.allow(broker.url)
    await connect(app, `ws://${host}`, { topics: 'secret/#' })
    await expect(app.status).toHaveAttribute('data-reason', 'mqtt.none-granted', LATER)
    await expect(app.main).toContainText('secret/#')
    await connect(app, `ws://${host}`, { topics: 'signalbox/room, secret/#' })
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    await expect(app.rows('gap')).toContainText('secret/#')
  })

  test('tells what needs MQTT 5 instead of leaving it out', async ({ app, started }) => {
    const broker = await started(startAedes())
    const { host } = new URL(broker.url)
    app.watch.allow(broker.url)
    await connect(app, `ws://${host}`, { topics: 'signalbox/room' })
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    await chooseOptions(app, { properties: 'unit: °C\nroom: hall' })
    await app.say('not so')
    await expect(app.rows('draft', 'not so')).toContainText('MQTT 5')
  })
})
