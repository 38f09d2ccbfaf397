/**
 * COP beneficiaries in their three modes.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import { COP, createAvenia, created, hintsOf, NIL, toBank, toKey } from './kit.ts'

test('registers by Bre-B key alone, by bank fields alone, and by both', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const key = await created(api.post(COP, toKey()))
  const bank = await created(api.post(COP, toBank()))
  const both = await created(api.post(COP, toBank({ alias: 'Ambas', breBKey: '@CBW0ZWQT6' })))

  const { body } = await api.get(COP)
  expect(body.bankAccounts.map((each: { id: string }) => each.id)).toEqual([key, bank, both])
  expect(body.bankAccounts[0]).toEqual({
    id: key,
    userId: '11111111-1111-1111-1111-111111111111',
    alias: 'Juan Bre-B',
    description: '',
    beneficiaryName: 'Beneficiario de Ensayo',
    breBKey: '@CBW0ZWQT6',
    createdAt: '2026-04-06T15:00:00.250000Z',
  })
  expect(body.bankAccounts[1]).not.toHaveProperty('breBKey')
  expect(body.bankAccounts[2]).toMatchObject({
    breBKey: '@CBW0ZWQT6',
    bankAccountNumber: '00123456',
  })
  expect(body).not.toHaveProperty('cursor')
})

test('avenia.cop.omitted-fields = omitted: a field that was not registered is absent, an empty description is not', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const id = await created(api.post(COP, toKey()))
  const { body } = await api.get(`${COP}${id}`)
  expect(Object.keys(body.bankAccount).sort()).toEqual(
    ['alias', 'beneficiaryName', 'breBKey', 'createdAt', 'description', 'id', 'userId'].sort(),
  )
})

test('avenia.cop.write-only = hidden: e-mail, address and phone are never shown', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const id = await created(api.post(COP, toBank()))
  const { text } = await api.get(`${COP}${id}`)
  expect(text).not.toMatch(/beneficiaryEmail|beneficiaryAddress|phoneNumber/)
})

test('refuses what has neither key nor bank fields', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(COP, { alias: 'a', beneficiaryName: 'b' })
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'breBKey or bank fields is invalid' },
  })
})

test.each([
  ['bankAccountNumber', '12345', 400],
  ['bankAccountNumber', '123456', 200],
  ['bankAccountNumber', '1'.repeat(18), 200],
  ['bankAccountNumber', '1'.repeat(19), 400],
  ['bankAccountNumber', '12345x', 400],
  ['documentNumber', '12345', 400],
  ['documentNumber', '123456', 200],
  ['documentNumber', '1234567890', 200],
  ['documentNumber', '12345678901', 400],
  ['documentNumber', '529.982.247', 400],
  ['documentType', 'CPF', 400],
  ['documentType', 'PASSPORT', 200],
  ['beneficiaryType', 'company', 400],
  ['beneficiaryType', 'business', 200],
  ['beneficiaryEmail', 'beneficiario', 400],
  ['phoneNumber', '3001234567', 400],
  ['accountType', 'checking', 400],
  ['accountType', 'SAVINGS', 200],
  ['bankId', 'bank_cop_999', 400],
  ['bankId', '007', 400],
  ['alias', '', 400],
  ['alias', 'a'.repeat(100), 200],
  ['alias', 'a'.repeat(101), 400],
  ['description', 'a'.repeat(500), 200],
  ['description', 'a'.repeat(501), 400],
  ['beneficiaryName', 'a'.repeat(140), 200],
  ['beneficiaryName', 'a'.repeat(141), 400],
  ['breBKey', 'a'.repeat(100), 200],
  ['breBKey', 'a'.repeat(101), 400],
])('%s of %j answers %d', async (field, value, status) => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(COP, toBank({ [field]: value }))
  expect(answer.status, answer.text).toBe(status)
  if (status === 400) expect(answer.body).toEqual({ error: `${field} is invalid` })
})

test.each([
  [{ country: 'COL' }, 'beneficiaryAddress.country is invalid'],
  [{ city: undefined }, 'beneficiaryAddress.city is invalid'],
  [{ postalCode: '' }, 'beneficiaryAddress.postalCode is invalid'],
])('refuses an address with %j', async (change, error) => {
  await using avenia = await createAvenia()
  const beneficiaryAddress = { ...toBank().beneficiaryAddress, ...change }
  const answer = await avenia.api.post(COP, toBank({ beneficiaryAddress }))
  expect(answer).toMatchObject({ status: 400, body: { error } })
})

test('takes an address without address2', async () => {
  await using avenia = await createAvenia()
  const beneficiaryAddress = { ...toBank().beneficiaryAddress, address2: undefined }
  expect((await avenia.api.post(COP, toBank({ beneficiaryAddress }))).status).toBe(200)
})

const BANK_FIELDS = Object.keys(toBank()).slice(3)

test.each(BANK_FIELDS)(
  'avenia.cop.partial-message = missing-field: %s is named when it is missing',
  async (field) => {
    await using avenia = await createAvenia()
    const answer = await avenia.api.post(COP, toBank({ [field]: undefined }))
    expect(answer).toMatchObject({ status: 400, body: { error: `${field} is invalid` } })
  },
)

test('names bankAccountNumber first when it is missing among others', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(COP, toKey({ bankId: 'bank_cop_022' }))
  expect(answer).toMatchObject({ status: 400, body: { error: 'bankAccountNumber is invalid' } })
})

test('avenia.cop.partial-message = account-number: the message names the account number whatever is missing', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.partial-message': 'account-number' },
  })
  const answer = await avenia.api.post(COP, toBank({ phoneNumber: undefined }))
  expect(answer.body).toEqual({ error: 'bankAccountNumber is invalid' })
  expect(hintsOf(answer).hint).toContain('phoneNumber')
})

test('avenia.cop.bank-field-set = whole-table: a beneficiaryType beside the key is a partial registration', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(COP, toKey({ beneficiaryType: 'individual' }))
  expect(answer.status).toBe(400)
})

test('avenia.cop.bank-field-set = account-fields: a beneficiaryType beside the key is taken', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.bank-field-set': 'account-fields' },
  })
  expect((await avenia.api.post(COP, toKey({ beneficiaryType: 'individual' }))).status).toBe(200)
  expect((await avenia.api.post(COP, toKey({ alias: 'b', bankId: 'bank_cop_022' }))).status).toBe(
    400,
  )
})

test('avenia.cop.document-rule = every-type: an alphanumeric passport is refused', async () => {
  await using avenia = await createAvenia()
  const body = toBank({ documentType: 'PASSPORT', documentNumber: 'AB123456' })
  expect((await avenia.api.post(COP, body)).body).toEqual({ error: 'documentNumber is invalid' })
})

test('avenia.cop.document-rule = national-id-only: an alphanumeric passport is taken, an eleven-digit cedula is not', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.document-rule': 'national-id-only' },
  })
  const passport = toBank({ documentType: 'PASSPORT', documentNumber: 'AB123456' })
  expect((await avenia.api.post(COP, passport)).status).toBe(200)
  const cedula = toBank({ alias: 'b', documentNumber: '12345678901' })
  expect((await avenia.api.post(COP, cedula)).status).toBe(400)
})

test('avenia.cop.bank-name = as-sent: another name than the catalog’s is kept', async () => {
  await using avenia = await createAvenia()
  const id = await created(avenia.api.post(COP, toBank({ bankName: 'OTRO' })))
  expect((await avenia.api.get(`${COP}${id}`)).body.bankAccount.bankName).toBe('OTRO')
})

test('avenia.cop.bank-name = must-match: another name than the catalog’s is refused', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.cop.bank-name': 'must-match' } })
  const answer = await avenia.api.post(COP, toBank({ bankName: 'OTRO' }))
  expect(answer).toMatchObject({ status: 400, body: { error: 'bankName is invalid' } })
  expect((await avenia.api.post(COP, toBank())).status).toBe(200)
})

test('avenia.cop.alias-duplicate = invalid: a second alias is refused with 400', async () => {
  await using avenia = await createAvenia()
  await created(avenia.api.post(COP, toKey()))
  const answer = await avenia.api.post(COP, toKey())
  expect(answer).toMatchObject({ status: 400, body: { error: 'alias is invalid' } })
})

test('avenia.cop.alias-duplicate = conflict: a second alias is refused with 409', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.alias-duplicate': 'conflict' },
  })
  await created(avenia.api.post(COP, toKey()))
  expect((await avenia.api.post(COP, toKey())).status).toBe(409)
})

test('avenia.cop.alias-scope = owner: a sub-account may have the main account’s alias', async () => {
  await using avenia = await createAvenia()
  const sub = await created(
    avenia.api.post('/v2/account/sub-accounts', { accountType: 'COMPANY', name: 'Tienda' }),
  )
  await created(avenia.api.post(COP, toKey()))
  expect((await avenia.api.post(`${COP}?subAccountId=${sub}`, toKey())).status).toBe(200)
})

test('avenia.cop.alias-scope = main-account: a sub-account may not', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.alias-scope': 'main-account' },
  })
  const sub = await created(
    avenia.api.post('/v2/account/sub-accounts', { accountType: 'COMPANY', name: 'Tienda' }),
  )
  await created(avenia.api.post(COP, toKey()))
  expect((await avenia.api.post(`${COP}?subAccountId=${sub}`, toKey())).status).toBe(400)
})

test('avenia.cop.breb-unregistered = one-message: malformed and unregistered keys look alike on create and differ in the look-up', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const info = '/v2/account/bank-accounts/cop/bre-b-info'
  for (const breBKey of ['@INVALID1', 'con espacio'])
    expect((await api.post(COP, toKey({ breBKey }))).body).toEqual({ error: 'breBKey is invalid' })

  expect((await api.get(`${info}?breBKey=@INVALID1`)).status).toBe(404)
  expect((await api.get(`${info}?breBKey=con%20espacio`)).status).toBe(400)
  expect((await api.get(info)).status).toBe(400)
  expect((await api.get(`${info}?breBKey=@CBW0ZWQT6`)).body).toEqual({
    holderName: 'San*** Te****',
    holderIdNumber: '*****1234',
  })
})

test('avenia.cop.breb-repeats = allowed: two beneficiaries have the same key', async () => {
  await using avenia = await createAvenia()
  await created(avenia.api.post(COP, toKey()))
  await created(avenia.api.post(COP, toKey({ alias: 'Otra', beneficiaryName: 'Otro Nombre' })))
})

test('triggers take a key off the network and put it on', async () => {
  await using avenia = await createAvenia()
  await avenia.sandbox.trigger('avenia.breb.unregister', { key: '@CBW0ZWQT6' })
  expect((await avenia.api.post(COP, toKey())).status).toBe(400)
  await avenia.sandbox.trigger('avenia.breb.register', { key: '@INVALID1', holderName: 'Ana***' })
  expect((await avenia.api.post(COP, toKey({ breBKey: '@INVALID1' }))).status).toBe(200)
  await expect(avenia.sandbox.trigger('avenia.breb.register', { key: 'a b' })).rejects.toThrow(
    /blanks/,
  )
})

test('avenia.cop.create-status = 200: a create answers 200 with the id alone', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.post(COP, toKey())
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
})

test('avenia.cop.create-status = 201: a create answers 201', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.cop.create-status': '201' } })
  expect((await avenia.api.post(COP, toKey())).status).toBe(201)
})

test('avenia.cop.description-required = optional: a create without description is taken, and shows none', async () => {
  await using avenia = await createAvenia()
  const id = await created(avenia.api.post(COP, toKey({ description: undefined })))
  expect((await avenia.api.get(`${COP}${id}`)).body.bankAccount).not.toHaveProperty('description')
})

test('avenia.cop.description-required = required: a create without description is refused', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.cop.description-required': 'required' },
  })
  const answer = await avenia.api.post(COP, toKey({ description: undefined }))
  expect(answer).toMatchObject({ status: 400, body: { error: 'description is invalid' } })
})

test('avenia.cop.get-breb-key = present: a read shows the key of a beneficiary with both rails', async () => {
  await using avenia = await createAvenia()
  const id = await created(avenia.api.post(COP, toBank({ breBKey: '@CBW0ZWQT6' })))
  expect((await avenia.api.get(`${COP}${id}`)).body.bankAccount.breBKey).toBe('@CBW0ZWQT6')
})

test('avenia.cop.get-breb-key = absent: a read lacks the key, the list has it', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.cop.get-breb-key': 'absent' } })
  const id = await created(avenia.api.post(COP, toBank({ breBKey: '@CBW0ZWQT6' })))
  const only = await created(avenia.api.post(COP, toKey()))
  expect((await avenia.api.get(`${COP}${id}`)).body.bankAccount).not.toHaveProperty('breBKey')
  expect((await avenia.api.get(`${COP}${only}`)).body.bankAccount).toHaveProperty('breBKey')
  expect((await avenia.api.get(COP)).body.bankAccounts[0].breBKey).toBe('@CBW0ZWQT6')
})

test('avenia.cop.delete-answer = empty-object: a delete answers 200 with {}, and frees the alias', async () => {
  await using avenia = await createAvenia()
  const id = await created(avenia.api.post(COP, toKey()))
  expect(await avenia.api.delete(`${COP}${id}`)).toMatchObject({ status: 200, text: '{}' })
  expect((await avenia.api.delete(`${COP}${id}`)).status).toBe(404)
  expect((await avenia.api.get(`${COP}${id}`)).body).toEqual({ error: 'not found' })
  await created(avenia.api.post(COP, toKey()))
})

test('avenia.cop.sample-id = stands-for-one: the nil UUID of the printed requests is the oldest bank beneficiary, and deletes no record', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(`${COP}${NIL}`)).status).toBe(200)
  await created(avenia.api.post(COP, toKey()))
  const id = await created(avenia.api.post(COP, toBank()))
  expect((await avenia.api.get(`${COP}${NIL}`)).body.bankAccount.id).toBe(id)
  expect(await avenia.api.delete(`${COP}${NIL}`)).toMatchObject({ status: 200, body: {} })
  expect((await avenia.api.get(`${COP}${id}`)).body.bankAccount.id).toBe(id)
  expect((await avenia.api.get(COP)).body.bankAccounts).toHaveLength(2)
})

test('avenia.cop.sample-id = unknown: the nil UUID is nobody’s', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.cop.sample-id': 'unknown' } })
  expect((await avenia.api.get(`${COP}${NIL}`)).status).toBe(404)
})

test('avenia.cop.banks = documented: supported-banks lists the three that are printed', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(`${COP}supported-banks`)).body).toEqual({
    banks: [
      { bankId: 'bank_cop_022', bankName: 'BANCOLOMBIA' },
      { bankId: 'bank_cop_007', bankName: 'BANCOLOMBIA (NEQUI)' },
      { bankId: 'bank_cop_001', bankName: 'BANCAMIA S.A.' },
    ],
  })
})

test('avenia.cop.banks = forty-four: 41 made-up ones follow, and may be registered', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.cop.banks': 'forty-four' } })
  const { body } = await avenia.api.get(`${COP}supported-banks`)
  expect(new Set(body.banks.map((each: { bankId: string }) => each.bankId)).size).toBe(44)
  expect((await avenia.api.post(COP, toBank({ ...body.banks[43] }))).status).toBe(200)
})
