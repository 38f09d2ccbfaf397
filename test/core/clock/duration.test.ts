import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '#base/duration'

test.each([
  ['PT6S', 6_000],
  ['PT0S', 0],
  ['PT0.5S', 500],
  ['PT1,25S', 1_250],
  ['PT6M', 360_000],
  ['PT1H', 3_600_000],
  ['P1D', 86_400_000],
  ['P2W', 1_209_600_000],
  ['P1DT2H3M4.005S', 93_784_005],
  ['PT90M', 5_400_000],
])('reads %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  '6S',
  'PT6',
  'P1Y',
  'P1M',
  'P1W2D',
  '-PT1S',
  'pt1s',
  'PT1.5M',
  'PT.5S',
  ' PT1S',
  'PT1S\n',
  `P${'9'.repeat(30)}D`,
])('does not take %j for a duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

test.each([
  [0, 'PT0S'],
  [500, 'PT0.5S'],
  [6_000, 'PT6S'],
  [60_000, 'PT1M'],
  [90_500, 'PT1M30.5S'],
  [86_400_000, 'P1D'],
  [93_784_005, 'P1DT2H3M4.005S'],
])('writes %i ms', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('reads back what it writes', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e13 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms)
    }),
  )
})
