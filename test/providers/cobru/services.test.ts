/** Recharges, PINs, packages and insurance (E.10). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'
import { balanceOf, done, expectBalanced, readBooks } from './money.ts'

test('recharges a phone and debits it', async () => {
  await using cobru = await createCobru()
  const body = await done(cobru.api, '/request_service_reload/', {
    value: 5_000,
    recipient: '3001234567',
    operator: 'Claro',
  })
  expect(body).toEqual({ result: 'ok', message: expect.any(String) })
  expect(await balanceOf(cobru)).toBe('1995000.00')
  expect(await readBooks(cobru)).toMatchObject({ 'services/COP': 500_000 })
})

test('an operator that no document names is refused', async () => {
  await using cobru = await createCobru()
  const body = { value: 5_000, recipient: '3', operator: 'paloma' }
  const answer = await cobru.api.post('/request_service_reload/', body)
  expect(answer).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(answer).hint).toContain('claro, tigo, movistar')
})

test('lists operators of PINs, and what one sells', async () => {
  await using cobru = await createCobru()
  const all = (await cobru.api.get('/pines/all_pines/')).body
  expect(all).toEqual([36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 56])
  expect((await cobru.api.get('/pines/all_pines/?operator=56')).body).toEqual([
    { description: 'Netflix 1', id: 33, id_pin: '387', operator: 56, time: null, valor: 20_000 },
  ])
  expect((await cobru.api.get('/pines/all_pines/?operator=1')).body).toEqual([])
})

test('cobru.pin.status-zero = 0: success is the text 0', async () => {
  await using cobru = await createCobru()
  const body = await done(cobru.api, '/pin/', { id_pin: '387', operator: '56' })
  expect(body).toEqual({ status: '0', pin: expect.stringMatching(/^\d{12}$/), pk: 61_000 })
  expect(await balanceOf(cobru)).toBe('1980000.00')
})

test('cobru.pin.pk-type = number: the id of the purchase is a number', async () => {
  await using cobru = await createCobru()
  expect((await done(cobru.api, '/pin/', { id_pin: 387, operator: '56' })).pk).toBe(61_000)
})

test('cobru.pin.pk-type = text: the id of the purchase is text', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pin.pk-type': 'text' } })
  expect((await done(cobru.api, '/pin/', { id_pin: '387', operator: '56' })).pk).toBe('61000')
})

test('cobru.pin.status-zero = ok: success is ok', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pin.status-zero': 'ok' } })
  expect(await done(cobru.api, '/pin/', { id_pin: 387, operator: 56 })).toMatchObject({
    status: 'ok',
  })
})

test('cobru.pin.two-ids = id-pin: the other id buys nothing', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/pin/', { id_pin: '33', operator: '56' })
  expect(answer).toMatchObject({ status: 400, body: { status: '1' } })
  expect(hintsOf(answer).hint).toContain('not by `id`')
  expect(await cobru.api.post('/pin/', { id_pin: '387', operator: '36' })).toMatchObject({
    status: 400,
  })
})

test('cobru.packages.no-pages = data: names, packages and what was bought stand below `data`', async () => {
  await using cobru = await createCobru()
  expect((await cobru.api.get('/packages/all_packages/')).body).toEqual({ data: ['CLARO', 'TIGO'] })
  const { data } = (await cobru.api.get('/packages/all_packages/?cell_provider=TIGO')).body
  expect(data[0]).toMatchObject({ amount: 0, cell_provider: 'TIGO', code_provider: '203', id: 3 })

  const buy = (code_provider: string) =>
    cobru.api.post('/packages/buy/', { cell_provider: 'TIGO', code_provider, phone: '3' })
  expect((await buy('203')).body).toEqual({ data: data[0] })
  expect(await balanceOf(cobru)).toBe('2000000.00')
  expect((await buy('204')).body).toEqual({ data: data[1] })
  expect(await balanceOf(cobru)).toBe('1991000.00')
  expect(await buy('999')).toMatchObject({ status: 400, body: { message: expect.any(String) } })
  await expectBalanced(cobru)
})

const BUYER = { nombres: 'Rosa', apellidos: 'Ensayo', documento: '0999393939' }

test('quotes an insurance and sells it once', async () => {
  await using cobru = await createCobru()
  const vehicle = { placa: 'ABC123', type: 'bike' }
  const { body: quote } = await cobru.api.get('/soat/?placa=ABC123&type=bike')
  expect(quote).toEqual({ ...vehicle, valor: 260_000, tx_id: expect.stringMatching(/^\d{10}$/) })

  const order = { ...BUYER, ...vehicle, tx_id: quote.tx_id }
  expect(await done(cobru.api, '/soat/', order)).toMatchObject({ status: '0' })
  expect(await balanceOf(cobru)).toBe('1740000.00')
  expect(await cobru.api.post('/soat/', order)).toMatchObject({
    status: 400,
    body: { status: '1' },
  })
  expect(await cobru.api.get('/soat/?placa=ABC123&type=boat')).toMatchObject({ status: 400 })
})

test('an insurance over the balance stays unsold and can be bought later', async () => {
  await using cobru = await createCobru()
  const { tx_id } = (await cobru.api.get('/soat/?placa=A&type=car')).body
  await done(cobru.api, '/send/', { to_user: '3001234567', amount: 1_600_000 })
  const order = { ...BUYER, placa: 'A', type: 'car', tx_id }
  expect(await cobru.api.post('/soat/', order)).toMatchObject({ status: 400 })
  await cobru.sandbox.trigger('cobru.send.receive', { from: '3001234567', amount: 100_000 })
  expect(await cobru.api.post('/soat/', order)).toMatchObject({ status: 200 })
})

test('lists document types, departments and towns as printed', async () => {
  await using cobru = await createCobru()
  const result = async (path: string) => (await cobru.api.get(path)).body.result
  expect(await result('/soat/doc_types/')).toMatchObject([
    { abreviatura: 'CC' },
    { abreviatura: 'CE' },
  ])
  expect(await result('/soat/cities/')).toContainEqual({ cod_dpto: '8', departamento: 'ATLANTICO' })
  expect(await result('/soat/cities/?dpto=8')).toHaveLength(3)
  expect(await result('/soat/cities/?dpto=99')).toEqual([])
})

test('the rate of the dollar is the printed one', async () => {
  await using cobru = await createCobru()
  expect((await cobru.api.get('/settings/price_trm/')).text).toBe('{"price":4145.49237}')
})
