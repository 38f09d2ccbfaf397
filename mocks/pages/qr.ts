/** QR codes as inline SVG. The library is loaded with the first code, not at start. */

/** Most bytes a QR code holds at its lowest error correction. */
const MAX_BYTES = 2953

/** Draws `text` as the text of an SVG element; undefined when it is too long for a QR code. */
export async function renderQr(text: string): Promise<string | undefined> {
  const bytes = Buffer.byteLength(text)
  if (bytes === 0 || bytes > MAX_BYTES) return undefined
  const { default: qrcode } = await import('qrcode')
  const svg = await qrcode.toString(text, {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: bytes > 600 ? 'L' : 'M',
  })
  // Inside HTML the namespace is implied; without it the page holds no foreign address at all.
  return svg.replace(' xmlns="http://www.w3.org/2000/svg"', ' aria-hidden="true"').trim()
}
