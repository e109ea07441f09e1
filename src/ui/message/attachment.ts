import type { Attachment } from '../../model/message.ts'
import { cut } from '../fold.ts'

/** What a browser shows as a picture, by the end of a name. */
const PICTURE_NAME = /\.(png|jpe?g|gif|webp|avif|bmp)$/i
const PICTURE_TYPE = /^image\/(png|jpe?g|gif|webp|avif|bmp)\b/i
const NAME_CHARS = 200

/** Its name, or the last part of its address; empty where it has none. */
export function nameOf({ name, url }: Attachment): string {
  return cut(name?.trim() || lastPart(url), NAME_CHARS)
}

/** Is it a picture that can be shown, by what is said of it? */
export function isPicture(attachment: Attachment): boolean {
  const { type } = attachment
  return type ? PICTURE_TYPE.test(type) : PICTURE_NAME.test(nameOf(attachment))
}

function lastPart(url: string): string {
  if (!URL.canParse(url)) return url
  const { pathname, host } = new URL(url)
  const part = pathname.split('/').findLast(Boolean) ?? host
  try {
    return decodeURIComponent(part)
  } catch {
    // A sign of per cent that begins nothing.
    return part
  }
}
