/** What a program printed, for a file: without the values that it exchanged with the sandbox. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Specs } from '../../sandbox/report/find-specs.ts'
import { fromJournal } from './from-journal.ts'
import { createMask } from './mask/mask.ts'
import type { Rewrite } from './mask/spot.ts'
import { walkExchange } from './mask/walk-exchange.ts'
import { createBook } from './placeholder-book.ts'

/** Shorter values are found everywhere by chance. */
const LEAST = 6

/** Each value that a recording of these exchanges would mask, longest first. */
export function listValues(entries: readonly JournalEntry[], specs: Specs): string[] {
  const values = new Set<string>()
  for (const entry of entries) {
    const spec = specs.get(entry.provider)?.spec
    if (spec !== undefined) collect(entry, spec, values)
  }
  return [...values].sort((a, b) => b.length - a.length)
}

/** The text with `…` for each of them. */
export function hideValues(text: string, values: readonly string[]): string {
  return values.reduce((shown, value) => shown.replaceAll(value, '…'), text)
}

function collect(entry: JournalEntry, spec: Spec, values: Set<string>): void {
  const mask = createMask(spec, createBook())
  const note = (found: string, masked: string | undefined) => {
    if (masked !== undefined) for (const part of toParts(found)) values.add(part)
    return masked
  }
  const value: Rewrite = (found, spot) => {
    const masked = mask.value(found, spot)
    if (masked !== undefined) note(String(found), String(masked))
    return masked
  }
  const { body, headers } = entry.request
  // Its parts are of any type; a recording seals it as a whole.
  if (/^multipart\//i.test(headers['content-type'] ?? '')) {
    for (const line of body.split(/[\r\n"]+/)) note(line, '')
  }
  walkExchange(spec, fromJournal(entry), {
    request: value,
    response: value,
    key: (name) => note(name, mask.key(name)),
    segment: (name) => note(name, mask.segment(name)),
  })
}

/** Itself and the words of it, for a program prints the token without `Bearer`; each as others may write it. */
function toParts(text: string): string[] {
  const plain = toPlain(text)
  const words = [text, plain, ...plain.split(/[\s,;=&"]+/)]
  const spellings = words.flatMap((word) => [
    word,
    JSON.stringify(word).slice(1, -1),
    encodeURIComponent(word),
  ])
  return spellings.filter((part) => part.length >= LEAST)
}

function toPlain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
