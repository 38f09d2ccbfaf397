/** A notification that arrived, against what the spec says of its headers and its body. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { compareNotification } from '#recorder/compare-notification'

const BODY = { id: 'ev_1', event_key: 'accounts.balance.credit', created_at: 'x', content: {} }

async function compare(headers: Record<string, string>, body: unknown = BODY) {
  const spec = await loadSpec('cobre')
  const message = { id: 'msg_1', headers, body, rawBody: JSON.stringify(body) }
  const found = compareNotification(spec, 'accounts.balance.credit', message)
  return found.map(({ kind, pointer, severity }) => `${severity} ${kind} ${pointer}`)
}

test('a signature under its usual name, and under that of a documented variant, is as the spec says', async () => {
  expect(await compare({ 'event-signature': 'a', 'event-timestamp': 'b' })).toEqual([])
  expect(await compare({ event_signature: 'a', event_timestamp: 'b' })).toEqual([])
})

test('a signature that lacks, or has half of each name, is missed under its usual name', async () => {
  const missing = ['error header event-signature', 'error header event-timestamp']
  expect(await compare({})).toEqual(missing)
  expect(await compare({ 'event-signature': 'a', event_timestamp: 'b' })).toEqual([missing[1]])
})

test('a body off its schema is told by key', async () => {
  const headers = { 'event-signature': 'a', 'event-timestamp': 'b' }
  const { id: _, ...rest } = BODY
  expect(await compare(headers, rest)).toEqual(['error missing-key /id'])
})
