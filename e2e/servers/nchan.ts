import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, RealServer } from '../interop/real-server.ts'
import { printed, startProgram } from '../interop/real-server.ts'

/** Another nginx than that of the PATH, and its module: `NGINX=/opt/nginx NCHAN_MODULE=/opt/ngx_nchan_module.so`. */
const NGINX = process.env['NGINX'] ?? 'nginx'
/** Where packages put the module. */
const MODULES = [
  ...(process.env['NCHAN_MODULE'] ? [process.env['NCHAN_MODULE']] : []),
  '/usr/lib/nginx/modules/ngx_nchan_module.so',
  '/usr/lib64/nginx/modules/ngx_nchan_module.so',
  '/usr/share/nginx/modules/ngx_nchan_module.so',
]

export type NchanHow = {
  /** host:port of a Redis that keeps the messages, for others too. */
  redis?: string
  /** The `nchan_authorize_request` of all channels lets in who has this in the address: `?token=`. */
  token?: string
  /** Lines for the `server` block. */
  more?: string
}

/** Why there is no Nchan here; undefined where there is. */
export function missingNchan(): string | undefined {
  if (printed(NGINX, '-v') === undefined) return 'no nginx'
  return moduleFile() === undefined ? 'no nginx module' : undefined
}

function moduleFile(): string | undefined {
  return MODULES.find((path) => existsSync(path))
}

/** nginx with Nchan. Channels of any name: `/pubsub/NAME` listens and publishes, `/sub/NAME` and `/pub/NAME` each do one;
 *  `/multi/A,B` listens to several; `/quiet/NAME` tells a newcomer only what comes after. */
export async function startNchan(how: NchanHow = {}): Promise<RealServer & Place> {
  const server = await startProgram({
    command: NGINX,
    arguments: (place) => {
      const file = join(place.folder, 'nginx.conf')
      // Left behind by one that was killed.
      rmSync(join(place.folder, 'door.sock'), { force: true })
      writeFileSync(file, configurationOf(place, how))
      return ['-c', file, ...(isBefore(1, 19) ? [] : ['-e', join(place.folder, 'error.log')])]
    },
    version: () => 'Nchan',
    ready,
  })
  let killedAt = 0
  return {
    ...server,
    version: () => nchanVersion(server.url),
    kill() {
      killedAt = Date.now()
      return server.kill()
    },
    // Its ids are seconds: after a restart within one, what it forgot and what is new have the same.
    async startAgain() {
      while (Math.floor(Date.now() / 1_000) === Math.floor(killedAt / 1_000))
        await new Promise((resolve) => setTimeout(resolve, 20))
      return server.startAgain()
    },
  }
}

/** Until it has found its Redis it answers 503. A channel that nobody has is 404. */
async function ready({ port }: Pick<Place, 'port'>): Promise<void> {
  const { status } = await fetch(`http://127.0.0.1:${port}/pub/nobodys`)
  if (status === 503) throw new Error('It has no Redis yet.')
}

/** As its own answer says. */
async function nchanVersion(url: string): Promise<string> {
  const status = await (await fetch(`${url}/status`)).text()
  return `Nchan ${/nchan version: (\S+)/.exec(status)?.[1] ?? '1.1 or older'} (nginx ${nginxVersion()})`
}

function nginxVersion(): string {
  return /nginx\/([\d.]+)/.exec(printed(NGINX, '-v') ?? '')?.[1] ?? ''
}

function isBefore(major: number, minor: number): boolean {
  const [ours = 0, its = 0] = nginxVersion().split('.').map(Number)
  return ours < major || (ours === major && its < minor)
}

function configurationOf({ port, folder }: Place, { redis, token, more = '' }: NchanHow): string {
  const kept = 'nchan_message_buffer_length 100; nchan_message_timeout 1h;'
  // Said in each location: one that is said of the server is not heeded.
  const store = redis ? 'nchan_redis_pass shared;' : ''
  const door = token ? 'nchan_authorize_request /door;' : ''
  return `load_module ${moduleFile()};
daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log warn;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http {
  access_log off; default_type text/plain;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  nchan_access_control_allow_origin "*";
  ${redis ? `upstream shared { nchan_redis_server redis://${redis}; }` : ''}
  server {
    listen 127.0.0.1:${port};
    ${door} ${kept}
    location ~ ^/pubsub/(\\w+)$ { ${store} nchan_pubsub; nchan_channel_id $1; nchan_subscriber_first_message oldest; }
    location ~ ^/sub/(\\w+)$ { ${store} nchan_subscriber; nchan_channel_id $1; nchan_subscriber_first_message oldest; }
    location ~ ^/quiet/(\\w+)$ { ${store} nchan_subscriber; nchan_channel_id $1; nchan_subscriber_first_message newest; }
    location ~ ^/multi/([\\w,]+)$ { ${store} nchan_subscriber; nchan_channel_id $1; nchan_channel_id_split_delimiter ","; nchan_subscriber_first_message oldest; }
    location ~ ^/pub/(\\w+)$ { ${store} nchan_publisher; nchan_channel_id $1; }
    location = /status { nchan_stub_status; }
    location = /door {
      internal; proxy_pass http://unix:${folder}/door.sock:/; proxy_set_header X-Original-URI $request_uri;
      proxy_pass_request_body off; proxy_set_header Content-Length "";
    }
    ${more}
  }
  # A server of its own: where a location answers by itself, a refused subscriber brings Nchan 1.3.6 down.
  server {
    listen unix:${folder}/door.sock;
    location / { if ($http_x_original_uri ~ "[?&]token=${token ?? ''}(&|$)") { return 200 "in"; } return 403; }
  }
}
`
}
