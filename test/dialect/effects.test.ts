/** `x-effects`: names of operations, and nothing else. */
import { expect, test } from 'vitest'
import { normaliseEffects } from '#dialect/normalise-effects'
import type { Operation } from '#dialect/types'

type Context = Parameters<typeof normaliseEffects>[0]
const context = (effects: unknown) =>
  // The function reads these two alone.
  ({ document: { 'x-effects': effects }, file: 'acme.yaml' }) as unknown as Context
const operations = [{ id: 'sendMoney' }, { id: 'listMoney' }] as Operation[]

test('an operation is known by what it does', () => {
  const effects = normaliseEffects(context({ money: ['sendMoney'] }), operations)
  expect([...effects]).toEqual([['sendMoney', 'money']])
})

test('a name that no operation has stops the load, with the nearest', () => {
  expect(() => normaliseEffects(context({ money: ['sendMony'] }), operations)).toThrow(
    'acme.yaml#/x-effects/money/0: no operation has the id "sendMony". Did you mean "sendMoney"?',
  )
})
