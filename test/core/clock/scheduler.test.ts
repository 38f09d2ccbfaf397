import { expect, test } from 'vitest'
import { EnsayoError } from '#base/errors'
import { createBench, letRun } from './scheduler.setup.ts'

test('advances from instant to instant and ends at the target', async () => {
  const { scheduler, add, played, clockOf } = createBench({ rate: 0 })
  add('a', 300, 'late')
  add('a', 100, 'early')
  add('a', 301, 'after')

  expect(await scheduler.advance('a', 300)).toEqual({ timers: 2, deliveries: 0 })
  expect(played).toEqual(['a early at 100', 'a late at 300'])
  expect(clockOf('a').now()).toBe(300)
  expect(clockOf('b').now()).toBe(0)

  expect(await scheduler.advance('a', 1)).toEqual({ timers: 1, deliveries: 0 })
  expect(await scheduler.advance('a', 0)).toEqual({ timers: 0, deliveries: 0 })
})

test('plays what comes due on the way, in its place', async () => {
  const { scheduler, add, played } = createBench({ rate: 0 })
  add('a', 100, 'first', () => add('a', 150, 'caused'))
  add('a', 200, 'second', () => add('a', 260, 'too late'))
  await scheduler.advance('a', 250)
  expect(played).toEqual(['a first at 100', 'a caused at 150', 'a second at 200'])
})

test('plays what is overdue without moving the clock back', async () => {
  const { scheduler, add, played, clockOf } = createBench({ rate: 0 })
  clockOf('a').set(500)
  add('a', 100, 'overdue')
  await scheduler.advance('a', 10)
  expect(played).toEqual(['a overdue at 500'])
  expect(clockOf('a').now()).toBe(510)
})

test('runs one thing at a time for an account, and accounts side by side', async () => {
  const { scheduler, add, played } = createBench({ rate: 0 })
  const gate = Promise.withResolvers<void>()
  add('a', 10, 'held', () => gate.promise)
  add('a', 20, 'next')
  add('b', 10, 'other')
  const both = [scheduler.advance('a', 10), scheduler.advance('a', 10)]
  await scheduler.advance('b', 10)
  expect(played).toEqual(['a held at 10', 'b other at 10'])

  gate.resolve()
  await Promise.all(both)
  expect(played.at(-1)).toBe('a next at 20')
})

test('refuses to advance backwards or by what is not a number', async () => {
  const { scheduler } = createBench()
  for (const byMs of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(scheduler.advance('a', byMs)).rejects.toThrow(EnsayoError)
  }
})

test('plays by itself when a running clock gets there', async () => {
  const { scheduler, addAndWake, played, real } = createBench({ rate: 60 })
  addAndWake('a', 60_000, 'timer')
  expect(real.pending()).toEqual([1_000])
  real.pass(999)
  await letRun()
  expect(played).toEqual([])
  real.pass(1)
  await letRun()
  expect(played).toEqual(['a timer at 60000'])
  expect(real.pending()).toEqual([])
  scheduler.stop()
})

test('arms for the next instant after it has played one', async () => {
  const { addAndWake, add, played, real } = createBench()
  add('a', 300, 'second')
  addAndWake('a', 100, 'first')
  real.pass(100)
  await letRun()
  expect(real.pending()).toEqual([200])
  real.pass(200)
  await letRun()
  expect(played).toEqual(['a first at 100', 'a second at 300'])
})

test('looks nothing up and arms nothing new when something earlier is awaited', async () => {
  const { scheduler, addAndWake, looks, real } = createBench()
  addAndWake('a', 100, 'first')
  for (let n = 0; n < 1_000; n++) scheduler.wake('a', 100 + n)
  await letRun()
  expect([looks.count, real.timersSet]).toEqual([0, 1])

  addAndWake('a', 40, 'sooner')
  expect(real.pending()).toEqual([40])
})

test('makes one look of many wakes', async () => {
  const { scheduler, add, looks, played } = createBench()
  add('a', 0, 'due')
  for (let n = 0; n < 1_000; n++) scheduler.wake('a')
  await letRun()
  expect(played).toEqual(['a due at 0'])
  expect(looks.count).toBe(2)
})

test('looks once more for a wake that came during a look', async () => {
  const { scheduler, addAndWake, looks, played } = createBench({ rate: 0 })
  looks.meanwhile = () => addAndWake('a', 0, 'meanwhile')
  scheduler.wake('a')
  await letRun()
  expect(played).toEqual(['a meanwhile at 0'])
})

test('arms nothing for a frozen clock, but plays what is due on wake', async () => {
  const { scheduler, addAndWake, played, real, clockOf } = createBench({ rate: 0 })
  addAndWake('a', 100, 'later')
  scheduler.wake('a')
  await letRun()
  expect([real.timersSet, played.length]).toEqual([0, 0])

  clockOf('a').set(100)
  scheduler.wake('a')
  await letRun()
  expect(played).toEqual(['a later at 100'])
})

test('arms anew when it is woken after a change of the clock', async () => {
  const { scheduler, addAndWake, real, clockOf } = createBench()
  addAndWake('a', 1_000, 'timer')
  clockOf('a').run(10)
  scheduler.wake('a')
  await letRun()
  expect(real.pending()).toEqual([100])

  clockOf('a').freeze()
  scheduler.wake('a')
  await letRun()
  expect(real.pending()).toEqual([])
})

test('misses nothing that is added at the very end of an advance', async () => {
  const { scheduler, addAndWake, looks, played } = createBench({ rate: 0 })
  looks.meanwhile = () => addAndWake('a', 20, 'in the future until the clock jumps')
  await scheduler.advance('a', 30)
  await letRun()
  expect(played).toEqual(['a in the future until the clock jumps at 30'])
})

test('caps a real timer at what a timer can hold, and goes on from there', async () => {
  const { addAndWake, played, real } = createBench()
  const max = 2 ** 31 - 1
  addAndWake('a', max + 500, 'far')
  expect(real.pending()).toEqual([max])
  real.pass(max)
  await letRun()
  expect([real.pending(), played]).toEqual([[500], []])
  real.pass(500)
  await letRun()
  expect(played).toHaveLength(1)
})

test('settles what is due, and what that causes, of one account or all', async () => {
  const { scheduler, add, addAndWake, played } = createBench()
  addAndWake('a', 0, 'cause', async () => {
    await letRun()
    add('a', 0, 'effect')
  })
  addAndWake('b', 0, 'other', letRun)
  await scheduler.settle()
  expect(played.toSorted()).toEqual(['a cause at 0', 'a effect at 0', 'b other at 0'])

  add('c', 0, 'unannounced')
  await scheduler.settle('c')
  expect(played.at(-1)).toBe('c unannounced at 0')
})

test('settles although time goes on while it plays', async () => {
  const { scheduler, addAndWake, add, played, real } = createBench()
  addAndWake('a', 0, 'slow', () => {
    real.pass(50)
    add('a', 30, 'came due meanwhile')
  })
  await scheduler.settle('a')
  expect(played).toEqual(['a slow at 0', 'a came due meanwhile at 50'])
})

test('cancels everything when it stops', async () => {
  const { scheduler, addAndWake, played, real } = createBench()
  addAndWake('a', 100, 'timer')
  scheduler.stop()
  expect(real.pending()).toEqual([])
  addAndWake('a', 0, 'late')
  scheduler.wake('a')
  await scheduler.settle()
  expect([played, real.pending()]).toEqual([[], []])
})

test('forgets an account', async () => {
  const { scheduler, addAndWake, real, rowsOf } = createBench()
  addAndWake('a', 100, 'timer')
  rowsOf('a').length = 0
  scheduler.forget('a')
  scheduler.forget('b')
  expect(real.pending()).toEqual([])
})
