/** QR codes as inline SVG. The library is loaded with the first code, not at start. */

import { createRequire } from 'node:module'

type QrCode = typeof import('qrcode')
let qrcode: QrCode | undefined

/** Most bytes a QR code holds at its lowest error correction. */
const MAX_BYTES = 2953

/** Draws `text` as the text of an SVG element; undefined when it is too long for a QR code. */
export function renderQr(text: string): string | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes === 0 || bytes > MAX_BYTES) return undefined
  qrcode ??= createRequire(import.meta.url)('qrcode') as QrCode
  let svg = ''
  const options = { type: 'svg', margin: 2, errorCorrectionLevel: bytes > 600 ? 'L' : 'M' } as const
  // With a callback it is drawn at once.
  qrcode.toString(text, options, (error, drawn) => {
    if (error) throw error
    svg = drawn
  })
  // Inside HTML the namespace is implied; without it the page holds no foreign address at all.
  return svg.replace(' xmlns="http://www.w3.org/2000/svg"', ' aria-hidden="true"').trim()
}
