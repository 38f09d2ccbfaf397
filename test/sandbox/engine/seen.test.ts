/** Nothing is counted or promised that nobody receives. */
import { expect, test } from 'vitest'
import { toOutcome } from '#commands/explain-delivery'
import { createAcme, KEY, tick, toInit } from '../../fixtures/acme-sandbox.ts'

const STRANGER = 'https://yourapp.example/hook'

async function open(options: Parameters<typeof createAcme>[0], callback: string) {
  const acme = await createAcme(options)
  const answer = await acme.fetch('/sessions', toInit('POST', { callback }, { 'x-acme-key': KEY }))
  await tick()
  await acme.sandbox.settle()
  return { ...acme, answer }
}

test('webhooks.expect does not count what was withheld, unless it is asked for', async () => {
  const { sandbox } = await open({}, STRANGER)
  await expect(sandbox.webhooks.expect({})).rejects.toThrow('0 matched; expected at least 1')
  expect(await sandbox.webhooks.expect({ status: 'withheld' })).toHaveLength(1)
})

test('webhooks.expect does not count what a quirk dropped, unless it is asked for', async () => {
  const { sandbox } = await open({ variants: { 'acme.session.alert-count': 'never' } }, STRANGER)
  await expect(sandbox.webhooks.expect({})).rejects.toThrow('0 matched')
  expect(await sandbox.webhooks.expect({ status: 'dropped' })).toHaveLength(1)
})

test('webhooks.expect does not count what an account collects, unless it is asked for', async () => {
  const acme = await createAcme()
  await acme.sandbox.webhooks.mode('collect')
  const body = { callback: acme.sandbox.inbox.url }
  await acme.fetch('/sessions', toInit('POST', body, { 'x-acme-key': KEY }))
  await expect(acme.sandbox.webhooks.expect({})).rejects.toThrow('0 matched')
  expect(await acme.sandbox.webhooks.expect({ status: 'collected' })).toHaveLength(1)
})

test('an answer says that its callback will not be called, and nothing of one that will', async () => {
  const { answer, sandbox, fetch } = await open({}, STRANGER)
  expect(answer.headers.get('x-ensayo-hint')).toContain(
    'The callback will not be called: host "yourapp.example" is neither local nor private',
  )
  const good = await fetch(
    '/sessions',
    toInit('POST', { callback: sandbox.inbox.url }, { 'x-acme-key': KEY }),
  )
  expect(good.headers.get('x-ensayo-hint') ?? '').not.toContain('will not be called')
})

test('an answer to the registration of an endpoint says that it will not be called', async () => {
  const acme = await createAcme()
  const opened = await acme.fetch('/sessions', toInit('POST', {}, { 'x-acme-key': KEY }))
  const { token } = (await opened.json()) as { token: string }
  const headers = { 'x-acme-key': KEY, authorization: `Bearer ${token}` }
  const register = (url: string) =>
    acme.fetch('/endpoints', toInit('POST', { url, events: ['*'] }, headers))
  const stranger = await register('https://yourapp.example/hook')
  expect(stranger.headers.get('x-ensayo-hint')).toContain('The callback will not be called: host')
  const own = await register(acme.sandbox.inbox.url)
  expect(own.headers.get('x-ensayo-hint') ?? '').not.toContain('will not be called')
})

test('blames for a dropped notification the quirk that dropped it, and no other', async () => {
  const { sandbox } = await open({ variants: { 'acme.session.alert-count': 'never' } }, STRANGER)
  const [row] = await sandbox.webhooks.list()
  const shaped = { ...row!, quirks: ['acme.other.quirk=on', ...row!.quirks] }
  expect(row!.droppedBy).toEqual(['acme.session.alert-count=never'])
  expect(toOutcome(shaped)).toBe('dropped by acme.session.alert-count=never')
})
