/** Notifications against the spec: a form has no types, JSON has. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { compareNotification } from '#recorder/compare-notification'

const CASH = { id: '230', state: '5', amount: '13015', name: 'Rosa', document: '213232323' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

async function compare(body: object, headers: Record<string, string> = FORM) {
  const message = { id: 'msg-1', headers, body, rawBody: '…' }
  const found = compareNotification(await loadSpec('cobru'), 'cashWithdrawalUpdated', message)
  return found.map(({ kind, pointer }) => `${kind} ${pointer}`)
}

test('numbers of a form are text and fit', async () => {
  expect(await compare(CASH)).toEqual([])
})

test('text that is not a number does not fit where a number is due', async () => {
  expect(await compare({ ...CASH, state: 'cancelled', amount: '' })).toEqual([
    'type /state',
    'type /amount',
  ])
})

test('a field that a form lacks is missed', async () => {
  const { state: _, ...rest } = CASH
  expect(await compare(rest)).toEqual(['missing-key /state'])
})

test('in JSON a number is not text', async () => {
  const json = { 'content-type': 'application/json' }
  expect(await compare(CASH, json)).toEqual(['type /id', 'type /state', 'type /amount'])
})
