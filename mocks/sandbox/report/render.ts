/** A report in the format somebody asked for. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { renderHtml } from './html.ts'
import { renderMarkdown } from './markdown.ts'
import { type Look, renderText } from './text.ts'
import type { Report } from './types.ts'

const FORMATS = ['text', 'json', 'markdown', 'html'] as const

export type Format = (typeof FORMATS)[number]

export const MEDIA_TYPES: Record<Format, string> = {
  text: 'text/plain; charset=utf-8',
  json: 'application/json',
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

/** Throws `OPTION_INVALID` on a format that there is not. */
export function toFormat(text: string): Format {
  // A terminal shows text.
  const name = text === 'terminal' ? 'text' : text
  const known = FORMATS.find((format) => format === name)
  if (known !== undefined) return known
  const names = FORMATS.map((format) => (format === 'text' ? 'terminal' : format))
  const cure = didYouMean(text, names) || ` There are: ${names.join(', ')}.`
  throw new EnsayoError('OPTION_INVALID', `No format "${text}".${cure}`)
}

export async function render(report: Report, format: Format, look?: Look): Promise<string> {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`
  if (format === 'markdown') return renderMarkdown(report)
  return format === 'html' ? renderHtml(report) : renderText(report, look)
}
