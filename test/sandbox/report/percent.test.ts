/** Shares as people read them: nothing that was seen reads 0, and nothing short of all reads 100. */
import { expect, test } from 'vitest'
import { toPercent, toShare } from '#report/words'

test.each([
  [0, 318, '0'],
  [1, 318, '0.3'],
  [1, 10_000, '0.1'],
  [1, 100, '1'],
  [12, 81, '14'],
  [317, 318, '99'],
  [9_999, 10_000, '99'],
  [318, 318, '100'],
  [0, 0, '0'],
])('%i of %i is %s %%', (seen, all, text) => {
  expect(toPercent({ seen, all })).toBe(text)
})

test('a share says both figures', () => {
  expect(toShare({ seen: 1, all: 318 })).toBe('1 of 318 (0.3 %)')
  expect(toShare({ seen: 0, all: 0 })).toBe('0 of 0')
})
