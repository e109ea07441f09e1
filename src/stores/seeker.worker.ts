import type { Answer, Work } from './seeker-work.ts'
import { work } from './seeker-work.ts'

// Where regular expressions run: here one that never comes to an end can be ended.

const say = (answer: Answer): void => self.postMessage(answer)

self.onmessage = ({ data }: MessageEvent<Work>) => say(work(data))

say({ type: 'ready' })
