import { expect, test } from 'vitest'
import { systemTime } from '#clock/system'

test('shows the wall clock, and a clock that never goes back', () => {
  expect(Math.abs(systemTime.now() - Date.now())).toBeLessThan(1_000)
  const first = systemTime.monotonicMs()
  expect(systemTime.monotonicMs()).toBeGreaterThanOrEqual(first)
})

test('calls a timer once', async () => {
  const called = await new Promise<string>((resolve) => {
    const keepAlive = setInterval(() => {}, 1_000)
    systemTime.setTimer(1, () => {
      clearInterval(keepAlive)
      resolve('called')
    })
  })
  expect(called).toBe('called')
})

test('calls no timer that was cancelled', async () => {
  const calls: string[] = []
  const cancel = systemTime.setTimer(0, () => calls.push('cancelled'))
  cancel()
  await new Promise<void>((resolve) => systemTime.setTimer(2, resolve))
  expect(calls).toEqual([])
})
