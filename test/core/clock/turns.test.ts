import { expect, test } from 'vitest'
import { createTurns } from '../../../mocks/core/clock/turns.ts'

test('steps back once in so many steps, and starts to count anew', () => {
  const back: number[] = []
  const turns = createTurns({
    steps: 3,
    next: async () => {
      back.push(back.length)
    },
  })
  const paused = [1, 1, 1, 1, 2, 1].map((count) => turns.step(count) !== undefined)
  expect(paused).toEqual([false, false, true, false, true, false])
  expect(back).toHaveLength(2)
})
