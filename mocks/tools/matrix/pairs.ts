/** Pairs of variants in few runs: a covering array, and the search for the pair that breaks. */
import { createRequire } from 'node:module'
import type { Alternative } from './plan.ts'

// A CommonJS bundle in which `import` finds no names.
const { criteria, make } = createRequire(import.meta.url)(
  'covertable',
) as typeof import('covertable')

/**
 * Rows in which every two variants of different quirks meet at least once, the base's own included.
 * A row lists what differs from the base. The same alternatives give the same rows.
 */
export function coverPairs(alternatives: readonly Alternative[]): Alternative[][] {
  const levels = [...Map.groupBy(alternatives, ({ quirk }) => quirk).values()]
  if (levels.length < 2) return []
  // The first level of a factor is its variant in the base.
  const factors: (Alternative | undefined)[][] = levels.map((each) => [undefined, ...each])
  const rows = make(
    factors.map((each) => each.map((_, at) => at)),
    // Two rows more than `greedy` for ninety factors, in a fiftieth of its time.
    { criterion: criteria.simple },
  ) as number[][]
  return rows
    .map((row) => row.flatMap((level, factor) => factors[factor]![level] ?? []))
    .filter((row) => row.length > 1)
}

/** Rows in which one alternative meets each of the others, of another quirk than its own, once. */
export function coverOne(one: Alternative, others: readonly Alternative[]): Alternative[][] {
  const levels = [...Map.groupBy(others, ({ quirk }) => quirk).values()].filter(
    ([first]) => first!.quirk !== one.quirk,
  )
  const height = Math.max(0, ...levels.map((each) => each.length))
  return Array.from({ length: height }, (_, level) => [
    one,
    ...levels.flatMap((each) => each[level] ?? []),
  ])
}

/**
 * The smallest part of a failing row that still fails (delta debugging): nothing of it can be left
 * out. `fails` runs the command; a part that was asked about is not asked about again.
 */
export async function narrow<T>(
  row: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let current = row
  let pieces = 2
  while (current.length > 1) {
    const chunk = Math.ceil(current.length / pieces)
    const rests = toStarts(current.length, chunk).map((at) => current.toSpliced(at, chunk))
    const smaller = await findFirst(rests, fails)
    if (smaller) {
      current = smaller
      pieces = Math.max(2, pieces - 1)
    } else if (chunk === 1) {
      return current
    } else {
      pieces = Math.min(current.length, pieces * 2)
    }
  }
  return current
}

function toStarts(length: number, step: number): number[] {
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step)
}

async function findFirst<T>(
  parts: readonly (readonly T[])[],
  fails: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[] | undefined> {
  for (const part of parts) if (part.length > 0 && (await fails(part))) return part
  return undefined
}
