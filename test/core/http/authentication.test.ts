import { expect, test } from 'vitest'
import { connect, createAcme, KEY, read, toInit, writeAcme } from '../../fixtures/acme-sandbox.ts'

test('asks for the first credential that is missing, with a hint that names its place', async () => {
  const { fetch, api } = await createAcme()
  const none = await fetch('/widgets')
  expect(none.headers.get('x-ensayo-hint')).toBe('Authentication: header x-acme-key is missing.')
  expect(await read(none)).toEqual({ status: 401, body: { error: 'falta_clave' } })
  const keyOnly = await fetch('/widgets', { headers: { 'x-acme-key': KEY } })
  expect(await read(keyOnly)).toEqual({ status: 401, body: { error: 'falta_token' } })
  expect((await fetch('/widgets', { headers: api.headers })).status).toBe(200)
})

test.each(['Basic abc', 'Bearer', 'Bearer ', ''])(
  'takes the authorization %j for none',
  async (authorization) => {
    const { api } = await createAcme()
    const answer = await api.get('/widgets', { authorization })
    expect(await read(answer)).toEqual({ status: 401, body: { error: 'falta_token' } })
  },
)

test('refuses credentials that are not of this sandbox', async () => {
  const { api } = await createAcme()
  const badKey = await api.get('/widgets', { 'x-acme-key': 'sandbox-acme-api-keY' })
  expect(badKey.headers.get('x-ensayo-hint')).toContain('`ensayo env` prints those that are')
  expect(await read(badKey)).toEqual({ status: 403, body: { error: 'clave_invalida' } })
  for (const token of ['nonsense', 'eyJ.eyJ.x', forge(api.headers.authorization!)]) {
    const badToken = await api.get('/widgets', { authorization: `Bearer ${token}` })
    expect(await read(badToken)).toEqual({ status: 401, body: { error: 'token_invalido' } })
  }
})

/** The same claims under a signature whose first character differs. */
function forge(authorization: string): string {
  const [head, claims, signature] = authorization.slice('Bearer '.length).split('.') as [
    string,
    string,
    string,
  ]
  return `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
}

test('takes the scheme of a bearer token in any case', async () => {
  const { api } = await createAcme()
  const authorization = api.headers.authorization!.replace('Bearer', 'bearer')
  expect((await api.get('/widgets', { authorization })).status).toBe(200)
})

test('lets a session expire on the clock of its account, to the millisecond', async () => {
  const { api, clock } = await createAcme()
  await clock.advance('PT59M59.999S')
  expect((await api.get('/widgets')).status).toBe(200)
  await clock.advance(1)
  const late = await api.get('/widgets')
  expect(late.headers.get('x-ensayo-hint')).toContain(
    'has expired on the account’s clock'.replace('’', "'"),
  )
  expect(await read(late)).toEqual({ status: 401, body: { error: 'token_vencido' } })
})

test('knows its own token again after it was made by another sandbox of the same seed', async () => {
  const { api } = await createAcme({ seed: 'one' })
  const same = await createAcme({ seed: 'one' })
  expect((await same.fetch('/widgets', { headers: api.headers })).status).toBe(200)
  const other = await createAcme({ seed: 'two' })
  expect((await other.fetch('/widgets', { headers: api.headers })).status).toBe(401)
})

test('refuses credentials of two accounts in one request', async () => {
  const { sandbox, api } = await createAcme()
  const other = await connect(await sandbox.account())
  const mixed = await api.get('/widgets', { authorization: other.headers.authorization! })
  expect(await read(mixed)).toEqual({ status: 401, body: { error: 'token_invalido' } })
})

test('gives every account credentials of its own, and fields by their rules', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account()
  expect(account.acme.credentials).toEqual({
    apiKey: expect.stringMatching(/^[a-z0-9]{32}$/),
    signingSecret: expect.stringMatching(/^[0-9a-f]{40}$/),
  })
  expect(account.acme.env).toMatchObject({ ACME_API_KEY: account.acme.credentials.apiKey })
  const key = { 'x-acme-key': account.acme.credentials.apiKey! }
  const opened = await account.acme.fetch('/sessions', toInit('POST', {}, key))
  const nit = expect.stringMatching(/^\d{9}$/)
  expect(await read(opened)).toMatchObject({ body: { owner: 'Almacenes de Ensayo SAS', nit } })
  expect(await account.requests()).toHaveLength(1)
})

test('takes any of several alternatives, in the query as well', async () => {
  const { fetch } = await createAcme()
  expect((await fetch(`/sessions?key=${KEY}`, { method: 'POST' })).status).toBe(201)
  const bad = await fetch('/sessions?key=other', { method: 'POST' })
  expect(await read(bad)).toEqual({ status: 403, body: { error: 'clave_invalida' } })
  const twice = await fetch(`/sessions?key=${KEY}&key=other`, { method: 'POST' })
  expect(twice.status).toBe(201)
})

test('serves a record without credentials from the account that holds it', async () => {
  const { sandbox } = await createAcme()
  const account = await sandbox.account()
  const { widgetId } = await (await connect(account)).widget()
  const label = await sandbox.acme.fetch(`/widgets/${widgetId}/label`)
  expect(await read(label)).toMatchObject({ status: 200, body: { widgetId } })
  expect(await account.requests({ operationId: 'getLabel' })).toHaveLength(1)
  const unknown = await read(await sandbox.acme.fetch('/widgets/wdg_none/label'))
  expect(unknown).toMatchObject({ status: 404, body: { error: 'widget_no_existe' } })
})

test('needs no credentials where an alternative has none, but refuses those that are wrong', async () => {
  const spec = writeAcme('security: [{}]', 'security: [{ ApiKey: [] }, {}]')
  const { fetch, api } = await createAcme({ spec })
  const path = `/widgets/${(await api.widget()).widgetId}/label`
  expect((await fetch(path)).status).toBe(200)
  expect((await fetch(path, { headers: { 'x-acme-key': KEY } })).status).toBe(200)
  expect((await fetch(path, { headers: { 'x-acme-key': 'wrong' } })).status).toBe(403)
})
