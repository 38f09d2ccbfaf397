import { expect, test } from 'vitest'
import { createAcme, read } from '../../fixtures/acme-sandbox.ts'

test('says every violation in the words of the provider, by field and one by one', async () => {
  const { api } = await createAcme()
  const answer = await api.post('/widgets', {
    name: 'Silla',
    price: -1,
    color: 'blue',
    stock: '3',
    callback: 'x',
  })
  expect(await read(answer)).toEqual({
    status: 400,
    body: {
      error: 'datos_invalidos',
      fields: {
        price: ['Mínimo 0, no -1.'],
        color: ['"blue" no es una opción.'],
        stock: ['Debe ser un entero.'],
        callback: ['No es una URL.'],
      },
      details: [
        { code: 'minimum', at: '/body/price' },
        { code: 'enum', at: '/body/color' },
        { code: 'type', at: '/body/stock' },
        { code: 'format', at: '/body/callback' },
      ],
    },
  })
})

test('takes the words of a property over the general ones', async () => {
  const { api } = await createAcme()
  const long = await read(await api.post('/widgets', { name: 'x'.repeat(41) }))
  expect(long).toMatchObject({
    status: 400,
    body: {
      fields: { name: ['El nombre es texto de 40 o menos.'] },
      details: [{ code: 'E-NAME', at: '/body/name' }],
    },
  })
  expect((await api.post('/widgets', { name: 'x'.repeat(40) })).status).toBe(201)
})

test('names a missing field by its own place', async () => {
  const { api } = await createAcme()
  expect(await read(await api.post('/endpoints', {}))).toMatchObject({
    status: 400,
    body: {
      fields: { url: ['Falta este campo.'] },
      details: [{ code: 'required', at: '/body/url' }],
    },
  })
})

test('names a body of the wrong type by the root’s name', async () => {
  const { api } = await createAcme()
  for (const body of [[], 7, 'text']) {
    expect(await read(await api.post('/endpoints', JSON.stringify(body)))).toMatchObject({
      status: 400,
      body: { fields: { cuerpo: ['Tipo equivocado.'] } },
    })
  }
})

test('checks items of a list at their own place', async () => {
  const { api } = await createAcme()
  const answer = await api.post('/endpoints', { url: 'http://shop/hook', events: ['a', 1] })
  expect(await read(answer)).toMatchObject({
    body: { fields: { events: ['Debe ser texto.'] }, details: [{ at: '/body/events/1' }] },
  })
})

test('reads numbers in queries, and refuses what is not one', async () => {
  const { api } = await createAcme()
  expect((await api.get('/widgets?page=1&stock=0')).status).toBe(200)
  expect(await read(await api.get('/widgets?page=0'))).toMatchObject({
    status: 400,
    body: { fields: { page: ['Mínimo 1, no 0.'] }, details: [{ at: '/query/page' }] },
  })
  for (const page of ['x', '', '1.5', '1e400', '9'.repeat(400)]) {
    const answer = await read(await api.get(`/widgets?page=${page}`))
    expect(answer).toMatchObject({
      status: 400,
      body: { fields: { page: ['Debe ser un entero.'] } },
    })
  }
})

test('asks for a required query, once and of the right length', async () => {
  const { api } = await createAcme()
  expect(await read(await api.get('/widgets/search'))).toMatchObject({
    status: 400,
    body: { fields: { q: ['Falta este campo.'] }, details: [{ at: '/query/q' }] },
  })
  expect(await read(await api.get('/widgets/search?q=a&q=b'))).toMatchObject({
    body: { fields: { q: ['Debe ser texto.'] } },
  })
  expect((await api.get(`/widgets/search?q=${'x'.repeat(40)}`)).status).toBe(200)
  expect(await read(await api.get(`/widgets/search?q=${'x'.repeat(41)}`))).toMatchObject({
    body: { fields: { q: ['Máximo 40 caracteres.'] } },
  })
})

test('checks headers under their name in lower case', async () => {
  const { api } = await createAcme()
  const bad = await api.get('/widgets/search?q=a', { 'X-ACME-Trace': 'no' })
  expect(await read(bad)).toMatchObject({
    status: 400,
    body: { details: [{ at: '/header/x-acme-trace' }] },
  })
  const trace = '3f0f2f6e-6d0e-4a52-8f2f-0d9b1f0a7d11'
  expect((await api.get('/widgets/search?q=a', { 'x-acme-trace': trace })).status).toBe(200)
})

test('checks path parameters before it looks for the record', async () => {
  const { api } = await createAcme()
  expect((await api.get(`/widgets/${'x'.repeat(60)}`)).status).toBe(404)
  expect(await read(await api.get(`/widgets/${'x'.repeat(61)}`))).toMatchObject({
    status: 400,
    body: { details: [{ at: '/path/widgetId' }] },
  })
})

test('keeps the violations in the journal and the first three in the hint', async () => {
  const { api, sandbox } = await createAcme()
  const answer = await api.post('/widgets', { name: 1, price: -1, color: 'x', stock: -1 })
  expect(answer.headers.get('x-ensayo-hint')).toBe(
    'Validation: /body/name El nombre es texto de 40 o menos.; /body/price Minimo 0, no -1.; /body/color "x" no es una opcion.',
  )
  const [entry] = await sandbox.requests({ operationId: 'createWidget' })
  expect(entry!.violations.map(({ path }) => path)).toEqual([
    '/body/name',
    '/body/price',
    '/body/color',
    '/body/stock',
  ])
})
