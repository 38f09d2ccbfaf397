import { expect, test } from 'vitest'
import { findNotification } from '#departures/targets'
import { loadSpec } from '#dialect/load'

const specs = await Promise.all(['cobre', 'cobru'].map((name) => loadSpec(name)))

test.each([
  ['nothingOfTheKind', undefined, 'Name a provider to see which it has.'],
  ['nothingOfTheKind', 'cobru', 'There are: paymentUpdated, cashWithdrawalUpdated,'],
  ['cobre.nothing', undefined, 'There are: accounts.balance.credit, accounts.balance.debit,'],
])('a notification that is not there is refused with a cure: %s of %s', (name, provider, cure) => {
  expect(() => findNotification(specs, name, provider)).toThrow(
    `No notification "${name}". ${cure}`,
  )
})
