/**
 * The rule of recordings: what the spec does not know as harmless is masked. A text becomes a
 * placeholder of its shape, a number one of the numbers that stand for others.
 */
import { isPlainSegment } from '../../../base/plain-path.ts'
import type { JsonObject } from '../../../dialect/pointer.ts'
import { createSchemas } from '../../../dialect/schemas.ts'
import type { Spec } from '../../../dialect/types.ts'
import { wordsOf } from '../../../sandbox/report/spec-words.ts'
import type { PlaceholderBook } from '../placeholder-book.ts'
import { isPlaceholder } from '../placeholders.ts'
import { isHarmless } from './harmless.ts'
import { placesOf } from './places.ts'
import type { Rewrite, Spot } from './spot.ts'
import { type Bounds, toTextShape } from './text-shape.ts'

export interface Mask {
  /** What stands in place of a value; undefined when it may stay. */
  value: Rewrite
  /** What stands in place of a key that no schema declares and that looks like a value. */
  key(name: string): string | undefined
  /** What stands in place of a segment of a path that the spec does not know. */
  segment(text: string): string | undefined
}

/** Longer texts are no sentence of an error. */
const MAX_SENTENCE = 400

/** The rule for one recording. */
export function createMask(spec: Spec, book: PlaceholderBook): Mask {
  const prefixes = listPrefixes(spec)
  const plain: Bounds = { isMisfit: false, prefixes }
  const hide = (text: string, bounds = plain) => String(book.mask(text, toTextShape(text, bounds)))
  const isDone = (text: string) =>
    isPlaceholder(text.replace(/^(Bearer|Basic|Token) (?=<token:)/i, '')) && book.owns(text)
  const value: Rewrite = (found, spot) => {
    if (typeof found === 'string' && isDone(found)) return undefined
    if (typeof found === 'number' && book.owns(found)) return undefined
    if (isHarmless(spec, found, spot)) return undefined
    if (typeof found !== 'string') return book.mask(found, '')
    const sentence = spot.side === 'response' ? fillTemplate(found) : undefined
    return sentence ?? hide(found, { ...toBounds(spec, found, spot), prefixes })
  }
  const fillTemplate = (text: string): string | undefined => {
    if (text.length > MAX_SENTENCE) return undefined
    for (const { pattern, parts } of wordsOf(spec).templates) {
      const filled = pattern.exec(text)?.slice(1)
      if (filled) return parts.map((part, at) => part + hidePart(filled[at] ?? '')).join('')
    }
    return undefined
  }
  /** What was filled into a sentence: names of fields and small numbers are the provider's own. */
  const hidePart = (text: string): string => {
    const { names, fixed } = wordsOf(spec)
    const isOwn = names.has(text) || fixed.has(text) || /^-?\d{0,3}(\.\d+)?$/.test(text)
    return isOwn || isDone(text) || !/[\p{L}\p{N}]/u.test(text) ? text : hide(text)
  }
  return {
    value,
    key: (name) =>
      wordsOf(spec).names.has(name) || isPlainName(name) || isDone(name) ? undefined : hide(name),
    segment: (text) => (isPlainSegment(text) || isDone(text) ? undefined : hide(text)),
  }
}

const NAME = /^[_$@]?[A-Za-z]+(?:[_.-][A-Za-z]+)*\d{0,2}(?:\[\d*\])?$/

/** As `r2p_rail`: one digit within a short word. */
const SHORT = /^[a-z]{1,3}\d[a-z]{1,3}(?:_[a-z]{1,20}){0,4}$/

/** What people call fields: words, and a small number behind them. */
function isPlainName(name: string): boolean {
  return name.length <= 40 && (NAME.test(name) || SHORT.test(name))
}

function toBounds(spec: Spec, value: string, { schemas }: Spot): Bounds {
  const nodes = placesOf(spec).nodes(schemas)
  const texts = nodes.filter(({ type }) => type === undefined || [type].flat().includes('string'))
  const compiled = createSchemas(spec.name, spec.file, spec.document)
  const isMisfit = schemas.length > 0 && !schemas.some((pointer) => compiled.at(pointer)(value))
  const limits = (word: 'minLength' | 'maxLength') =>
    texts.map((node) => (node as JsonObject)[word]).filter((limit) => typeof limit === 'number')
  const [least, most] = [limits('minLength'), limits('maxLength')]
  return {
    isMisfit,
    minLength: least.length === 0 ? undefined : Math.max(...least),
    maxLength: most.length === 0 ? undefined : Math.min(...most),
  }
}

const prefixes = new WeakMap<Spec, string[]>()

/** What the provider writes before ids that it makes, longest first. */
function listPrefixes(spec: Spec): string[] {
  const known = prefixes.get(spec)
  if (known) return known
  const found = new Set<string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      const prefix = key === 'x-generate' ? (child as { prefix?: unknown }).prefix : undefined
      if (typeof prefix === 'string' && /^[a-z]{2,8}[_-]$/i.test(prefix)) found.add(prefix)
      const [, written] = key === 'pattern' ? (/^\^([a-z]{2,8}[_-])/.exec(String(child)) ?? []) : []
      if (written !== undefined) found.add(written)
      visit(child)
    }
  }
  visit(spec.document.components)
  visit(spec.document.paths)
  const list = [...found].sort((a, b) => b.length - a.length)
  prefixes.set(spec, list)
  return list
}
