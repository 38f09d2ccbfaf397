/** Kept credit cards: what the client encrypts, the sandbox decrypts (E.10). */
import { constants, publicEncrypt } from 'node:crypto'
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, hintsOf } from './kit.ts'
import { balanceOf, done, readRecords } from './money.ts'

const { RSA_PKCS1_PADDING, RSA_PKCS1_OAEP_PADDING } = constants

async function keyOf({ api }: Cobru): Promise<string> {
  return (await api.get('/base/get_constants_key_public/')).body.data.text_long_value
}

const encrypt = (key: string, text: string, padding = RSA_PKCS1_PADDING) =>
  publicEncrypt({ key, padding }, Buffer.from(text)).toString('base64')

async function register(cobru: Cobru, number = '4111111111111111', padding = RSA_PKCS1_PADDING) {
  const key = await keyOf(cobru)
  return cobru.api.post('/register_tc/', {
    bank: 'banco',
    country: 'Colombia',
    number_card: encrypt(key, number, padding),
    name_card: encrypt(key, 'Rosa Ensayo', padding),
    date_expiration: encrypt(key, '12/30', padding),
  })
}

async function pay(cobru: Cobru, tc_id: string, url: string) {
  const cvv = encrypt(await keyOf(cobru), '123')
  return cobru.api.post('/tc_payment/', { tc_id, dues: 2, cobru_url: url, cvv })
}

test('shows a public key in PEM, the same in every account', async () => {
  await using cobru = await createCobru()
  const { headers } = await authorise((await cobru.sandbox.account()).cobru)
  const { body } = await cobru.api.get('/base/get_constants_key_public/')
  expect(body).toEqual({
    data: {
      id: 940,
      int_value: null,
      text_value: null,
      text_long_value: expect.stringMatching(
        /^-----BEGIN PUBLIC KEY-----\n[\w+/=\n]+\n-----END PUBLIC KEY-----$/,
      ),
    },
  })
  expect((await cobru.api.get('/base/get_constants_key_public/', headers)).body).toEqual(body)
})

test.each([
  ['PKCS 1', RSA_PKCS1_PADDING],
  ['OAEP', RSA_PKCS1_OAEP_PADDING],
])('cobru.tc.rsa-fields = encrypted: what was encrypted with %s is read', async (_, padding) => {
  await using cobru = await createCobru()
  const { status, body } = await register(cobru, '4111 1111 1111 1111', padding)
  expect([status, body.message]).toEqual([200, 'OK'])
  expect((await cobru.api.get('/list_tc/')).body).toEqual({
    data: [
      {
        bin_card: '411111',
        uuid: body.card_id,
        iai_card: '1111',
        franchise: 'Visa',
        name_card: 'Rosa Ensayo',
      },
    ],
  })
})

test('cobru.tc.rsa-fields = encrypted: clear data is refused, and so is one changed byte', async () => {
  await using cobru = await createCobru()
  const key = await keyOf(cobru)
  const right = {
    number_card: encrypt(key, '4111111111111111'),
    name_card: encrypt(key, 'Rosa Ensayo'),
    date_expiration: encrypt(key, '12/30'),
  }
  const bytes = Buffer.from(right.number_card, 'base64')
  bytes[100]! ^= 1
  for (const number_card of ['4111111111111111', bytes.toString('base64')]) {
    const answer = await cobru.api.post('/register_tc/', { ...right, number_card })
    expect(answer).toMatchObject({ status: 400, body: { message: expect.any(String) } })
    expect(hintsOf(answer).hint).toContain('get_constants_key_public')
  }
  const short = { ...right, number_card: encrypt(key, '4111') }
  expect(await cobru.api.post('/register_tc/', short)).toMatchObject({ status: 400 })
  expect((await cobru.api.get('/list_tc/')).body.data).toEqual([])
})

test('keeps no number: what is stored has its ends only', async () => {
  await using cobru = await createCobru()
  await register(cobru)
  expect(JSON.stringify(await readRecords(cobru, 'storedCard'))).not.toContain('4111111111111111')
})

test('cobru.tc.id-names = four: one id under four names', async () => {
  await using cobru = await createCobru()
  const { card_id: id } = (await register(cobru)).body
  await register(cobru)
  expect((await cobru.api.get(`/list_tc/?card_uuid=${id}`)).body.data).toMatchObject([{ uuid: id }])
  const { url } = await cobru.create()
  expect(await pay(cobru, id, url)).toMatchObject({ status: 200 })
  expect(await cobru.api.get(`/delete_tc/?tc_id=${id}`)).toMatchObject({ status: 200 })
})

test.each([
  ['4111111111111111', 200, { message: 'OK' }, 3],
  ['4111111111111112', 400, { message: 'Pago rechazado' }, 2],
  ['4111111111111113', 200, { message: 'OK' }, 1],
  ['4111111111111114', 400, { cause: 'No fue posible procesar la tarjeta.' }, 0],
])('pays with %s as a payment by card would', async (number, status, body, state) => {
  await using cobru = await createCobru()
  const { card_id: id } = (await register(cobru, number)).body
  const { url } = await cobru.create()
  const answer = await pay(cobru, id, url)
  expect(answer.status).toBe(status)
  expect(answer.body).toEqual(body)
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body.state).toBe(state)
  expect(await balanceOf(cobru)).toBe(state === 3 ? '2047605.00' : '2000000.00')
})

test('pays a cobru once, and only where cards are enabled', async () => {
  await using cobru = await createCobru()
  const { card_id: id } = (await register(cobru)).body
  const { url } = await cobru.create()
  const closed = await cobru.create({ payment_method_enabled: '{"pse":true}' })
  await pay(cobru, id, url)
  expect(await pay(cobru, id, url)).toMatchObject({
    status: 400,
    body: { result: 'COBRU_IS_PAYED' },
  })
  expect(await pay(cobru, id, closed.url)).toMatchObject({
    status: 400,
    body: { result: 'NOT_ALLOWED' },
  })
})

test('a clear cvv, an unknown card and an unknown cobru are refused', async () => {
  await using cobru = await createCobru()
  const { card_id: id } = (await register(cobru)).body
  const { url } = await cobru.create()
  const clear = { tc_id: id, dues: 1, cobru_url: url, cvv: '123' }
  expect(await cobru.api.post('/tc_payment/', clear)).toMatchObject({ status: 400 })
  expect(await pay(cobru, 'nadie', url)).toMatchObject({ status: 404 })
  expect(await pay(cobru, id, 'zzzzzzzz')).toMatchObject({ status: 404 })
})

const remove = (cobru: Cobru, method: string, query: string) =>
  cobru.api.send(`/delete_tc/?${query}`, { method, headers: cobru.headers })

test.each([
  ['cobru.tc.delete-verb = both: either verb deletes', 'both', 200, 200],
  ['cobru.tc.delete-verb = GET: DELETE is not served', 'GET', 200, 405],
  ['cobru.tc.delete-verb = DELETE: GET is not served', 'DELETE', 405, 200],
])('%s', async (_, variant, get, del) => {
  await using cobru = await createCobru({ variants: { 'cobru.tc.delete-verb': variant } })
  for (const [method, status] of [
    ['GET', get],
    ['DELETE', del],
  ] as const) {
    const { card_id: id } = (await register(cobru)).body
    const answer = await remove(cobru, method, `tc_id=${id}`)
    expect([method, answer.status]).toEqual([method, status])
    const left = (await cobru.api.get(`/list_tc/?card_uuid=${id}`)).body.data
    expect(left).toHaveLength(status === 200 ? 0 : 1)
  }
})

test.each(['tc_id', 'card_uuid'])(
  'cobru.tc.delete-param = both: %s names the card',
  async (name) => {
    await using cobru = await createCobru()
    const { card_id: id } = (await register(cobru)).body
    expect(await remove(cobru, 'DELETE', `${name}=${id}`)).toMatchObject({
      status: 200,
      body: { message: 'OK' },
    })
    expect(await remove(cobru, 'DELETE', `${name}=${id}`)).toMatchObject({ status: 404 })
  },
)

test('another account neither sees nor uses a card', async () => {
  await using cobru = await createCobru()
  const { card_id: id } = (await register(cobru)).body
  const { headers } = await authorise((await cobru.sandbox.account()).cobru)
  expect((await cobru.api.get('/list_tc/', headers)).body.data).toEqual([])
  const answer = await cobru.api.send(`/delete_tc/?tc_id=${id}`, { method: 'DELETE', headers })
  expect(answer.status).toBe(404)
  await done(cobru.api, '/send/', { to_user: '3001234567', amount: 1 })
})
