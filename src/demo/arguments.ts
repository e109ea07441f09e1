import { parseArgs } from 'node:util'

/** What the command line asked for. */
export type Arguments = {
  /** Undefined where none was asked for: then any free one from the default on will do. */
  port: number | undefined
  host: string
  app: string | undefined
  data: string | undefined
  origins: string[]
  quiet: boolean
}

/** One screen of help. */
export const USAGE = `usage: node src/demo/serve.ts [PORT] [options]
  --app DIR       serve a built app from DIR too
  --data FILE     keep the world in this SQLite file (memory without it)
  --host HOST     listen on this address (127.0.0.1)
  --origin O[,O]  pages that may connect (*)
  --quiet         nothing happens by itself: no bots, no notifier, steady readings
`

/** Reads the command line. Throws an Error whose message says what is wrong with it. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      app: { type: 'string' },
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      origin: { type: 'string', default: '*' },
      quiet: { type: 'boolean', default: false },
    },
  })
  const [port, ...more] = positionals
  if (more.length > 0)
    throw new Error(`There is one port to listen on, and these are more: ${positionals.join(' ')}.`)
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw new Error(`A port is a number up to 65535, and not ${port}.`)
  const { app, data, host, origin, quiet } = values
  const origins = origin
    .split(',')
    .map((one) => one.trim().replace(/\/$/, ''))
    .filter(Boolean)
  return { port: port === undefined ? undefined : Number(port), host, app, data, origins, quiet }
}
