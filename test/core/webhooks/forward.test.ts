/** Notifications for hosts outside that a receiver here takes. */
import { expect, test } from 'vitest'
import { EnsayoError } from '#base/errors'
import { checkForwarding, findForward } from '#webhooks/forward'
import { createAcme, KEY, tick, toInit } from '../../fixtures/acme-sandbox.ts'
import { createReceiver } from './receiver.ts'

const forward = {
  'yourapp.com': 'http://localhost:3000',
  'hooks.example:8443': 'http://localhost:3001/base/',
  shop: 'http://127.0.0.1:3002',
}
const forwardAll = 'http://localhost:4000'

test.each([
  ['https://yourapp.com/cobru?a=1&b=%20', 'http://localhost:3000/cobru?a=1&b=%20'],
  ['https://YOURAPP.com:9000/', 'http://localhost:3000/'],
  ['https://yourapp.com', 'http://localhost:3000/'],
  ['https://hooks.example:8443/a', 'http://localhost:3001/base/a'],
  ['http://shop/hook', 'http://127.0.0.1:3002/hook'],
  ['https://user:secret@yourapp.com/a', 'http://localhost:3000/a'],
])('%s goes to %s', (url, target) => {
  expect(findForward(url, { forward })).toBe(target)
})

test.each([
  'https://hooks.example/a',
  'https://sub.yourapp.com/',
  'http://localhost:5000/a',
  'ftp://yourapp.com/',
  'no url',
])('%s is not forwarded', (url) => {
  expect(findForward(url, { forward })).toBeUndefined()
})

test('forwardAll takes what would not be called, and nothing else', () => {
  const find = (url: string) =>
    findForward(url, { forward, forwardAll, allowHosts: ['ok.example'] })
  expect(find('https://other.example/a?b')).toBe('http://localhost:4000/a?b')
  expect(find('https://yourapp.com/a')).toBe('http://localhost:3000/a')
  expect(find('http://10.0.0.1/a')).toBeUndefined()
  expect(find('https://ok.example/a')).toBeUndefined()
  expect(find('mailto:a@b')).toBeUndefined()
})

test.each([
  [{ forward: { 'https://yourapp.com': 'http://localhost:3000' } }, 'is not the name of a host'],
  [{ forward: { 'yourapp.com/a': 'http://localhost:3000' } }, 'is not the name of a host'],
  [{ forward: { 'yourapp.com': 'https://elsewhere.example' } }, 'neither local nor private'],
  [{ forward: { 'yourapp.com': 'localhost:3000' } }, 'is not an http or https URL'],
  [{ forwardAll: 'http://localhost:3000/?a=1' }, 'has a query'],
])('%j is refused', (options, message) => {
  expect(() => checkForwarding(options)).toThrow(EnsayoError)
  expect(() => checkForwarding(options)).toThrow(message)
})

test('a receiver may be anywhere that is allowed', () => {
  const options = { forward: { 'a.example': 'https://ok.example' }, allowHosts: ['ok.example'] }
  expect(() => checkForwarding(options)).not.toThrow()
})

test('a delivery that was forwarded arrives as it was, and says both addresses', async () => {
  await using receiver = await createReceiver()
  const acme = await createAcme({ forward: { 'yourapp.com': receiver.url } })
  const callback = 'https://yourapp.com/hook?from=acme'
  await acme.fetch('/sessions', toInit('POST', { callback }, { 'x-acme-key': KEY }))
  await tick()
  await acme.sandbox.settle()
  const forwardedTo = `${receiver.url}/hook?from=acme`
  expect(await acme.sandbox.webhooks.list()).toMatchObject([
    { status: 'delivered', url: callback, forwardedTo },
  ])
  expect(receiver.received).toMatchObject([{ url: '/hook?from=acme' }])
})
