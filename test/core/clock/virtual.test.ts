import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EnsayoError } from '#base/errors'
import { createClock } from '#clock/virtual'
import { createFakeTime } from './fake-time.ts'

test('shows real time unless told otherwise', () => {
  const real = createFakeTime(5_000)
  const clock = createClock({ real })
  expect(clock.now()).toBe(5_000)
  real.pass(250)
  expect(clock.now()).toBe(5_250)
  expect(clock.rate).toBe(1)
})

test('starts at an instant and runs at a rate', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 100, rate: 60 })
  real.pass(1_000)
  expect(clock.now()).toBe(60_100)
})

test('stands still while frozen and goes on from there', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 100 })
  real.pass(50)
  clock.freeze()
  real.pass(1_000)
  expect([clock.now(), clock.rate]).toEqual([150, 0])
  clock.run(2)
  real.pass(10)
  expect([clock.now(), clock.rate]).toEqual([170, 2])
  clock.run()
  real.pass(10)
  expect([clock.now(), clock.rate]).toEqual([180, 1])
})

test('starts frozen at rate 0', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 100, rate: 0 })
  real.pass(1_000)
  expect(clock.now()).toBe(100)
})

test('is set forwards and backwards, keeping the rate', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 100, rate: 2 })
  for (const instant of [9_000, 10]) {
    clock.set(instant)
    real.pass(5)
    expect([clock.now(), clock.rate]).toEqual([instant + 10, 2])
  }
})

test('shows whole milliseconds', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 0, rate: 0.3 })
  real.pass(9)
  expect(clock.now()).toBe(2)
  real.pass(1)
  expect(clock.now()).toBe(3)
})

test('tells how long until an instant in real milliseconds', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 0, rate: 60 })
  expect(clock.realMsUntil(60_000)).toBe(1_000)
  expect(clock.realMsUntil(60_001)).toBe(1_001)
  expect([clock.realMsUntil(0), clock.realMsUntil(-5)]).toEqual([0, 0])
  clock.freeze()
  expect([clock.realMsUntil(1), clock.realMsUntil(0)]).toEqual([Number.POSITIVE_INFINITY, 0])
})

test('is there after as long as it said, and not sooner', () => {
  const rate = fc.double({ min: 0.01, max: 10_000, noNaN: true })
  const delay = fc.integer({ min: 1, max: 10 ** 9 })
  fc.assert(
    fc.property(rate, delay, (rate, delay) => {
      const real = createFakeTime(1_800_000_000_000)
      const clock = createClock({ real, rate })
      const instant = clock.now() + delay
      let waits = 0
      for (; clock.now() < instant; waits++) real.pass(clock.realMsUntil(instant))

      // Rounding may ask for one look more and be a millisecond out, and no further.
      expect(waits).toBeLessThanOrEqual(2)
      expect(clock.now() - instant).toBeLessThanOrEqual(2 * rate + 1)
      expect(clock.realMsUntil(instant)).toBe(0)
    }),
  )
})

test('follows the wall clock over a sleep of the machine', () => {
  const real = createFakeTime(0)
  const clock = createClock({ real })
  real.putWallClock(8 * 3_600_000)
  expect(clock.now()).toBe(8 * 3_600_000)
})

test('never goes back when the wall clock is put back', () => {
  const real = createFakeTime(10_000)
  const clock = createClock({ real, rate: 2 })
  real.pass(100)
  expect(clock.now()).toBe(10_200)
  real.putWallClock(3_000)
  expect(clock.now()).toBe(10_200)
  real.pass(100)
  expect(clock.now()).toBe(10_400)
})

test('goes on from a saved state', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 100, rate: 3 })
  real.pass(10)
  const state = JSON.parse(JSON.stringify(clock.state()))
  expect(state).toEqual({ now: 130, rate: 3 })

  const other = createClock({ real })
  other.restore(state)
  real.pass(10)
  expect([other.now(), other.rate]).toEqual([160, 3])
})

test('refuses rates and instants that are none', () => {
  const real = createFakeTime()
  const clock = createClock({ real, startAt: 100, rate: 0 })
  for (const rate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => clock.run(rate)).toThrow(EnsayoError)
  }
  for (const instant of [Number.NaN, 8.65e15, Number.NEGATIVE_INFINITY]) {
    expect(() => clock.set(instant)).toThrow(EnsayoError)
    expect(() => clock.restore({ now: instant, rate: 1 })).toThrow(EnsayoError)
    expect(() => createClock({ real, startAt: instant })).toThrow(EnsayoError)
  }
  expect(() => createClock({ real, rate: -1 })).toThrow(EnsayoError)
  expect(clock.state()).toEqual({ now: 100, rate: 0 })
})

test('stays within what a Date can hold', () => {
  const real = createFakeTime()
  const clock = createClock({ real, rate: 1e300 })
  real.pass(1_000)
  expect(new Date(clock.now()).getTime()).toBe(8.64e15)
})
