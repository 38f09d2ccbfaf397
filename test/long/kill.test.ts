/** `kill -9` at a hundred points under load; the seeds of the random ones are their numbers. */
import { expect, test } from 'vitest'
import { killAt, type Point } from '../sandbox/engine/kill.kit.ts'

const KINDS = ['before-commit', 'after-commit', 'answer', 'callback'] as const

const points: Point[] = Array.from({ length: 100 }, (_, at) => ({
  at: KINDS[at % KINDS.length]!,
  // Spread over the first few hundred, never twice the same.
  count: 5 + ((at * 37) % 101) * (at % KINDS.length === 3 ? 1 : 3),
}))

test.each(points)('kill -9 loses nothing that was answered ($at $count)', async (point) => {
  const found = await killAt(point)
  expect(found).toMatchObject({ lost: [], tokensLost: 0, approvalsLost: [] })
  expect(found.mostTold).toBeLessThanOrEqual(2)
})
