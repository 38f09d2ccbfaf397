import { expect, test } from 'vitest'
import { createMemoryStore } from '#store/memory'
import type { StoredRecord } from '#store/store'
import { compileTargets, compileTemplate } from '#webhooks/endpoints'
import { makeNotification, makeRule } from './rows.ts'

const ENDPOINTS = { collection: 'subscription', url: 'url', events: 'events', secret: 'secret' }

async function readerWith(...endpoints: StoredRecord[]) {
  const store = createMemoryStore({})
  await store.transaction('default', (tx) => {
    for (const endpoint of endpoints) tx.insert('subscription', endpoint)
  })
  return store.read('default')
}

const payment = (fields: object) => ({ id: 'p1', ...fields })

test('takes the URL of a callback from the record, its own query untouched', async () => {
  const url = 'http://shop.test/hook?order=1&sig=a%2Fb+c'
  const targets = compileTargets(makeNotification())(payment({ callback: url }), await readerWith())

  expect(targets).toEqual([{ url, secret: undefined }])
})

test.each([
  ['http://h/{$request.path.url}/x', { url: 'abc' }, 'http://h/abc/x'],
  [
    'http://h/?a={$request.query.a}&b={$request.header.x-b}',
    { a: '1', 'x-b': '2' },
    'http://h/?a=1&b=2',
  ],
  ['{$request.body#/notify/url}', { notify: { url: 'http://h/' } }, 'http://h/'],
  ['{$request.body#/a~1b}', { 'a/b': 'http://h/' }, 'http://h/'],
  ['$request.body#/callback', { callback: 'http://h/' }, 'http://h/'],
  ['http://h/{$request.body#/pk}', { pk: 7 }, 'http://h/7'],
  [
    'http://h/{$request.body#/callback}',
    { callback: '{$request.body#/pk}', pk: 7 },
    'http://h/{$request.body#/pk}',
  ],
  ['http://h/fixed', {}, 'http://h/fixed'],
])('fills %s', (template, fields, url) => {
  expect(compileTemplate(template)(payment(fields))).toBe(url)
})

test.each([
  {},
  { callback: null },
  { callback: '' },
  { callback: ' ' },
  { callback: { url: 'http://h' } },
])('goes nowhere when the callback is %j', async (fields) => {
  expect(compileTargets(makeNotification())(payment(fields), await readerWith())).toEqual([])
})

test('keeps what is not a URL, so that its delivery can say why it is withheld', async () => {
  const targets = compileTargets(makeNotification())(
    payment({ callback: 'shop' }),
    await readerWith(),
  )
  expect(targets).toEqual([{ url: 'shop', secret: undefined }])
})

test('does not take what every object inherits for a field', () => {
  expect(compileTemplate('http://h/{$request.body#/constructor/name}')(payment({}))).toBeUndefined()
})

test('goes to the endpoints registered for the event, or for every event', async () => {
  const reader = await readerWith(
    { id: '1', url: 'http://a/', events: ['paymentUpdated'], secret: 's1' } as StoredRecord,
    { id: '2', url: 'http://b/', events: ['other'], secret: 's2' } as StoredRecord,
    { id: '3', url: 'http://c/', events: ['*'] } as StoredRecord,
    { id: '4', url: 'http://d/' } as StoredRecord,
    { id: '5', events: ['*'] } as StoredRecord,
  )
  const notification = makeNotification({ url: undefined, endpoints: ENDPOINTS })

  expect(compileTargets(notification)(payment({}), reader)).toEqual([
    { url: 'http://a/', secret: 's1' },
    { url: 'http://c/', secret: undefined },
  ])
})

test('goes to every endpoint where they are not registered by event', async () => {
  const reader = await readerWith({ id: '1', url: 'http://a/' } as StoredRecord)
  const endpoints = { ...ENDPOINTS, events: undefined, secret: undefined }

  expect(compileTargets(makeNotification({ endpoints }))(payment({}), reader)).toEqual([
    { url: 'http://a/', secret: undefined },
  ])
})

test('prefers the secret that the signature names', async () => {
  const reader = await readerWith({
    id: '1',
    url: 'http://a/',
    secret: 's1',
    signingKey: 's2',
  } as StoredRecord)
  const endpoints = { ...ENDPOINTS, events: undefined }
  const signature = makeRule({ key: 'endpoint.signingKey' })

  expect(
    compileTargets(makeNotification({ endpoints }, { signature }))(payment({}), reader),
  ).toEqual([{ url: 'http://a/', secret: 's2' }])
})
