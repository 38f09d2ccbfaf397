/** Bodies of `multipart/form-data`: fields as in a form, files by what is known of them. */

/** A file as behaviours and schemas see it; its content is not kept. */
export interface UploadedFile {
  filename: string
  /** Media type that the client states. */
  type: string
  /** Bytes. */
  size: number
}

type Part = string | UploadedFile

/** The parts by name; a repeated name gives the list. A string says why they cannot be read. */
export type Parts = Record<string, Part | Part[]> | string

/** More parts than any form has; beyond them the body is refused. */
const MAX_PARTS = 100

/** Reads a body by the platform's own parser. `contentType` is the whole header, with the boundary. */
export async function readMultipart(
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<Parts> {
  const headers = { 'content-type': contentType }
  const form = await new Response(bytes, { headers }).formData().catch(() => undefined)
  if (form === undefined) {
    return 'no multipart/form-data: the boundary of Content-Type, a part or the closing boundary is missing or wrong'
  }
  const parts = new Map<string, Part[]>()
  let count = 0
  for (const [name, value] of form) {
    if (++count > MAX_PARTS) return `more than ${MAX_PARTS} parts`
    parts.set(name, [...(parts.get(name) ?? []), toPart(value)])
  }
  return Object.fromEntries([...parts].map(([name, all]) => [name, all.length > 1 ? all : all[0]!]))
}

function toPart(value: string | File): Part {
  if (typeof value === 'string') return value
  const { name, type, size } = value
  return { filename: name, type: type || 'application/octet-stream', size }
}
