import { expect, test } from 'vitest'
import { killAt, type Point } from './kill.kit.ts'

const points: Point[] = [
  { at: 'before-commit', count: 40 },
  { at: 'after-commit', count: 60 },
  { at: 'answer', count: 50 },
  { at: 'callback', count: 10 },
]

test.each(points)('kill -9 loses nothing that was answered ($at $count)', async (point) => {
  const found = await killAt(point)
  expect(found).toMatchObject({ lost: [], tokensLost: 0, approvalsLost: [] })
  expect(found.answered.length).toBeGreaterThan(0)
  // One that was under way is sent again, under the same id.
  expect(found.mostTold).toBeLessThanOrEqual(2)
})
