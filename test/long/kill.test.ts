/** `kill -9` at a hundred points under load for each keeper; the seeds of the random ones are their numbers. */
import { expect, test } from 'vitest'
import { killAt, type Point } from '../sandbox/engine/kill.kit.ts'
import { KEEPERS } from '../sandbox/engine/kill.places.ts'

const KINDS = ['before-commit', 'after-commit', 'answer', 'callback'] as const

const points: Point[] = Array.from({ length: 100 }, (_, at) => ({
  at: KINDS[at % KINDS.length]!,
  // Spread over the first few hundred, never twice the same.
  count: 5 + ((at * 37) % 101) * (at % KINDS.length === 3 ? 1 : 3),
}))

const cases = KEEPERS.flatMap((keeper) => points.map((point) => ({ ...keeper, ...point })))

test.each(cases)(
  '$keeper: kill -9 loses nothing that was answered ($at $count)',
  async ({ makePlace, ...point }) => {
    const found = await killAt(point, await makePlace())
    expect(found).toMatchObject({ lost: [], tokensLost: 0, approvalsLost: [], unbalanced: [] })
    expect(found.mostTold).toBeLessThanOrEqual(2)
  },
)
