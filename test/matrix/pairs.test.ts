import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coverPairs, narrow } from '../../mocks/matrix/pairs.ts'
import type { Alternative } from '../../mocks/matrix/plan.ts'

const alternative = (quirk: string, variant: string) => ({ quirk, variant }) as Alternative

/** Quirks with that many variants each, the base's own not counted. */
function toAlternatives(counts: readonly number[]): Alternative[] {
  return counts.flatMap((count, quirk) =>
    Array.from({ length: count }, (_, variant) => alternative(`q${quirk}`, `v${variant}`)),
  )
}

test('every two variants of different quirks meet in some row', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(sizes, (counts) => {
      const all = toAlternatives(counts)
      const rows = coverPairs(all)
      for (const a of all)
        for (const b of all)
          if (a.quirk < b.quirk)
            expect(rows.some((row) => row.includes(a) && row.includes(b))).toBe(true)
      for (const row of rows) expect(new Set(row.map(({ quirk }) => quirk)).size).toBe(row.length)
    }),
    { numRuns: 40 },
  )
})

test('ninety quirks need few rows, and always the same', () => {
  const all = toAlternatives(Array.from({ length: 90 }, (_, index) => 1 + (index % 2)))
  const rows = coverPairs(all)
  expect(rows.length).toBeLessThan(40)
  expect(coverPairs(all)).toEqual(rows)
})

test('one quirk has no pairs', () => {
  expect(coverPairs(toAlternatives([3]))).toEqual([])
})

test('finds the combination that breaks in any row', async () => {
  const cases = fc.integer({ min: 2, max: 40 }).chain((length) =>
    fc.record({
      length: fc.constant(length),
      culprits: fc.uniqueArray(fc.nat(length - 1), {
        minLength: 1,
        maxLength: Math.min(3, length),
      }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(cases, async ({ length, culprits }) => {
      const row = Array.from({ length }, (_, index) => index)
      const fails = async (part: readonly number[]) => culprits.every((each) => part.includes(each))
      expect([...(await narrow(row, fails))].sort()).toEqual([...culprits].sort())
    }),
    { numRuns: 60 },
  )
})
