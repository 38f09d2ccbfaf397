import { expect, test } from 'vitest'
import { formatRemaining } from '#pages/remaining'

test.each([
  [-1, '0:00'],
  [0, '0:00'],
  [1, '0:01'],
  [59_999, '1:00'],
  [360_000, '6:00'],
  [3_600_000, '1:00:00'],
  [86_399_000, '23:59:59'],
  [86_400_000, '1 d 0:00:00'],
])('shows %i ms left as %s', (leftMs, text) => {
  expect(formatRemaining(leftMs)).toBe(text)
})
