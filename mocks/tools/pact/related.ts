/** Quirks that are about the fields in which an answer or a notification differs from a pact. */

import type { Quirk } from '../../dialect/types.ts'
import type { Engine } from '../../sandbox/engine/engine.ts'
import type { ExplainedQuirk } from './explained.ts'
import type { NativeMismatch } from './run-verifier.ts'

/** Of one answer. */
const MOST_RELATED = 3

/** Names of the fields that differ, as `amount` of `$.items[0].amount`, and of those that lack. */
export function toFields(mismatches: readonly NativeMismatch[]): string[] {
  const fields = mismatches.flatMap(({ type, path, mismatch = '' }) => {
    if (!type.startsWith('Body')) return []
    const own = path?.match(/[A-Za-z_][\w-]*/g)?.at(-1)
    const missing = /missing the following keys: (.*)$/.exec(mismatch)?.[1]?.split(', ') ?? []
    return [...(own === undefined ? [] : [own]), ...missing]
  })
  return [...new Set(fields)]
}

/**
 * Of an operation's or a notification's own quirks: those that reshape or accept a field come first, then those whose title or id names one; without
 * those that shaped the answer.
 */
export function findRelated(
  engine: Engine,
  provider: string,
  own: readonly Quirk[],
  { fields, shaping }: { fields: readonly string[]; shaping: ReadonlySet<string> },
): ExplainedQuirk[] {
  const others = own.filter(({ id }) => !shaping.has(id))
  const changing = others.filter((quirk) =>
    toChanged(quirk).some((field) => fields.includes(field)),
  )
  const naming = others.filter((quirk) => !changing.includes(quirk) && isNaming(quirk, fields))
  const active = new Map(
    engine.quirks('default', provider).map((each) => [each.quirk.id, each.active]),
  )
  return [...changing, ...naming]
    .slice(0, MOST_RELATED)
    .map(({ id, title, variants, ...quirk }) => {
      const variant = active.get(id) ?? quirk.defaultVariant
      const source = variants.get(variant)?.source
      return { id, variant, title, evidence: source?.evidence, source: source?.url }
    })
}

/** Last names of the pointers in the quirk's variants. */
function toChanged({ variants }: Quirk): string[] {
  return [...variants.values()]
    .filter(({ kind }) => kind === 'reshape' || kind === 'accept')
    .flatMap(({ setting }) => toTexts(setting))
    .filter((text) => text.startsWith('/'))
    .flatMap((pointer) => pointer.split('/').at(-1) ?? [])
}

function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(toTexts) : []
}

function isNaming({ id, title }: Quirk, fields: readonly string[]): boolean {
  const text = `${id.split('.').slice(1).join(' ')} ${title}`.toLowerCase()
  const words = new Set(text.match(/[\w-]+/g))
  return fields.some((field) => words.has(field.toLowerCase()))
}
