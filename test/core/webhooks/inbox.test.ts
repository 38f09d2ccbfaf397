import { expect, test } from 'vitest'
import { createInbox, type Incoming, toInboxTarget } from '#webhooks/inbox'
import { NOW } from './rows.ts'

const json = (body: unknown, fields: Partial<Incoming> = {}): Incoming => ({
  method: 'POST',
  target: '/',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  rawBody: JSON.stringify(body),
  at: NOW,
  ...fields,
})

test('keeps what it receives', () => {
  const inbox = createInbox()
  const message = inbox.receive(
    'a',
    json({ n: 1 }, { target: '/x?q=1', provider: 'acme', attempt: 2 }),
  )

  expect(message).toEqual({
    id: 'msg_1',
    account: 'a',
    receivedAt: NOW,
    provider: 'acme',
    notification: undefined,
    deliveryId: undefined,
    attempt: 2,
    method: 'POST',
    target: '/x?q=1',
    query: { q: '1' },
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { n: 1 },
    rawBody: '{"n":1}',
  })
  expect(inbox.list('a')).toEqual([message])
  expect(inbox.list('b')).toEqual([])
})

test('reads delivery and attempt from the headers when it comes over the network', () => {
  const headers = { 'x-ensayo-delivery': 'whk_1', 'x-ensayo-attempt': '3' }
  const message = createInbox().receive('a', json({}, { headers }))

  expect(message).toMatchObject({ deliveryId: 'whk_1', attempt: 3 })
})

test.each([
  ['application/json', '{"a":1}', { a: 1 }],
  ['application/problem+json', '[1]', [1]],
  ['application/json', '{', undefined],
  ['application/x-www-form-urlencoded', 'a=1&b=x+y', { a: '1', b: 'x y' }],
  ['text/plain', '{"a":1}', undefined],
])('parses a body of %s: %s', (type, rawBody, body) => {
  const message = createInbox().receive(
    'a',
    json(0, { headers: { 'content-type': type }, rawBody }),
  )
  expect(message.body).toEqual(body)
})

test('forgets the oldest beyond its bound', () => {
  const inbox = createInbox({ maxMessages: 2 })
  for (const n of [1, 2, 3]) inbox.receive('a', json(n))

  expect(inbox.list('a').map((message) => message.body)).toEqual([2, 3])
})

test('forgets one account, or all', () => {
  const inbox = createInbox()
  for (const account of ['a', 'b', 'c']) inbox.receive(account, json(1))

  inbox.clear('a')
  expect(['a', 'b', 'c'].map((account) => inbox.list(account).length)).toEqual([0, 1, 1])
  inbox.clear()
  expect(['a', 'b', 'c'].map((account) => inbox.list(account).length)).toEqual([0, 0, 0])
})

test('hands out every message once, the oldest first', async () => {
  const inbox = createInbox()
  for (const n of [1, 2]) inbox.receive('a', json(n))

  expect((await inbox.next('a')).body).toBe(1)
  expect((await inbox.next('a')).body).toBe(2)
  expect(inbox.list('a')).toHaveLength(2)
})

test('waits for a message that matches', async () => {
  const inbox = createInbox()
  const waiting = inbox.next('a', (message) => message.body === 2)
  inbox.receive('b', json(2))
  inbox.receive('a', json(1))
  inbox.receive('a', json(2))

  expect((await waiting).id).toBe('msg_2')
  expect((await inbox.next('a')).body).toBe(1)
})

test('serves those who wait in the order they came, one message each', async () => {
  const inbox = createInbox()
  const waiting = [inbox.next('a'), inbox.next('a')]
  for (const n of [1, 2]) inbox.receive('a', json(n))

  expect((await Promise.all(waiting)).map((message) => message.body)).toEqual([1, 2])
})

test('stops waiting when told to, and loses no message by it', async () => {
  const inbox = createInbox()
  const abort = new AbortController()
  const waiting = inbox.next('a', undefined, { signal: abort.signal })
  abort.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  inbox.receive('a', json(1))

  expect((await inbox.next('a')).body).toBe(1)
  await expect(inbox.next('a', undefined, { signal: abort.signal })).rejects.toThrow('enough')
})

test.each([
  ['http://127.0.0.1:4800/_ensayo/inbox/default', 'default', ''],
  ['http://127.0.0.1:4800/_ensayo/inbox/default?a=1', 'default', '?a=1'],
  ['http://127.0.0.1:4800/_ensayo/inbox/acc%201/x/y?a=1', 'acc 1', '/x/y?a=1'],
  ['http://127.0.0.1:4800/_ensayo/inbox/a/inbox/a/z', 'a', '/inbox/a/z'],
  ['http://127.0.0.1:4800/elsewhere', 'a', '/elsewhere'],
])('finds what follows the account in %s', (url, account, target) => {
  expect(toInboxTarget(url, account)).toBe(target)
})
