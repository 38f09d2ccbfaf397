import { expect, test } from 'vitest'
import { countPairs, planPairs } from '#matrix/pair-rows'
import type { Alternative } from '#matrix/plan'
import { createTrace } from '#matrix/trace'

const alternative = (quirk: string) => ({ quirk, variant: 'other' }) as Alternative

/** A run of these quirks' other variants that met those quirks. */
function run(quirks: string, met: string) {
  const trace = createTrace()
  for (const quirk of met) trace.met.set(quirk, 'acted')
  return { variants: [...quirks].map(alternative), trace }
}

const rowsOf = (rows: Alternative[][]) =>
  rows.map((row) =>
    row
      .map(({ quirk }) => quirk)
      .sort()
      .join(''),
  )

test('a variant that keeps the command from others meets them in rows of its own', () => {
  const passed = [run('a', 'abcx'), run('b', 'abcx'), run('c', 'abcx'), run('x', 'ax')]
  const rows = rowsOf(planPairs(passed, run('', 'abcx')))
  expect(rows.filter((row) => row.includes('x'))).toEqual(['abcx'])
  for (const [one, other] of ['ab', 'ac', 'bc'])
    expect(
      rows.some((row) => !row.includes('x') && row.includes(one!) && row.includes(other!)),
    ).toBe(true)
})

test('counts the pairs that were met together, of all there are', () => {
  const passed = [run('a', 'abc'), run('b', 'abc'), run('c', 'abc')]
  expect(countPairs(passed, [run('abc', 'ab')])).toEqual({ all: 3, met: 1 })
  expect(countPairs(passed, [run('abc', 'ab'), run('bc', 'bc')])).toEqual({ all: 3, met: 2 })
})

test('a variant that leaves no trace alone counts as met in its rows', () => {
  const passed = [run('a', 'a'), run('s', 'a')]
  expect(countPairs(passed, [run('as', 'a')])).toEqual({ all: 1, met: 1 })
})
