import { expect, test } from 'vitest'
import { createReceiver } from '../../core/webhooks/receiver.ts'
import { create, killAt, type Point, type Running, refresh, start } from './kill.kit.ts'
import { KEEPERS } from './kill.places.ts'

const points: Point[] = [
  { at: 'before-commit', count: 40 },
  { at: 'after-commit', count: 60 },
  { at: 'answer', count: 50 },
  { at: 'callback', count: 10 },
]

const cases = KEEPERS.flatMap((keeper) => points.map((point) => ({ ...keeper, ...point })))

test.each(cases)(
  '$keeper: kill -9 loses nothing that was answered ($at $count)',
  async ({ makePlace, ...point }) => {
    const found = await killAt(point, await makePlace())
    expect(found).toMatchObject({ lost: [], tokensLost: 0, approvalsLost: [], unbalanced: [] })
    expect(found.answered.length).toBeGreaterThan(0)
    // One that was under way is sent again, under the same id.
    expect(found.mostTold).toBeLessThanOrEqual(2)
  },
)

test.each(KEEPERS)(
  '$keeper: a clock that was being advanced stands, after kill -9, where what was played last was due',
  async ({ makePlace }) => {
    const where = [...(await makePlace()), '--freeze', '--at', '2026-04-06T15:00:00Z']
    let first: Running | undefined
    await using receiver = await createReceiver(() => first?.kill())
    first = await start(where)
    await create(first, await refresh(first), receiver.url)
    await fetch(`${first.health.control}/_ensayo/clock/advance`, {
      method: 'POST',
      body: JSON.stringify({ by: 'P30D' }),
    }).catch(() => {})
    await first.ended
    expect(receiver.received).toHaveLength(1)

    const second = await start(where)
    const answer = await fetch(`${second.health.control}/_ensayo/clock`)
    const { now } = (await answer.json()) as { now: number }
    second.kill()
    await second.ended
    // The link expires after seven days, and its merchant is told of it.
    expect(now).toBeGreaterThanOrEqual(Date.parse('2026-04-13T00:00:00Z'))
  },
)
