import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createAcme, read, tick, writeAcme } from '../../fixtures/acme-sandbox.ts'
import { createFakeTime } from '../clock/fake-time.ts'

test('rejects a create without `name` as the documents say, and explains it', async () => {
  const { api, sandbox } = await createAcme()
  const answer = await api.post('/widgets', { price: 1 })
  expect(answer.headers.get('x-ensayo-quirk')).toBe('acme.widget.missing-name=reject-403')
  expect(answer.headers.get('x-ensayo-hint')).toBe('Validation, not authentication. Send `name`.')
  expect(await read(answer)).toEqual({
    status: 403,
    body: { error: 'No se pudo crear el widget.' },
  })
  const [entry] = await sandbox.requests({ quirk: 'acme.widget.missing-name' })
  expect(entry).toMatchObject({ response: { status: 403 }, quirks: [{ variant: 'reject-403' }] })
  expect((await api.post('/widgets', { name: 'Silla' })).headers.has('x-ensayo-quirk')).toBe(false)
})

test('accepts nothing but the usual where a variant is not a departure', async () => {
  const { api, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.missing-name', 'documented-400')
  const answer = await api.post('/widgets', { price: 1 })
  expect(answer.status).toBe(400)
  expect(answer.headers.has('x-ensayo-quirk')).toBe(false)
})

test('forgives violations at the pointers of a variant, and only those', async () => {
  const { api, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.missing-name', 'nameless')
  const made = await read(await api.post('/widgets', { price: 1 }))
  expect(made.status).toBe(201)
  expect(made.body).not.toHaveProperty('name')
  expect(await read(await api.post('/widgets', { price: -1 }))).toMatchObject({
    status: 400,
    body: { details: [{ at: '/body/price' }] },
  })
})

test('reshapes a request where the variant’s own `when` holds', async () => {
  const { api, sandbox } = await createAcme()
  expect((await api.post('/widgets', { name: 'Silla', price: '12.5' })).status).toBe(400)
  await sandbox.quirks.set('acme.widget.price-text', 'lenient')
  const text = await api.post('/widgets', { name: 'Silla', price: '12.5' })
  expect(text.headers.get('x-ensayo-quirk')).toBe('acme.widget.price-text=lenient')
  expect(await read(text)).toMatchObject({ status: 201, body: { price: 12.5 } })
  const number = await api.post('/widgets', { name: 'Silla', price: 12.5 })
  expect(number.headers.has('x-ensayo-quirk')).toBe(false)
  expect((await api.post('/widgets', { name: 'Silla', price: 'doce' })).status).toBe(400)
})

test('rejects by an example, by a body of its own, or not at all', async () => {
  const { api, sandbox } = await createAcme()
  const create = () => api.post('/widgets', { name: 'Silla', color: 'gold' })
  expect(await read(await create())).toEqual({
    status: 409,
    body: { error: 'agotado', color: 'gold' },
  })
  await sandbox.quirks.set('acme.widget.sold-out', 'plain')
  const plain = await create()
  expect(plain.headers.get('x-acme-stock')).toBe('0')
  expect(await read(plain)).toEqual({ status: 422, body: { error: 'agotado' } })
  await sandbox.quirks.set('acme.widget.sold-out', 'sold')
  expect((await create()).status).toBe(201)
})

test('rejects by the record that the request is about', async () => {
  const { api, sandbox, clock } = await createAcme()
  const { widgetId } = await api.widget()
  await clock.advance('PT6S')
  expect((await api.patch(`/widgets/${widgetId}`, { price: 1 })).status).toBe(200)
  await sandbox.trigger('acme.widget.ship', { widgetId })
  const locked = await api.patch(`/widgets/${widgetId}`, { price: 1 })
  expect(await read(locked)).toEqual({ status: 423, body: { error: 'enviado' } })
})

test('rejects before authentication, with headers and content type of the error', async () => {
  const { fetch, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.maintenance', 'closed')
  const closed = await fetch('/widgets', { headers: { 'x-acme-region': 'eu' } })
  expect(closed.headers.get('retry-after')).toBe('120')
  expect(closed.headers.get('content-type')).toBe('application/problem+json')
  expect(await read(closed)).toEqual({ status: 503, body: { title: 'En mantenimiento' } })
  expect((await fetch('/widgets', { headers: { 'x-acme-region': 'us' } })).status).toBe(401)
  expect((await fetch('/widgets')).status).toBe(401)
})

test('plays a status that nobody asked for', async () => {
  const { fetch, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.maintenance', 'storm')
  const answer = await fetch('/ping', { headers: { 'x-acme-region': 'eu' } })
  expect(await read(answer)).toEqual({ status: 502, body: { error: 'bad gateway' } })
})

test('reads values: the life of a session follows the variant', async () => {
  const { api, sandbox } = await createAcme()
  const open = async () => (await read(await api.post('/sessions', {}))).body
  expect(await open()).toMatchObject({ expiresIn: 3600 })
  await sandbox.quirks.set('acme.session.life', 'fifteen-minutes')
  expect(await open()).toMatchObject({ expiresIn: 900 })
})

test('holds an answer back for the delay, on the clock of the account', async () => {
  const { fetch, sandbox, clock } = await createAcme()
  await sandbox.quirks.set('acme.ping.trouble', 'slow')
  let status = 0
  const answered = fetch('/ping').then((answer) => {
    status = answer.status
  })
  await tick()
  await clock.advance(4_999)
  await tick()
  expect(status).toBe(0)
  await clock.advance(1)
  await answered
  expect(status).toBe(200)
})

test('lets a held answer go when the account is reset or the sandbox closes', async () => {
  const { sandbox } = await createAcme({ variants: { 'acme.ping.trouble': 'slow' } })
  for (const end of [() => sandbox.reset(), () => sandbox.close()]) {
    const answered = sandbox.acme.fetch('/ping')
    await tick()
    await end()
    expect((await answered).status).toBe(200)
  }
  expect((await sandbox.health()).counts.internalErrors).toBe(0)
})

test('cuts an answer in half', async () => {
  const { fetch, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.ping.trouble', 'cut')
  await expect((await fetch('/ping')).text()).rejects.toThrow('terminated')
})

test('resets the connection; the journal still has the answer', async () => {
  const { fetch, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.ping.trouble', 'gone')
  await expect(fetch('/ping')).rejects.toThrow('connection reset by a fault of the sandbox')
  const [entry] = await sandbox.requests({ operationId: 'ping' })
  expect(entry).toMatchObject({ response: { status: 200 }, quirks: [{ variant: 'gone' }] })
})

test('leaves a client without an answer for an hour', async () => {
  const real = createFakeTime()
  const { fetch, sandbox } = await createAcme({ real })
  await sandbox.quirks.set('acme.ping.trouble', 'silent')
  let failure: unknown
  const ended = fetch('/ping').catch((error: unknown) => {
    failure = error
  })
  await tick()
  real.pass(3_599_999)
  await tick()
  expect(failure).toBeUndefined()
  real.pass(1)
  await ended
  expect(failure).toBeInstanceOf(TypeError)
})

test('goes back to the variant of the start when a default is set again', async () => {
  const { api, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.missing-name', 'documented-400')
  expect(await sandbox.quirks.active('acme')).toMatchObject({
    'acme.widget.missing-name': 'documented-400',
  })
  await sandbox.quirks.set('acme.widget.missing-name', 'reject-403')
  expect((await api.post('/widgets', {})).status).toBe(403)
})

test('the evidence of an answer is the weakest of what shaped it, in the header and in the journal', async () => {
  const { api, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.missing-name', 'nameless')
  const plain = await api.post('/widgets', { name: 'Silla' })
  const shaped = await api.post('/widgets', {})
  expect(plain.headers.get('x-ensayo-evidence')).toBe('documented')
  expect(shaped.headers.get('x-ensayo-quirk')).toBe('acme.widget.missing-name=nameless')
  expect(shaped.headers.get('x-ensayo-evidence')).toBe('client')
  const created = await sandbox.requests({ operationId: 'createWidget' })
  expect(created.map((entry) => entry.evidence)).toEqual(['documented', 'client'])
})

test('gives the same body another status: of an error, of an example, of the usual answer', async () => {
  const spec = writeAcme(
    'reject-403: { default: true, reject: { error: creationFailed } }',
    "reject-403: { default: true, reject: { error: creationFailed, status: 422, headers: { x-acme-stock: '1' } } }",
  )
  const text = readFileSync(spec, 'utf8')
    .replace(
      'reject: { status: 409, example: soldOut }',
      'reject: { status: 410, example: soldOut }',
    )
    .replace(
      'bare: { reshape: [{ unwrap: data }] }',
      'bare: { reshape: [{ unwrap: data }, { status: 203 }] }',
    )
    .replace(
      "      responses:\n        '200':\n          description: Widgets",
      "      responses:\n        '203': { description: Cached, content: { application/json: { schema: { type: array } } } }\n        '200':\n          description: Widgets",
    )
  writeFileSync(spec, text)
  const { api, sandbox } = await createAcme({ spec })
  const nameless = await api.post('/widgets', { price: 1 })
  expect(nameless.headers.get('x-acme-stock')).toBe('1')
  const refused = { error: 'No se pudo crear el widget.' }
  expect(await read(nameless)).toEqual({ status: 422, body: refused })
  const gold = await api.post('/widgets', { name: 'Silla', color: 'gold' })
  expect(await read(gold)).toEqual({ status: 410, body: { error: 'agotado', color: 'gold' } })
  await sandbox.quirks.set('acme.widget.list-shape', 'bare')
  expect(await read(await api.get('/widgets'))).toEqual({ status: 203, body: [] })
})
