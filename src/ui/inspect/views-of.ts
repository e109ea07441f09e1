import type { Captured } from '../../model/captured.ts'
import { pictureIn } from '../../model/image.ts'
import { textOf } from '../../model/text.ts'

/** The ways in which a frame can be looked at. */
export type FrameView = 'json' | 'ndjson' | 'xml' | 'text' | 'image' | 'hex' | 'base64'

/** Those that suit it; the first is the one to begin with. */
export function viewsOf({ frame, type }: Captured): FrameView[] {
  if (!frame) return []
  const views: FrameView[] = []
  if (type === 'json' || type === 'ndjson' || type === 'xml') views.push(type)
  if (type === 'image') views.push('image')
  const isText = typeof frame.frame === 'string' || textOf(frame.frame) !== undefined
  if (isText) views.push('text')
  if (type !== 'image' && isText && pictureIn(frame.frame)) views.push('image')
  return [...views, 'hex', 'base64']
}
