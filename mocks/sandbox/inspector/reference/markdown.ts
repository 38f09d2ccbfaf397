/** Pieces of Markdown: facts of the specs, whose words are never markup. */
import type { Source } from '../../../dialect/types.ts'
import { splitCode } from '../../report/words.ts'
import { isWebUrl } from '../parts.ts'

/** Words in which code stands between backticks; nothing else in them means anything. */
export function toWords(text: string): string {
  return splitCode(text.replaceAll(/\s+/g, ' '))
    .map(({ part, isCode }) => (isCode ? toCode(part) : toProse(part)))
    .join('')
}

export function toCode(text: string): string {
  return `\`${text.replaceAll('`', '’').replaceAll('|', '\\|')}\``
}

/** `documented · source, read 2026-11-20. Its note.`, with a link where there is one. */
export function toSource({ url, section, read, evidence, note }: Source): string {
  const link = isWebUrl(url)
    ? `[${toProse(section ?? 'source')}](${new URL(url).href.replaceAll(')', '%29')})`
    : ''
  const where = [link, read === undefined ? '' : `read ${toProse(read)}`].filter(Boolean).join(', ')
  return [
    [toCode(evidence), where].filter(Boolean).join(' · '),
    note === undefined ? '' : toWords(note),
  ]
    .filter(Boolean)
    .join('. ')
}

/** A table, or nothing without rows. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Paragraphs, the empty ones left out. */
export function toText(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n')
}

function toProse(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|#~]/g, (found) => `\\${found}`)
}
