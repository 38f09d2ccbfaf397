import { expect, test } from 'vitest'
import { type Api, createAcme, KEY, read, toInit } from '../../fixtures/acme-sandbox.ts'

const MIB = 1024 * 1024

/** A create whose body has this many bytes. */
function toCreate(bytes: number): string {
  const empty = JSON.stringify({ name: 'Silla', extra: '' })
  return JSON.stringify({ name: 'Silla', extra: 'x'.repeat(bytes - empty.length) })
}

/** A create that is nested this deep, the body itself included. */
function toNested(depth: number): string {
  return `{"name":"Silla","extra":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
}

function toStream(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream() as ReadableStream<Uint8Array>
}

test('reads JSON, whatever the charset parameter and the case of its media type', async () => {
  const { api } = await createAcme()
  const made = await api.post(
    '/widgets',
    { name: 'Silla' },
    { 'content-type': 'Application/JSON; charset=UTF-8' },
  )
  expect(await read(made)).toMatchObject({ status: 201, body: { name: 'Silla' } })
  const patch = await api.post(
    '/widgets',
    { name: 'Mesa' },
    { 'content-type': 'application/vnd.acme+json' },
  )
  expect(await read(patch)).toMatchObject({ status: 201, body: { name: 'Mesa' } })
})

test('reads a form where the operation takes one', async () => {
  const { sandbox, fetch } = await createAcme()
  const body = new URLSearchParams({ device: 'casa ñ', callback: sandbox.inbox.url })
  const answer = await fetch('/sessions', { method: 'POST', headers: { 'x-acme-key': KEY }, body })
  expect(answer.status).toBe(201)
  expect(await sandbox.inbox.next()).toMatchObject({ body: { device: 'casa ñ' } })
})

test('refuses broken JSON with the reason, in the words of the provider', async () => {
  const { api } = await createAcme()
  const answer = await api.post('/widgets', '{"name": ')
  expect(answer.headers.get('x-ensayo-hint')).toMatch(/^The body could not be read: .*JSON/)
  expect(await read(answer)).toEqual({
    status: 400,
    body: { error: 'cuerpo_ilegible', detail: expect.stringContaining('JSON') },
  })
})

test('refuses a media type that the operation does not take', async () => {
  const { api } = await createAcme()
  const answer = await api.post('/widgets', 'name=Silla', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(await read(answer)).toEqual({
    status: 415,
    body: { error: 'tipo_no_soportado', detail: 'No entiendo application/x-www-form-urlencoded' },
  })
  expect((await api.post('/widgets', '{"name":"Silla"}', { 'content-type': '' })).status).toBe(415)
})

test('refuses a body over 1 MiB, announced or not', async () => {
  const { api, fetch } = await createAcme()
  const init = { method: 'POST', headers: { ...api.headers, 'content-type': 'application/json' } }
  const send = (text: string) =>
    fetch('/widgets', { ...init, body: toStream(text), duplex: 'half' } as RequestInit)
  const announce = (text: string, length = text.length) =>
    api.post('/widgets', text, { 'content-length': String(length) })
  expect((await send(toCreate(MIB))).status).toBe(201)
  expect((await announce(toCreate(MIB))).status).toBe(201)
  const refused = { status: 413, body: { error: 'demasiado_grande', limit: MIB } }
  expect(await read(await send(toCreate(MIB + 1)))).toEqual(refused)
  expect(await read(await announce(toCreate(MIB + 1)))).toEqual(refused)
  expect(await read(await announce(toCreate(MIB + 1), 10))).toEqual(refused)
})

test('refuses nesting deeper than 64 levels', async () => {
  const { api } = await createAcme()
  expect((await api.post('/widgets', toNested(64))).status).toBe(201)
  const answer = await read(await api.post('/widgets', toNested(65)))
  expect(answer).toEqual({
    status: 400,
    body: { error: 'cuerpo_ilegible', detail: 'nested deeper than 64 levels' },
  })
  expect((await api.post('/widgets', toNested(100_000))).status).toBe(400)
})

test('refuses bytes that are no UTF-8', async () => {
  const { api, fetch } = await createAcme()
  const body = new Uint8Array([...Buffer.from('{"name":"'), 0xe9, ...Buffer.from('"}')])
  const headers = { ...api.headers, 'content-type': 'application/json' }
  const answer = await fetch('/widgets', { method: 'POST', headers, body })
  expect(await read(answer)).toEqual({
    status: 400,
    body: { error: 'cuerpo_ilegible', detail: 'the body is not UTF-8' },
  })
})

test('refuses a number that no computer number can hold', async () => {
  const { api } = await createAcme()
  const create = (extra: string) => api.post('/widgets', `{"name":"Silla","extra":${extra}}`)
  expect((await create('1e308')).status).toBe(201)
  for (const extra of ['1e309', '[-1e400]', '9'.repeat(400)]) {
    expect(await read(await create(extra))).toEqual({
      status: 400,
      body: { error: 'cuerpo_ilegible', detail: 'a number is out of range' },
    })
  }
  expect(await read(await create('"1e400"'))).toMatchObject({
    status: 201,
    body: { extra: '1e400' },
  })
})

test.each(['{"__proto__":{"name":"Silla"}}', '{"constructor":{"prototype":{"name":"Silla"}}}'])(
  'takes nothing from the prototype that %s tries to set',
  async (body) => {
    const { api } = await createAcme()
    expect((await api.post('/widgets', body)).headers.get('x-ensayo-quirk')).toContain(
      'missing-name',
    )
    expect(({} as Record<string, unknown>).name).toBeUndefined()
  },
)

test('keeps a key named __proto__ as any other', async () => {
  const { api } = await createAcme()
  const text = '{"name":"Silla","extra":{"__proto__":{"a":1}}}'
  const made = await api.post('/widgets', text)
  expect(await made.text()).toContain('"extra":{"__proto__":{"a":1}}')
  expect((await api.get('/widgets/search?__proto__=1&q=a')).status).toBe(200)
})

test('takes an empty body for one without fields', async () => {
  const { api, sandbox } = await createAcme()
  await sandbox.quirks.set('acme.widget.missing-name', 'documented-400')
  const missing = {
    error: 'datos_invalidos',
    fields: { name: ['El nombre es texto de 40 o menos.'] },
  }
  for (const body of ['', '{}']) {
    expect(await read(await create(api, body))).toMatchObject({ status: 400, body: missing })
  }
  for (const body of ['[]', '7']) {
    expect(await read(await create(api, body))).toMatchObject({
      status: 400,
      body: { fields: { cuerpo: ['Tipo equivocado.'] } },
    })
  }
})

function create(api: Api, body: string): Promise<Response> {
  return api.post('/widgets', body)
}

test('says nothing about a body before the credentials are right', async () => {
  const { fetch } = await createAcme()
  const answer = await fetch('/widgets', toInit('POST', '{"name": ', { 'x-acme-key': KEY }))
  expect(await read(answer)).toEqual({ status: 401, body: { error: 'falta_token' } })
})

test('ignores the body of an operation that takes none', async () => {
  const { api, fetch } = await createAcme()
  const { widgetId } = await api.widget()
  const answer = await fetch(`/widgets/${widgetId}`, toInit('DELETE', '{"broken', api.headers))
  expect(answer.status).toBe(204)
})
