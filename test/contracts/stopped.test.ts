/** A run that is stopped ends in order: the case is cut off and cleaned up, the rest is not begun. */
import { expect, test } from 'vitest'
import { defineContract, defineFlow } from '#kit/contract'
import { runContract } from '#kit/run'
import { createEmulatorTarget } from '#kit/targets/emulator'

test('a signal cuts the running case off, cleans up after it, and ends the run with its reason', async () => {
  const controller = new AbortController()
  const cleaned: string[] = []
  const contract = defineContract({
    provider: 'cobru',
    authorize: async () => ({ headers: {} }),
    flows: [
      defineFlow({ id: 'first', title: 'It is done', run: async () => {} }),
      defineFlow({
        id: 'second',
        title: 'It never ends by itself',
        run: (session) => {
          session.later('a payment', async () => cleaned.push('a payment'))
          session.later('another', () => Promise.reject(new Error('it answered 500')))
          controller.abort('It was stopped by SIGTERM.')
          return new Promise(() => {})
        },
      }),
      defineFlow({ id: 'third', title: 'It is not begun', run: async () => {} }),
    ],
    probes: [],
  })
  const target = await createEmulatorTarget({ provider: 'cobru' })
  const { cases, ended, isWhole } = await runContract(contract, target, {
    signal: controller.signal,
  })
  await target.close()

  expect(ended).toBe('It was stopped by SIGTERM.')
  expect(isWhole).toBe(false)
  expect(cases.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['cobru/flow/first', 'passed'],
    ['cobru/flow/second', 'unsettled'],
  ])
  expect(cleaned).toEqual(['a payment'])
  expect(cases[1]!.leftBehind).toEqual(['another: it answered 500'])
})
