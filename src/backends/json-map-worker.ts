import { scriptUrl } from '../net/script-url.ts'
import type { Bencher } from './json-map-bench.ts'
import workerUrl from './json-map.worker.ts?worker&url'

/** A worker that reads by JSONPaths. */
export function makeWorker(): Bencher {
  return new Worker(scriptUrl(workerUrl), { type: 'module' })
}
