import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** An address at which nobody listens: a port that was free a moment ago. */
export async function nobody(): Promise<string> {
  const { host, stop } = await listen(createServer())
  await stop()
  return host
}
