import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyRate, formatMinorUnits, toMinorUnits } from '../../../mocks/provider.ts'

test.each([
  ['50000.00', 2, 5_000_000],
  [50_000, 2, 5_000_000],
  [0.29, 2, 29],
  [1.1, 2, 110],
  [12_110_000.01, 2, 1_211_000_001],
  ['-0.5', 2, -50],
  ['-0', 2, 0],
  ['007.10', 2, 710],
  ['1.000', 2, 100],
  ['0.00000001', 8, 1],
  ['3', 0, 3],
])('reads %j with %i decimals', (value, digits, minor) => {
  expect(toMinorUnits(value, digits)).toBe(minor)
})

test.each([
  ['more decimals than there are', '1.001', 2],
  ['more decimals in a number', 0.001, 2],
  ['a very small number', 1e-7, 2],
  ['a very large number', 1e21, 2],
  ['what cannot be counted', '90071992547409.93', 2],
  ['an exponent', '1e3', 2],
  ['a comma', '1,50', 2],
  ['blanks', ' 1', 2],
  ['a point alone', '1.', 2],
  ['nothing before the point', '.5', 2],
  ['nothing', '', 2],
  ['no number', Number.NaN, 2],
  ['infinity', Number.POSITIVE_INFINITY, 2],
  ['another type', null, 2],
  ['a list', ['1'], 2],
])('does not read %s', (_, value, digits) => {
  expect(toMinorUnits(value, digits)).toBeUndefined()
})

test('what is written is read back, whatever the amount and its digits', () => {
  const digits = fc.integer({ min: 0, max: 8 })
  fc.assert(
    fc.property(fc.maxSafeInteger(), digits, (minor, count) => {
      expect(toMinorUnits(formatMinorUnits(minor, count), count)).toBe(minor === 0 ? 0 : minor)
    }),
  )
})

test.each([
  [0, 2, '0.00'],
  [-5, 2, '-0.05'],
  [1_234_567, 2, '12345.67'],
  [7, 0, '7'],
])('writes %i with %i decimals', (minor, digits, text) => {
  expect(formatMinorUnits(minor, digits)).toBe(text)
})

test.each([
  [5_000_000, '0.0479', 239_500],
  [12_000_000, '0.004', 48_000],
  [1, '0.5', 1],
  [-1, '0.5', -1],
  [1, '0.49', 0],
  [100, '1', 100],
  [9_007_199_254_740_991, '0.1', 900_719_925_474_099],
])('takes of %i the share %s', (amount, rate, share) => {
  expect(applyRate(amount, rate)).toBe(share)
})

test('a rate is a decimal', () => {
  expect(() => applyRate(1, '4%')).toThrow('"4%" is not a decimal')
})
