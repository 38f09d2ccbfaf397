/** White-label users: registration, verification, their own balance (E.10). */
import { expect, test } from 'vitest'
import { type Cobru, createCobru, hintsOf } from './kit.ts'
import { CASH, done, expectBalanced, readRecords } from './money.ts'

const USER = {
  username: '09906786442',
  first_name: 'Rosa',
  last_name: 'Ensayo',
  email: 'rosa@example.com',
  password: '12345678',
  phone: '09906786442',
  document_type: '0',
  document_number: '11111122223',
  brand: 'MY_BRAND',
}
const NAME = 'MY_BRAND-09906786442'

/** Registers and logs in; answers headers of the new user. */
async function enter(cobru: Cobru, over: object = {}) {
  const { api, headers } = cobru
  const { body } = await api.post('/user/', { ...USER, ...over })
  const login = { username: body.username, password: USER.password }
  const { access, refresh } = await done(api, '/token/', login)
  return {
    headers: { ...headers, authorization: `Bearer ${access}` },
    refresh,
    id: body.id,
  }
}

async function verify(cobru: Cobru, headers: Record<string, string>) {
  await cobru.api.post('/request_confirmation/', { phone: true, email: true }, headers)
  const email = await cobru.api.post('/verify_email/', { code: 123456 }, headers)
  const phone = await cobru.api.post('/verify_phone/', { code: '123456' }, headers)
  return [email.status, phone.status]
}

test('cobru.user.status = 201-envelope: the user below `message`', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.user.status': '201-envelope' } })
  const answer = await cobru.api.post('/user/', USER)
  expect(answer.status).toBe(201)
  expect(answer.body).toEqual({
    error: false,
    message: {
      email: 'rosa@example.com',
      first_name: 'Rosa',
      gender: null,
      gender_legal: null,
      id: 2093,
      last_name: 'Ensayo',
      username: NAME,
    },
    status: 201,
  })
})

test('cobru.user.status = 200-flat: the user at the top', async () => {
  await using cobru = await createCobru()
  const createdUser = await cobru.api.post('/user/', USER)
  expect(createdUser).toMatchObject({ status: 200, body: { id: 2093, username: NAME } })
})

test('cobru.user.brand-prefix = prefixed: the name that logs in has the brand in front', async () => {
  await using cobru = await createCobru()
  const { body } = await cobru.api.post('/user/', USER)
  expect(body.username).toBe(NAME)
  const login = (username: string) => cobru.api.post('/token/', { username, password: '12345678' })
  expect(await login(NAME)).toMatchObject({ status: 200, body: { access: expect.any(String) } })
  expect(await login(USER.username)).toMatchObject({ status: 401 })
})

test('the API key is enough to register', async () => {
  await using cobru = await createCobru()
  const headers = {
    'x-api-key': cobru.headers['x-api-key']!,
    'content-type': 'application/json',
  }
  const init = { method: 'POST', headers, body: JSON.stringify(USER) }
  expect(await cobru.api.send('/user/', init)).toMatchObject({ status: 200 })
  expect(await cobru.api.send('/category/', { headers })).toMatchObject({ status: 200 })
})

test.each([
  { first_name: 'Rosa', last_name: ' rosa ' },
  { first_name: '123', last_name: 'Ensayo' },
])('cobru.user.full-name-check = checked: %j is not a full name', async (names) => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/user/', { ...USER, ...names })
  expect(answer).toMatchObject({
    status: 400,
    text: '{"non_field_errors":["Invalid full name."]}',
  })
})

test('cobru.user.company-names = empty-last-name: a company has one name, a person two', async () => {
  await using cobru = await createCobru()
  const company = {
    ...USER,
    type_person: 2,
    document_type: '3',
    first_name: 'Ensayo',
    last_name: '',
  }
  const register = (over: object) => cobru.api.post('/user/', { ...company, ...over })
  expect(await register({})).toMatchObject({ status: 200, body: { last_name: '' } })
  expect(await register({ type_person: 1 })).toMatchObject({
    status: 400,
    body: { last_name: ['This field may not be blank.'] },
  })
  expect(await register({ first_name: '900100001', username: '2' })).toMatchObject({
    status: 400,
    body: { non_field_errors: ['Invalid full name.'] },
  })
})

test('cobru.user.json-in-error = json-text: a name that is taken answers JSON inside text', async () => {
  await using cobru = await createCobru()
  await cobru.api.post('/user/', USER)
  const answer = await cobru.api.post('/user/', USER)
  expect(answer.status).toBe(400)
  expect(JSON.parse(answer.body.error)).toEqual({ username: [expect.any(String)] })
  const other = await cobru.api.post('/user/', { ...USER, brand: 'OTHER' })
  expect(other.body.username).toBe('OTHER-09906786442')
})

test('fields that are missing are named, each with its list', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/user/', { ...USER, brand: undefined, email: 'x' })
  expect(answer.body).toEqual({
    brand: ['This field is required.'],
    email: ['Enter a valid email address.'],
  })
})

test('keeps no password', async () => {
  await using cobru = await createCobru()
  await cobru.api.post('/user/', USER)
  expect(JSON.stringify(await readRecords(cobru, 'user'))).not.toContain('12345678"')
})

test('cobru.user.subcategory-no-slash = no-slash: with a slash nothing is found', async () => {
  await using cobru = await createCobru()
  expect((await cobru.api.get('/subcategory?category_id=66')).body).toEqual({
    error: false,
    message: [
      { id: 556, name: expect.any(String) },
      { id: 555, name: expect.any(String) },
      { id: 554, name: expect.any(String) },
    ],
  })
  expect(await cobru.api.get('/subcategory/?category_id=66')).toMatchObject({ status: 404 })
  expect((await cobru.api.get('/category/')).body.message).toContainEqual({
    id: 99,
    name: expect.any(String),
  })
})

test('cobru.user.verify-with-user-token = user-token: the token says who is verified', async () => {
  await using cobru = await createCobru()
  const { headers } = await enter(cobru)
  const [before] = await readRecords(cobru, 'user')
  expect(await verify(cobru, cobru.headers)).toEqual([200, 200])
  expect((await readRecords(cobru, 'user'))[0]).toEqual(before)

  expect(await verify(cobru, headers)).toEqual([200, 200])
  expect((await readRecords(cobru, 'user'))[0]).toMatchObject({
    emailVerified: true,
    phoneVerified: true,
  })
})

test('a wrong code is refused, and so is one that was not asked for', async () => {
  await using cobru = await createCobru()
  const { headers } = await enter(cobru)
  const early = await cobru.api.post('/verify_email/', { code: 123456 }, headers)
  expect(early).toMatchObject({ status: 400, body: { message: expect.any(String) } })
  expect(hintsOf(early).hint).toContain('request_confirmation')
  await cobru.api.post('/request_confirmation/', { email: true }, headers)
  const wrong = await cobru.api.post('/verify_email/', { code: 1 }, headers)
  expect(hintsOf(wrong).hint).toContain('123456')
  expect(wrong.status).toBe(400)
  expect(await cobru.api.post('/verify_phone/', { code: 123456 }, headers)).toMatchObject({
    status: 400,
  })
})

test('cobru.send.verified-sender = verified-only: a user sends once e-mail and phone are verified', async () => {
  await using cobru = await createCobru()
  const { headers } = await enter(cobru)
  await done(cobru.api, '/send/', { to_user: NAME, amount: 5_000 })
  const send = () => cobru.api.post('/send/', { to_user: '3100000001', amount: 2_000 }, headers)

  const refused = await send()
  expect(refused).toMatchObject({ status: 403, body: { error: expect.any(String) } })
  expect(hintsOf(refused).hint).toContain('A business rule, not authentication')

  await verify(cobru, headers)
  expect(await send()).toMatchObject({ status: 200, body: { from_user: NAME, amount: 2_000 } })
  expect((await cobru.api.get('/balance/', headers)).body.balance).toBe('3000.00')
  expect((await cobru.api.get('/balance/')).body.balance).toBe('1997000.00')
  expect((await cobru.api.get('/send/', headers)).body).toHaveLength(2)
  await expectBalanced(cobru)
})

test('a user has withdrawals of its own, which the account does not see among its', async () => {
  await using cobru = await createCobru()
  const { headers } = await enter(cobru)
  await done(cobru.api, '/send/', { to_user: NAME, amount: 20_000 })
  const made = await cobru.api.post('/cashwithdraw/', CASH, headers)
  expect(made).toMatchObject({ status: 200 })
  const { ref } = made.body
  expect((await cobru.api.get('/cashwithdraw/', headers)).body).toMatchObject([
    { pk: ref, from_user: '2093', from_user_phone: '09906786442' },
  ])
  expect((await cobru.api.get('/cashwithdraw/')).body).toEqual([])
  expect(await cobru.api.post('/cancelcashwithdraw/', { id: ref })).toMatchObject({ status: 400 })
  expect(await cobru.api.get(`/cashwithdraw/${ref}`)).toMatchObject({ status: 404 })
  expect(
    (await cobru.api.get('/movements/movements_by_types/?by_cobrus=true', headers)).body.data,
  ).toEqual([])
})

test('a refreshed token stays the user`s', async () => {
  await using cobru = await createCobru()
  const { headers, refresh } = await enter(cobru)
  const { access } = await done(cobru.api, '/token/refresh/', { refresh })
  const again = { ...headers, authorization: `Bearer ${access}` }
  expect((await cobru.api.get('/balance/', again)).body.balance).toBe('0.00')
})

test('authorises users that exist, by id or name', async () => {
  await using cobru = await createCobru()
  const { id } = await enter(cobru)
  const post = (sub_users: unknown[]) => cobru.api.post('/authorize_subusers/', { sub_users })
  expect(await post([id, NAME])).toMatchObject({ status: 200, text: '{"result":"done"}' })
  expect(await post([id, 'nadie'])).toMatchObject({
    status: 400,
    body: { detail: expect.any(String) },
  })
})

test('takes a document as multipart, binary and all', async () => {
  await using cobru = await createCobru()
  const form = new FormData()
  form.set(
    'file',
    new File([new Uint8Array([0xff, 0xd8, 0xff])], 'cedula.png', { type: 'image/png' }),
  )
  form.set('sign', 'a'.repeat(40))
  form.set('file_type', 'documents')
  form.set('file_name', 'cédula frente.png')
  const headers = { 'x-api-key': cobru.headers['x-api-key']! }
  const answer = await cobru.api.send('/base/upload_file/', { method: 'POST', headers, body: form })
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    url: expect.stringMatching(/\/media\/documents\/[0-9a-f]{16}-c%C3%A9dula%20frente\.png$/),
    result: 'OK',
    message: expect.any(String),
    code_transaction: expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  form.delete('sign')
  const unsigned = await cobru.api.send('/base/upload_file/', {
    method: 'POST',
    headers,
    body: form,
  })
  expect(unsigned).toMatchObject({ status: 400, body: { sign: ['This field is required.'] } })
})
