import { expect, test } from 'vitest'
import { connect, createAcme, KEY, read, toInit, writeAcme } from '../../fixtures/acme-sandbox.ts'

test('gives a request without credentials to the account whose credential stands in its body', async () => {
  const { sandbox, fetch } = await createAcme()
  const other = await sandbox.account()
  const logIn = async (key: unknown) => read(await fetch('/logins', toInit('POST', { key })))
  expect(await logIn(KEY)).toEqual({ status: 200, body: { store: 'ACME-0001', wrong: [] } })
  expect((await logIn(other.acme.credentials.apiKey)).body).toMatchObject({
    store: expect.not.stringMatching('ACME-0001'),
  })
  // Nobody's key is the default account's to refuse.
  expect((await logIn('nobody')).body).toMatchObject({ store: 'ACME-0001' })
})

test('gives it to the account of an issued token, were it even expired', async () => {
  const { sandbox, fetch } = await createAcme()
  const other = await sandbox.account()
  const { headers } = await connect(other)
  const token = headers.authorization!.slice('Bearer '.length)
  const check = async (body: unknown) =>
    (await read(await fetch('/logins', toInit('PUT', body)))).body
  const whose = await check({ key: 'x', token })
  expect(whose).toMatchObject({ store: expect.stringMatching(/^ACME-\d{4}$/), wrong: [] })
  expect(whose).not.toEqual(await check({ key: 'x', token: 'nonsense' }))
  await other.clock.advance('PT2H')
  expect(await check({ key: 'x', token })).toEqual(whose)
})

test('answers violations by the error an operation names, or leaves them to its behaviour', async () => {
  const { fetch } = await createAcme()
  expect(await read(await fetch('/logins', toInit('POST', {})))).toEqual({
    status: 422,
    body: { key: ['Falta este campo.'] },
  })
  expect(await read(await fetch('/logins', toInit('PUT', { key: 7 })))).toMatchObject({
    status: 200,
    body: { wrong: ['/body/key'] },
  })
})

test('takes a path with and without its last slash where the spec says that it may', async () => {
  const spec = writeAcme(
    'baseUrlEnv: ACME_BASE_URL',
    'baseUrlEnv: ACME_BASE_URL, trailingSlash: optional',
  )
  const lenient = await createAcme({ spec })
  expect((await lenient.fetch('/ping/')).status).toBe(200)
  expect((await lenient.fetch('/ping')).status).toBe(200)
  expect((await lenient.fetch('/ping/', { method: 'DELETE' })).status).toBe(405)
  const exact = await createAcme()
  expect((await exact.fetch('/ping/')).status).toBe(404)
})

test('signs under another header and text where a quirk says so', async () => {
  const { sandbox, api } = await createAcme()
  const endpoint = { url: sandbox.inbox.url, events: ['widgetShipped'], secret: 's' }
  await sandbox.quirks.set('acme.shipped.signature', 'renamed')
  await api.post('/endpoints', endpoint)
  const { widgetId } = await api.widget()
  await sandbox.clock.advance('PT6S')
  await sandbox.trigger('acme.widget.ship', { widgetId })
  const { headers } = await sandbox.inbox.next()
  expect(headers['x-acme-old']).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  expect(headers).not.toHaveProperty('x-acme-signature')
})
