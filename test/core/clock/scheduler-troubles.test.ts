import { expect, test } from 'vitest'
import { createScheduler } from '#clock/scheduler'
import { createClock } from '#clock/virtual'
import { createFakeTime } from './fake-time.ts'
import { createBench, letRun } from './scheduler.setup.ts'

test('reports what a run throws and goes on with the rest', async () => {
  const { scheduler, add, addAndWake, played, errors, real } = createBench()
  const fail = () => {
    throw new Error('broken reaction')
  }
  add('a', 10, 'broken', fail)
  add('a', 20, 'whole')
  await scheduler.advance('a', 20)
  expect(errors).toEqual([new Error('broken reaction')])

  addAndWake('a', 30, 'broken too', fail)
  addAndWake('a', 40, 'whole too')
  real.pass(20)
  await letRun()
  expect(played.map((each) => each.split(' at ')[0])).toEqual([
    'a broken',
    'a whole',
    'a broken too',
    'a whole too',
  ])
  expect(errors).toHaveLength(2)
})

test('stops at what is due again each time it is played, and tries again after a second', async () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 0, rate: 0 })
  const errors: unknown[] = []
  let runs = 0
  const scheduler = createScheduler({
    real,
    clockOf: () => clock,
    onError: (error) => errors.push(error),
    nextDueAt: () => 5,
    runDue: async () => ({ timers: ++runs, deliveries: 0 }),
  })
  await expect(scheduler.advance('a', 10)).rejects.toThrow(
    'a: after 10000 rounds something is still due at 5.',
  )
  expect([runs, clock.now(), errors.length]).toEqual([10_000, 5, 0])

  scheduler.wake('a')
  scheduler.wake('a', 5)
  await letRun()
  expect(runs).toBe(10_000)
  real.pass(1_000)
  await scheduler.settle()
  expect([runs, errors.length]).toEqual([20_000, 1])
})

test('does not hold other accounts up while one is stuck', async () => {
  const { scheduler, add, addAndWake, played, errors } = createBench({ rate: 0 })
  const again = () => {
    add('a', 0, 'again')
    throw new Error('broken')
  }
  for (let n = 0; n < 10; n++) add('a', 0, 'broken', again)
  scheduler.wake('a')
  addAndWake('b', 0, 'fine')
  await scheduler.settle()
  expect(played).toContain('b fine at 0')
  expect(errors).toHaveLength(11)
})

test('reports a look-up that fails, and tries again', async () => {
  const real = createFakeTime()
  const clock = createClock({ real })
  const errors: unknown[] = []
  let isDown = true
  const scheduler = createScheduler({
    real,
    clockOf: () => clock,
    onError: (error) => errors.push(error),
    nextDueAt() {
      if (isDown) throw new Error('store down')
      return undefined
    },
    runDue: async () => ({ timers: 0, deliveries: 0 }),
  })
  scheduler.wake('a')
  await letRun()
  await expect(scheduler.advance('a', 5)).rejects.toThrow('store down')
  expect([errors.length, real.pending()]).toEqual([1, [1_000]])
  isDown = false
  expect(await scheduler.advance('a', 5)).toEqual({ timers: 0, deliveries: 0 })
  expect(real.pending()).toEqual([])
})

test('leaves an account alone for a second after ten failures in a row, then tries again', async () => {
  const real = createFakeTime()
  const clock = createClock({ real })
  const errors: Error[] = []
  let isBroken = true
  let dueAt: number | undefined = real.now()
  const scheduler = createScheduler({
    real,
    clockOf: () => clock,
    onError: (error) => errors.push(error as Error),
    nextDueAt: () => dueAt,
    async runDue() {
      if (isBroken) throw new Error('no disk')
      dueAt = undefined
      return { timers: 1, deliveries: 0 }
    },
  })
  scheduler.wake('a')
  await scheduler.settle()
  expect(errors).toHaveLength(11)
  expect(errors.at(-1)?.message).toContain('failed 10 times in a row: no disk')
  scheduler.wake('a')
  await letRun()
  expect(errors).toHaveLength(11)

  isBroken = false
  expect(real.pending()).toEqual([1_000])
  real.pass(1_000)
  await scheduler.settle()
  expect([dueAt, errors.length, real.pending().length]).toEqual([undefined, 11, 0])
})
