/** Filters, cursors, paths, envelopes and sub-account scope, which all lists share. */
import { expect, test } from 'vitest'
import {
  type Avenia,
  COP,
  createAvenia,
  created,
  hintsOf,
  type Loose,
  NIL,
  START_AT,
  toKey,
} from './kit.ts'

const SUBS = '/v2/account/sub-accounts'

async function makeMany(count: number, variants: Record<string, string> = {}) {
  const avenia = await createAvenia({ variants })
  for (let index = 0; index < count; index++)
    await created(avenia.api.post(COP, toKey({ alias: `llave ${index}` })))
  return avenia
}

test('pages hold fifty; the cursor leads to the next', async () => {
  await using avenia = await makeMany(51)
  const first = (await avenia.api.get(COP)).body
  expect(first.bankAccounts).toHaveLength(50)
  expect(Buffer.from(first.cursor, 'base64').toString()).toBe(`50-${START_AT}`)
  const second = (await avenia.api.get(`${COP}?cursor=${encodeURIComponent(first.cursor)}`)).body
  expect(second.bankAccounts).toMatchObject([{ alias: 'llave 50' }])
  expect(second).not.toHaveProperty('cursor')
})

const WALLETS = '/v2/account/beneficiaries/wallets/'

async function makeWallets(count: number, variants: Record<string, string> = {}) {
  const avenia = await createAvenia({ variants })
  for (let index = 0; index < count; index++) {
    const walletAddress = `0x${'0'.repeat(40)}`
    const body = { alias: `w${index}`, walletAddress, walletChain: 'CELO' }
    await created(avenia.api.post(WALLETS, body))
  }
  return avenia
}

/** Aliases of all pages, and the cursor of the first. */
async function readAll({ api }: Avenia, path: string, wrap: string) {
  const first = (await api.get(path)).body
  const cursor = encodeURIComponent(first.cursor)
  const second = (await api.get(`${path}?cursor=${cursor}`)).body
  const records = [...first[wrap], ...second[wrap]]
  return { aliases: records.map(({ alias }) => alias), cursor: first.cursor as string }
}

const NUMBERS = Array.from({ length: 51 }, (_, index) => index)

test.each([
  ['newest-first', NUMBERS.toReversed()],
  ['oldest-first', NUMBERS],
])('avenia.lists.order = %s: so pages of a list follow one another', async (variant, numbers) => {
  await using avenia = await makeWallets(51, { 'avenia.lists.order': variant })
  const { aliases } = await readAll(avenia, WALLETS, 'wallets')
  expect(aliases).toEqual(numbers.map((number) => `w${number}`))
})

test.each([
  ['oldest-first', NUMBERS],
  ['newest-first', NUMBERS.toReversed()],
])('avenia.cop.list-order = %s: so COP beneficiaries are listed', async (variant, numbers) => {
  await using avenia = await makeMany(51, { 'avenia.cop.list-order': variant })
  const { aliases } = await readAll(avenia, COP, 'bankAccounts')
  expect(aliases).toEqual(numbers.map((number) => `llave ${number}`))
})

test.each([
  ['padded', /^[A-Za-z0-9+/]+==$/],
  ['unpadded', /^[A-Za-z0-9+/]+$/],
])('avenia.lists.cursor-padding = %s: so a cursor ends, and leads on', async (variant, form) => {
  await using avenia = await makeWallets(60, { 'avenia.lists.cursor-padding': variant })
  const { aliases, cursor } = await readAll(avenia, WALLETS, 'wallets')
  expect(cursor).toMatch(form)
  expect(Buffer.from(cursor, 'base64').toString()).toBe(`11-${START_AT}`)
  expect(aliases).toHaveLength(60)
})

test.each([
  ['absent', undefined],
  ['null', null],
  ['empty', ''],
])('avenia.lists.last-cursor = %s: so ends a list', async (variant, cursor) => {
  await using avenia = await makeMany(1, { 'avenia.lists.last-cursor': variant })
  expect((await avenia.api.get(COP)).body.cursor).toBe(cursor)
})

test('avenia.lists.unknown-cursor = ignored: NEXT_CURSOR of the printed request lists from the start', async () => {
  await using avenia = await makeMany(1)
  expect((await avenia.api.get(`${COP}?cursor=NEXT_CURSOR`)).body.bankAccounts).toHaveLength(1)
})

test('avenia.lists.unknown-cursor = refused: a cursor that was never given is refused', async () => {
  await using avenia = await makeMany(1, { 'avenia.lists.unknown-cursor': 'refused' })
  expect((await avenia.api.get(`${COP}?cursor=NEXT_CURSOR`)).body).toEqual({
    error: 'cursor is invalid',
  })
})

test.each([
  ['seconds', 1_000],
  ['milliseconds', 1],
])(
  'avenia.lists.created-unit = %s: createdAfter and createdBefore count in them',
  async (variant, unit) => {
    await using avenia = await makeMany(1, { 'avenia.lists.created-unit': variant })
    const at = Math.floor(START_AT / unit)
    const count = async (query: string) =>
      (await avenia.api.get(`${COP}?${query}`)).body.bankAccounts.length
    expect(await count(`createdAfter=${at}`)).toBe(1)
    expect(await count(`createdAfter=${at + 1}`)).toBe(0)
    expect(await count(`createdBefore=${at + 1}`)).toBe(1)
    expect(await count(`createdBefore=${at - 1}`)).toBe(0)
    expect((await avenia.api.get(`${COP}?createdAfter=ayer`)).status).toBe(400)
  },
)

test('avenia.lists.alias-filter = exact: the whole alias', async () => {
  await using avenia = await makeMany(2)
  expect((await avenia.api.get(`${COP}?alias=llave%201`)).body.bankAccounts).toHaveLength(1)
  expect((await avenia.api.get(`${COP}?alias=llave`)).body.bankAccounts).toHaveLength(0)
})

test('avenia.lists.alias-filter = part: a part of it', async () => {
  await using avenia = await makeMany(2, { 'avenia.lists.alias-filter': 'part' })
  expect((await avenia.api.get(`${COP}?alias=llave`)).body.bankAccounts).toHaveLength(2)
})

test('avenia.scope.empty-is-main = main: an empty subAccountId is the main account', async () => {
  await using avenia = await makeMany(1)
  expect((await avenia.api.get(`${COP}?subAccountId=`)).body.bankAccounts).toHaveLength(1)
})

test('a sub-account sees its own and nothing else', async () => {
  await using avenia = await makeMany(1)
  const { api } = avenia
  const sub = await created(api.post(SUBS, { accountType: 'INDIVIDUAL', name: 'Tienda de Ensayo' }))
  const id = await created(api.post(`${COP}?subAccountId=${sub}`, toKey({ alias: 'x' })))
  expect((await api.get(`${COP}?subAccountId=${sub}`)).body.bankAccounts).toMatchObject([
    { id, userId: sub },
  ])
  expect((await api.get(COP)).body.bankAccounts).toHaveLength(1)
  const other = await api.get(`${COP}${id}`)
  expect(other.status).toBe(404)
  expect(hintsOf(other).hint).toContain(sub)
  expect((await api.get(`${COP}?subAccountId=${NIL}`)).status).toBe(404)
})

test('avenia.sub-accounts.singular-key = singular: sub-accounts are listed under subAccount, by part of the name', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const sub = await created(api.post(SUBS, { accountType: 'INDIVIDUAL', name: 'Tienda de Ensayo' }))
  await created(api.post(SUBS, { accountType: 'COMPANY', name: 'Otra' }))
  const { body } = await api.get(`${SUBS}?name=tienda`)
  const view = {
    subAccountId: sub,
    mainAccountId: '11111111-1111-1111-1111-111111111111',
    createdAt: '2026-04-06T15:00:00.250000Z',
    accountInfo: { id: expect.any(String), accountType: 'INDIVIDUAL', name: 'Tienda de Ensayo' },
  }
  expect(body).toEqual({ subAccount: [view] })
  expect((await api.get(`${SUBS}/${sub}`)).body).toEqual(view)
  expect((await api.get(`${SUBS}?accountType=COMPANY`)).body.subAccount).toHaveLength(1)
  expect((await api.delete(`${SUBS}/${sub}`)).status).toBe(405)
})

test('avenia.sub-accounts.account-info = short: sub-accounts are listed with three fields, as the guide prints them', async () => {
  await using avenia = await createAvenia()
  await created(avenia.api.post(SUBS, { accountType: 'COMPANY', name: 'Otra' }))
  const [{ accountInfo }] = (await avenia.api.get(SUBS)).body.subAccount
  expect(Object.keys(accountInfo)).toEqual(['id', 'accountType', 'name'])
})

test('avenia.sub-accounts.account-info = whole: sub-accounts are listed with all nine fields, the newest first', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.sub-accounts.account-info': 'whole' },
  })
  const { api } = avenia
  const ids = []
  for (const name of ['Primera', 'Segunda']) {
    const made = await api.post(SUBS, { accountType: 'COMPANY', name })
    expect(made.status).toBe(201)
    ids.unshift(made.body.id)
  }
  const { subAccount } = (await api.get(SUBS)).body
  expect(subAccount.map(({ subAccountId }: Loose) => subAccountId)).toEqual(ids)
  const { accountInfo } = (await api.get(`/v2/account/account-info?subAccountId=${ids[0]}`)).body
  expect(subAccount[0].accountInfo).toEqual(accountInfo)
  expect(Object.keys(accountInfo)).toHaveLength(9)
})

test('avenia.paths.trailing-slash = either: a collection is reached with and without the slash', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(COP)).status).toBe(200)
  expect((await avenia.api.get(COP.slice(0, -1))).status).toBe(200)
})

test('avenia.paths.trailing-slash = as-written: a collection wants its slash, an item none', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.paths.trailing-slash': 'as-written' },
  })
  expect((await avenia.api.get(COP)).status).toBe(200)
  const answer = await avenia.api.get(COP.slice(0, -1))
  expect(answer).toMatchObject({ status: 404, body: { error: 'not found' } })
  expect(hintsOf(answer).quirks).toContain('avenia.paths.trailing-slash=as-written')
  expect((await avenia.api.get('/v2/account/balances/')).status).toBe(404)
})

test('an unknown path answers 404, a known-by-name operation 501', async () => {
  await using avenia = await createAvenia()
  expect(await avenia.api.post('/v2/kyc/level-1/api', {})).toMatchObject({
    status: 404,
    body: { error: 'not found' },
  })
  expect((await avenia.api.get('/v2/account/access-info')).status).toBe(501)
  expect((await avenia.api.post(COP, '{')).body).toEqual({
    error: 'InvalidBodyError: could not parse body data',
  })
})

const FAMILIES: [string, object, object, string | undefined][] = [
  ['bank-accounts/brl/', { pixKey: 'loja@example.com' }, {}, 'bankAccount'],
  [
    'bank-accounts/usd/',
    { bankAccountNumber: '1', bankRoutingNumber: '2', bankBeneficiaryName: 'A', bankName: 'B' },
    { bankName: '' },
    'bankAccount',
  ],
  [
    'bank-accounts/eur/',
    { iban: 'DE00ENSAYO00000000000', country: 'DE', bankBeneficiaryName: 'A', isBusiness: true },
    { isBusiness: 'no' },
    'bankAccount',
  ],
  [
    'bank-accounts/ars/',
    { description: '', cvu: '0'.repeat(20) },
    { cvu: '0'.repeat(19) },
    'bankAccount',
  ],
  [
    'wallets/',
    { walletAddress: `0x${'0'.repeat(40)}`, walletChain: 'POLYGON' },
    { walletChain: 'SOLANA' },
    undefined,
  ],
]

test.each(FAMILIES)('%s registers, lists, shows and deletes', async (path, fields, wrong, wrap) => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const base = `/v2/account/beneficiaries/${path}`
  expect(
    (
      await api.post(base, {
        alias: 'a',
        ...fields,
        ...wrong,
        ...(path.includes('brl') ? { pixKey: undefined } : {}),
      })
    ).status,
  ).toBe(400)
  const id = await created(api.post(base, { alias: 'a', ...fields }))
  const { body } = await api.get(`${base}${id}`)
  expect(wrap === undefined ? body : body[wrap]).toMatchObject({ id, alias: 'a' })
  expect((await api.get(base)).body[wrap === undefined ? 'wallets' : 'bankAccounts']).toHaveLength(
    1,
  )
  expect((await api.delete(`${base}${id}`)).body).toEqual({})
  expect((await api.get(`${base}${id}`)).status).toBe(404)
})

test('avenia.wallets.bare-record = bare: a wallet comes without a wrapper', async () => {
  await using avenia = await createAvenia()
  const base = '/v2/account/beneficiaries/wallets/'
  const id = await created(
    avenia.api.post(base, {
      alias: 'a',
      walletAddress: `0x${'0'.repeat(40)}`,
      walletChain: 'CELO',
    }),
  )
  expect((await avenia.api.get(`${base}${id}`)).body).toMatchObject({ id, walletChain: 'CELO' })
  expect((await avenia.api.get(`${base}?walletChain=POLYGON`)).body.wallets).toHaveLength(0)
})

test('an ARS beneficiary wants a description and 20 to 22 digits, and answers what is known of the account', async () => {
  await using avenia = await createAvenia()
  const path = '/v2/account/beneficiaries/bank-accounts/ars/'
  const register = (over: object) =>
    avenia.api.post(path, { alias: 'a'.repeat(255), description: '', cvu: '1'.repeat(22), ...over })
  for (const [field, value] of [
    ['description', undefined],
    ['description', 'a'.repeat(501)],
    ['alias', 'a'.repeat(256)],
    ['cvu', '1'.repeat(19)],
    ['cvu', '1'.repeat(23)],
  ] as const)
    expect((await register({ [field]: value })).body).toEqual({
      error: `InvalidFieldError: ${field} is invalid`,
    })
  const cvu = '1'.repeat(20)
  expect((await register({ description: 'a'.repeat(500), cvu })).body).toEqual({
    id: expect.any(String),
    accountData: { cvu, accountHolders: [] },
  })
})

test('PIX bank fields are all or nothing', async () => {
  await using avenia = await createAvenia()
  const path = '/v2/account/beneficiaries/bank-accounts/brl/'
  expect((await avenia.api.post(path, { alias: 'a', bankCode: '001' })).body).toEqual({
    error: 'InvalidFieldError: userName is invalid',
  })
})
