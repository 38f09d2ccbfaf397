/** Amounts are decimals, digit by digit. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { share, toScaled } from '../../../mocks/provider.ts'
import { toAmount, toDecimal, toMinor } from '../../../mocks/providers/cobru/decimal.ts'
import { createCobru, toCreateBody } from './kit.ts'

test('every amount of centavos is read and written without loss, as text and as a number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), (minor) => {
      expect(toMinor(toDecimal(minor))).toBe(minor)
      expect(toMinor(toAmount(minor))).toBe(minor)
    }),
  )
})

test.each([
  [1.005, 101],
  ['1.005', 101],
  [1.0049999, 100],
  [-1.005, -101],
  ['0.125', 13],
  [1e-7, 0],
  ['1e3', 100_000],
  ['.5', 50],
  [4.35, 435],
])('%s is %i hundredths, rounded half up', (amount, minor) => {
  expect(toMinor(amount)).toBe(minor)
})

test.each(['', 'mucho', '1,5', 'NaN', '1.2.3'])('"%s" is not a decimal', (text) => {
  expect(() => toScaled(text, 2)).toThrow('is not a decimal')
})

test('a share is rounded half up, whatever its sign', () => {
  expect(share(150, 1, 100)).toBe(2)
  expect(share(-150, 1, 100)).toBe(-2)
  expect(share(149, 1, 100)).toBe(1)
})

test.each([
  ['1.005', 400],
  [1.005, 201],
])(
  'an amount of %j with more digits than Cobru knows is refused as text, rounded half up as a number',
  async (amount, status) => {
    await using cobru = await createCobru()
    const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, { amount }))
    expect(answer.status).toBe(status)
    if (status === 201) expect(answer.body.amount).toBe('1.01')
  },
)
