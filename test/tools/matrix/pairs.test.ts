import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { coverOne, coverPairs, narrow } from '#matrix/pairs'
import type { Alternative } from '#matrix/plan'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 })

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

test('sixty quirks need few rows, and always the same', () => {
  const all = toAlternatives(Array.from({ length: 60 }, (_, index) => 1 + (index % 2)))
  const rows = coverPairs(all)
  expect(rows.length).toBeLessThan(40)
  expect(coverPairs(all)).toEqual(rows)
})

test('one variant meets each of the others once, but none of its own quirk', () => {
  const [one, ...others] = toAlternatives([2, 3, 1])
  const rows = coverOne(one!, others)
  expect(rows.map((row) => row.length)).toEqual([3, 2, 2])
  expect(rows.every((row) => row[0] === one)).toBe(true)
  expect(new Set(rows.flat())).toEqual(new Set([one, ...others.slice(1)]))
  expect(coverOne(one!, others.slice(0, 1))).toEqual([])
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
