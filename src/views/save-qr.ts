import type { Bitmap2D } from 'lean-qr'
import { toSvgSource } from 'lean-qr/extras/svg'
import { openSink } from '../stores/export-sink.ts'

/** [spec] ISO/IEC 18004: so many modules around it stay empty. */
const QUIET = 4
/** Pixels of a module: sharp also where it is printed. */
const SCALE = 12

/** Saves a QR code as a picture of that name. Rejects where it cannot be written there. */
export async function saveQr(code: Bitmap2D, name: string, kind: 'png' | 'svg'): Promise<void> {
  const [type, picture] = kind === 'svg' ? ['image/svg+xml', svgOf(code)] : ['image/png', await pngOf(code)]
  const sink = await openSink(name, type)
  if (!sink) return
  await sink.write(picture)
  await sink.close()
}

function svgOf(code: Bitmap2D): string {
  return toSvgSource(code, { on: '#000', off: '#fff', pad: QUIET, scale: SCALE, xmlDeclaration: true })
}

async function pngOf(code: Bitmap2D): Promise<Blob> {
  const small = document.createElement('canvas')
  code.toCanvas(small, { on: [0, 0, 0], off: [255, 255, 255], pad: QUIET })
  const large = document.createElement('canvas')
  large.width = large.height = small.width * SCALE
  const context = large.getContext('2d')
  if (context) context.imageSmoothingEnabled = false
  context?.drawImage(small, 0, 0, large.width, large.height)
  return new Promise((resolve, reject) => {
    large.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}
