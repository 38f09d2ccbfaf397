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

/** More parts than any form has; beyond them the body is refused. */
const MAX_PARTS = 100

/**
 * Reads the parts by name; a repeated name gives the list. A string says why it cannot.
 * `text` holds one character per byte unless `isUtf8`.
 */
export function parseMultipart(
  { text, isUtf8 }: { text: string; isUtf8: boolean },
  contentType: string,
): Record<string, Part | Part[]> | string {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType)
  if (!boundary) return 'multipart/form-data without a boundary'
  const pieces = `\r\n${text}`.split(`\r\n--${boundary[1] ?? boundary[2]}`)
  if (pieces.length < 2) return 'the boundary of Content-Type does not occur in the body'
  if (!pieces.at(-1)!.startsWith('--')) return 'the closing boundary is missing'
  if (pieces.length > MAX_PARTS + 2) return `more than ${MAX_PARTS} parts`
  return collect(pieces.slice(1, -1), isUtf8)
}

function collect(pieces: string[], isUtf8: boolean): Record<string, Part | Part[]> | string {
  const parts = new Map<string, Part | Part[]>()
  for (const piece of pieces) {
    const found = parsePart(piece, isUtf8)
    if (!found) return 'a part has no Content-Disposition with a name'
    const before = parts.get(found.name)
    parts.set(found.name, before === undefined ? found.part : [before, found.part].flat())
  }
  return Object.fromEntries(parts)
}

function parsePart(piece: string, isUtf8: boolean): { name: string; part: Part } | undefined {
  const end = piece.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = toText(piece.slice(0, end), isUtf8)
  const content = piece.slice(end + 4)
  const name = findParameter(head, 'name')
  if (name === undefined) return undefined
  const filename = findParameter(head, 'filename')
  if (filename === undefined) return { name, part: toText(content, isUtf8) }
  const type = /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim()
  const size = isUtf8 ? Buffer.byteLength(content) : content.length
  return { name, part: { filename, type: type ?? 'application/octet-stream', size } }
}

/** A parameter of Content-Disposition; `filename` is not mistaken for `name`. */
function findParameter(head: string, parameter: string): string | undefined {
  const line = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1] ?? ''
  const found = new RegExp(`(?:^|;)\\s*${parameter}=(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(line)
  return found?.[1] ?? found?.[2]
}

function toText(bytes: string, isUtf8: boolean): string {
  return isUtf8 ? bytes : Buffer.from(bytes, 'latin1').toString('utf8')
}
