import type { Answer, Work } from './json-map-work.ts'
import { work } from './json-map-work.ts'

// Where JSONPaths run that are more than plain: here one that never comes to an end can be ended.

const say = (answer: Answer): void => self.postMessage(answer)

self.onmessage = ({ data }: MessageEvent<Work>) => work(data, say)

say({ type: 'ready' })
