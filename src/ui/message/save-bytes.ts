import { imageTypeOf } from '../../model/image.ts'

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
}

/** Saves bytes as a file that is named after the time (epoch ms) at which they were sent. */
export function saveBytes(bytes: ArrayBuffer, at: number): void {
  const type = imageTypeOf(bytes) ?? 'application/octet-stream'
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = bytesFileName(type, at)
  document.body.append(link)
  link.click()
  link.remove()
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** message-2026-11-20T120341.png. A server may say a time that no calendar has. */
export function bytesFileName(type: string, at: number): string {
  const day = new Date(at)
  const time = Number.isNaN(day.getTime()) ? [] : [day.toISOString().slice(0, 19).replaceAll(':', '')]
  return `${['message', ...time].join('-')}.${ENDINGS[type] ?? 'bin'}`
}
