/** Which placeholder stands for which value, throughout one recording. */
import type { Scalar } from './json-text.ts'
import type { PlaceholderKind } from './placeholder-kinds.ts'
import { hasPlaceholder, PLACEHOLDERS, toNumberPlaceholder, toShape } from './placeholders.ts'

export interface PlaceholderBook {
  /** The placeholder of a value, made when it is new; a number for a number. `detail` stands within: `<id:payment:1>`. */
  take(kind: PlaceholderKind, value: Scalar, detail?: string): string | number
  /** The placeholder of a masked text or number: the same count for the same value, the shape as its place wants it. */
  mask(value: Scalar, shape: string): string | number
  /** The placeholder of a value that was met before. */
  find(value: Scalar): string | number | undefined
  /** The same for what may stand among other words: a name of one word may be any word. */
  findWord(value: Scalar): string | number | undefined
  /** Names of several words that were met. */
  phrases(): readonly string[]
  /** Whether a value, or all that looks like a placeholder in a text, was made by this book. */
  owns(value: Scalar): boolean
}

interface Entry {
  text: string
  number: number
  isWord: boolean
}

/** What is called by words that mean something else elsewhere. */
const SPOKEN: readonly PlaceholderKind[] = ['name', 'address']

/** Starts a recording's book. */
export function createBook(): PlaceholderBook {
  const known = new Map<string, Entry>()
  const masked = new Map<string, number>()
  const counts = new Map<PlaceholderKind, number>()
  const phrases: string[] = []
  const made = new Set<Scalar>()
  const count = (kind: PlaceholderKind): number => {
    const nth = (counts.get(kind) ?? 0) + 1
    counts.set(kind, nth)
    return nth
  }
  const add = (kind: PlaceholderKind, value: string, family: string): Entry => {
    const isSpoken = SPOKEN.includes(kind)
    const nth = count(kind)
    // Of both forms kind and count say which value it is.
    const entry = {
      text: `<${family}:${nth}>`,
      number: toNumberPlaceholder(kind, nth),
      isWord: !isSpoken,
    }
    known.set(value, entry)
    made.add(entry.text).add(entry.number)
    if (isSpoken && value.includes(' ') && value.length > 7) phrases.push(value)
    return entry
  }
  const show = (entry: Entry, value: Scalar) =>
    typeof value === 'string' ? entry.text : entry.number
  const find = (value: Scalar) => {
    const entry = known.get(String(value))
    return entry && show(entry, value)
  }
  const owns = (value: Scalar): boolean =>
    typeof value === 'string'
      ? [...value.matchAll(PLACEHOLDERS)].every(([placeholder]) => made.has(placeholder))
      : made.has(value)
  return {
    find,
    findWord: (value) => (known.get(String(value))?.isWord ? find(value) : undefined),
    phrases: () => phrases,
    owns,
    mask: (value, shape) => {
      const nth = masked.get(String(value)) ?? count('text')
      masked.set(String(value), nth)
      const placeholder =
        typeof value === 'string' ? `<text:${shape}:${nth}>` : toNumberPlaceholder('text', nth)
      made.add(placeholder)
      return placeholder
    },
    take: (kind, value, detail) => {
      if (typeof value !== 'bigint' && hasPlaceholder(value) && owns(value)) return value
      const within = detail ?? toShape(kind, value)
      const family = within === undefined ? kind : `${kind}:${within}`
      return find(value) ?? show(add(kind, String(value), family), value)
    },
  }
}
