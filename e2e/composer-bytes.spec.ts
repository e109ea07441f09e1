import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import { Tools } from './composer.ts'
import { Faults } from './faults/proxy.ts'
import { startCollector } from './servers/collector.ts'

test('bytes are written in hexadecimal or base64, looked at, and sent', async ({ app, started }) => {
  const server = await started(startCollector())
  const tools = await Tools.at(app, { server: server.url })
  await tools.choose('bytes')
  await expect(tools.field('bytes')).toBeFocused()
  await tools.field('bytes').fill('de ad\n0xbe, zz')
  await expect(tools.panel.locator('[data-reason="bytes.hex-digit"]')).toContainText('Line 2, column 7')
  await tools.field('bytes').fill('de ad\n0xbe, ef')
  await expect(tools.panel.locator('[data-preview="bytes"]')).toContainText('4 bytes')
  await tools.panel.locator('[data-action="use-bytes"]').click()
  await expect(tools.held).toHaveAttribute('data-held', '4')
  await expect(app.action('send')).toBeFocused()
  await app.page.keyboard.press('Enter')
  await expect(tools.held).toHaveCount(0)
  await expect.poll(() => server.told).toEqual([{ kind: 'binary', bytes: Buffer.from('deadbeef', 'hex') }])
  await expect(app.rows('draft')).toContainText('de ad be ef')
  await expect(app.rows('draft')).toHaveAttribute('data-state', 'sent')

  await tools.choose('bytes')
  await tools.panel.getByRole('radio', { name: 'Base64' }).check({ force: true })
  await tools.field('bytes').fill('+/8')
  await tools.field('bytes').press('Control+Enter')
  await expect(tools.panel).toHaveCount(0)
  await expect.poll(() => server.told[1]?.bytes.toString('hex')).toBe('fbff')

  // They are there after a reload, as what they are.
  await expect(app.rows('draft')).toHaveCount(2)
  await app.page.reload()
  await expect(app.rows('draft')).toHaveCount(2)
  await expect(app.rows('draft').first()).toContainText('de ad be ef')
})

test('the bytes of files are chosen, dropped and pasted; what cannot be sent is said', async ({
  app,
  page,
  started,
}) => {
  const server = await started(startCollector())
  const tools = await Tools.at(app, { server: server.url })
  const file = (name: string, size: number) => ({ name, mimeType: '', buffer: Buffer.alloc(size, 0xff) })
  await tools.field('file').setInputFiles([file('empty.bin', 0)])
  await expect(app.main.getByRole('alert')).toContainText('empty.bin')
  await tools.field('file').setInputFiles([file('large.bin', 9 * 1024 ** 2)])
  await expect(app.main.getByRole('alert')).toContainText('large.bin')
  await tools.field('file').setInputFiles([file('a.bin', 3), file('b.bin', 5)])
  await expect(tools.held).toContainText(['a.bin', 'b.bin'])
  await expect(app.main.getByRole('alert')).toHaveCount(0)
  await tools.held.first().locator('[data-action="remove-bytes"]').click()
  await expect(tools.held).toContainText(['b.bin'])

  const give = (on: Locator, type: 'drop' | 'paste', name: string) =>
    on.evaluate(
      (element, { type, name }) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([new Uint8Array([1, 2])], name, { type: 'image/x-odd' }))
        if (type === 'paste') {
          const pasted = new ClipboardEvent(type, {
            clipboardData: transfer,
            bubbles: true,
            cancelable: true,
          })
          // Firefox gives an event that was made up no files.
          if (!pasted.clipboardData?.files.length)
            Object.defineProperty(pasted, 'clipboardData', { value: transfer })
          element.dispatchEvent(pasted)
        } else
          for (const each of ['dragover', 'drop'])
            element.dispatchEvent(
              new DragEvent(each, { dataTransfer: transfer, bubbles: true, cancelable: true }),
            )
      },
      { type, name },
    )
  await give(app.action('send'), 'drop', 'dropped.odd')
  await expect(tools.held).toContainText(['b.bin', 'dropped.odd'])
  await expect(tools.held.last()).toContainText('image/x-odd')
  await app.action('send').click()
  await expect.poll(() => server.told.map(({ bytes }) => bytes.length)).toEqual([5, 2])
  await expect(app.composer).toBeFocused()
  await give(app.composer, 'paste', 'pasted.odd')
  await expect(tools.held).toContainText(['pasted.odd'])
  await expect(app.rows('garbled')).toHaveCount(0)
  await expect(page).toHaveURL(/#\/p\//)
})

test('bytes that are text can be sent as text', async ({ app, started }) => {
  const server = await started(startCollector())
  const tools = await Tools.at(app, { server: server.url })
  const buffer = Buffer.from('{"from":"a file"}')
  await tools.field('file').setInputFiles([{ name: 'a.json', mimeType: 'application/json', buffer }])
  await expect(tools.held).toContainText('application/json')
  await tools.held.locator('[data-action="bytes-as-text"]').click()
  await expect(app.composer).toHaveValue('{"from":"a file"}')
  await app.composer.press('Enter')
  await expect.poll(() => server.told).toEqual([{ kind: 'text', bytes: buffer }])
})

test('bytes go by POST where the wire is a stream, and it says so', async ({ app, started }) => {
  const server = await started(startCollector())
  const tools = await Tools.at(app, { server: server.stream, wire: 'events', backend: 'json' })
  await tools.field('file').setInputFiles([{ name: 'a', mimeType: '', buffer: Buffer.from([0, 255]) }])
  await expect(app.main).toContainText('application/octet-stream')
  await app.action('send').click()
  await expect
    .poll(() => server.told)
    .toEqual([{ kind: 'post', bytes: Buffer.from([0, 255]), type: 'application/octet-stream' }])
})

test('bytes that wait are still bytes after a reload, and can be taken back to be edited', async ({
  app,
  started,
}) => {
  const server = await started(startCollector())
  const wire = await started(Faults.before(server.url))
  const tools = await Tools.at(app, { server: wire.through(server.url) })
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  for (const bytes of ['00 ff', '01 fe']) {
    await tools.choose('bytes')
    await tools.field('bytes').fill(bytes)
    await tools.field('bytes').press('Control+Enter')
    await expect(app.rows('draft', bytes)).toHaveAttribute('data-state', 'queued')
  }
  await app.page.reload()
  await expect(app.rows('draft')).toHaveCount(2)
  await app.rows('draft', '01 fe').hover()
  await app.rows('draft', '01 fe').locator('[data-action="edit-draft"]').click()
  await expect(tools.held).toContainText('01 fe')
  await expect(app.rows('draft')).toHaveCount(1)
  await tools.held.locator('[data-action="edit-bytes"]').click()
  await expect(tools.field('bytes')).toHaveValue('01 fe')
  await tools.field('bytes').fill('01 fd')
  await tools.panel.locator('[data-action="use-bytes"]').click()
  await app.action('send').click()
  await wire.restore()
  await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 20_000 })
  await expect.poll(() => server.told.map(({ bytes }) => bytes.toString('hex'))).toEqual(['00ff', '01fd'])
})
