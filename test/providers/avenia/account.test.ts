/** Account reads, the ledger, and that accounts do not see one another. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import {
  balances,
  COP,
  createAvenia,
  created,
  fromCop,
  type Loose,
  logIn,
  NIL,
  order,
  TICKETS,
  toCop,
  toKey,
} from './kit.ts'
import { makeScope } from './kyc-kit.ts'

const ACCOUNT = '/v2/account/account-info'

/** What the guide prints, with one wallet and no PIX key. */
const PRINTED = {
  id: '11111111-1111-1111-1111-111111111111',
  accountInfo: {
    id: '11111111-1111-4111-8111-111111111112',
    accountType: 'INDIVIDUAL',
    name: 'Cuenta de Ensayo',
    countrySubdivisionTaxResidence: 'BR-SP',
    countryTaxResidence: 'BRA',
    identityStatus: 'CONFIRMED',
    fullName: 'Persona de Ensayo',
    birthdate: '1990-01-01T00:00:00Z',
    taxId: '00000000191',
  },
  wallets: [
    {
      id: '11111111-1111-4111-8111-111111111113',
      walletAddress: '0x00000000000000000000000000000000000e45a0',
      chain: 'EVM',
    },
  ],
  brCode: expect.stringMatching(/^000201.*6304[0-9A-F]{4}$/),
  createdAt: '2026-01-01T00:00:00.000000Z',
}

test('avenia.account.wallets = evm: an account shows one wallet, as the guide prints it', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(ACCOUNT)).body).toEqual(PRINTED)
})

test('avenia.account.wallets = tron-and-evm: an account shows two wallets, TRON first', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.account.wallets': 'tron-and-evm' },
  })
  const { wallets } = (await avenia.api.get(ACCOUNT)).body
  expect(wallets.map(({ chain }: Loose) => chain)).toEqual(['TRON', 'EVM'])
  expect(new Set(wallets.map(({ id }: Loose) => id)).size).toBe(2)
})

test('avenia.account.pix-key = absent: an account shows its BR code alone', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(ACCOUNT)).body).not.toHaveProperty('pixKey')
})

test('avenia.account.pix-key = present: main account and sub-accounts share a key, each with a code of its own', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.account.pix-key': 'present' } })
  const { api } = avenia
  const main = (await api.get(ACCOUNT)).body
  const sub = (await api.get(`${ACCOUNT}${await makeScope(api)}`)).body
  expect(sub.accountInfo.identityStatus).toBe('NOT-IDENTIFIED')
  expect(sub.pixKey).toBe(main.pixKey)
  expect(main.brCode).toContain(main.pixKey)
  expect(sub.brCode).toContain(main.pixKey)
  expect(sub.brCode).not.toBe(main.brCode)
})

test('ids of an account, of what is known about it and of its wallets differ', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.account.wallets': 'tron-and-evm' },
  })
  const { api } = avenia
  const shown = [(await api.get(ACCOUNT)).body]
  for (const type of ['INDIVIDUAL', 'COMPANY'])
    shown.push((await api.get(`${ACCOUNT}${await makeScope(api, type)}`)).body)
  const ids = shown.flatMap(({ id, accountInfo, wallets }) => [
    id,
    accountInfo.id,
    ...wallets.map((wallet: Loose) => wallet.id),
  ])
  expect(new Set(ids).size).toBe(12)
})

test('shows flags of every rail, that of pesos once it is open', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const flags = {
    skipLiveness: false,
    easierLevel1: false,
    documentWithoutSelfie: false,
    brlUnlocked: true,
    usdUnlocked: false,
    eurUnlocked: false,
    arsUnlocked: false,
    copUnlocked: false,
  }
  expect((await api.get('/v2/account/metadata')).body).toEqual(flags)
  await api.post('/v2/kyc/cop/api')
  await sandbox.clock.advance(15_000)
  expect((await api.get('/v2/account/metadata')).body).toEqual({ ...flags, copUnlocked: true })
  const scope = await makeScope(api)
  expect((await api.get(`/v2/account/metadata${scope}`)).body.brlUnlocked).toBe(false)
})

test('shows limits of the month and of the day', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  expect(await balances(api)).toEqual({
    BRLA: '0',
    USDC: '0',
    USDT: '0',
    USDM: '0',
    ARSA: '0',
    EURC: '0',
  })
  await order(api)
  await avenia.sandbox.clock.advance('PT1M')
  const { body } = await api.get('/v2/account/limits')
  const brl = body.limitInfo.limits.find((limit: Loose) => limit.currency === 'BRL')
  expect(brl.usedLimit).toMatchObject({
    year: 2026,
    month: 4,
    usedFiatIn: '100.2',
    usedFiatOut: '0',
  })
  const today = async () =>
    (await api.get('/v2/account/eod/limits')).body.limits.find(
      (limit: Loose) => limit.currency === 'BRL',
    )
  const usage = { year: 2026, month: 4, day: 6, usedD0: '100.2', usedD1: '0', usedD2: '0' }
  const limits = { d0: '100000', d1: '100000', d2: '100000' }
  expect(await today()).toEqual({ currency: 'BRL', ...limits, usage })
  await avenia.sandbox.clock.advance('P1D')
  Object.assign(api.headers, (await logIn(avenia.sandbox)).headers)
  expect((await today()).usage).toEqual({ ...usage, day: 7, usedD0: '0' })
})

test('an address is empty until it is put, and replaced as a whole', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const path = '/v2/account/address'
  expect((await api.get(path)).body).toEqual({ address: {} })
  const first = {
    streetLine1: 'Rua 1',
    streetLine2: 'Apto 2',
    streetLine3: 'Bloco 3',
    city: 'Sao Paulo',
    countrySubdivision: 'BR-SP',
    zipCode: '01000000',
    country: 'BRA',
  }
  expect(await api.put(path, first)).toMatchObject({ status: 200 })
  expect((await api.get(path)).body).toEqual({ address: { ...first, source: 'USER' } })
  const { streetLine2: _, streetLine3: __, ...second } = first
  await api.put(path, second)
  const address = { ...second, streetLine2: '', streetLine3: '', source: 'USER' }
  expect((await api.get(path)).body).toEqual({ address })
  expect((await api.put(path, { ...first, streetLine1: undefined })).body).toEqual({
    error: 'InvalidFieldError: streetLine1 is invalid',
  })
  expect((await api.put(path, { ...first, country: 'BR' })).status).toBe(400)
  expect((await api.get(`${path}${await makeScope(api)}`)).body).toEqual({ address: {} })
})

test.each([
  ['text', '100.5'],
  ['number', 100.5],
])(
  'avenia.statement.amount-type = %s: so a change stands in the statement',
  async (variant, balanceChange) => {
    await using avenia = await createAvenia({
      variants: { 'avenia.statement.amount-type': variant },
    })
    await avenia.sandbox.trigger('avenia.account.fund', { currency: 'USDC', amount: '100.5' })
    const { body } = await avenia.api.get('/v2/account/statement')
    expect(body.logs).toEqual([
      {
        id: expect.any(String),
        token: 'USDC',
        balanceChange,
        finalBalance: '100.5',
        description: 'Deposit',
        createdAt: '2026-04-06T15:00:00.250000Z',
      },
    ])
  },
)

test('funds only tokens, in amounts, to accounts that are there', async () => {
  await using avenia = await createAvenia()
  const fund = (over: object) =>
    avenia.sandbox.trigger('avenia.account.fund', { currency: 'USDC', amount: 1, ...over })
  await expect(fund({ currency: 'COP' })).rejects.toThrow(/is not a token/)
  await expect(fund({ amount: '-1' })).rejects.toThrow(/not an amount/)
  await expect(fund({ subAccountId: NIL })).rejects.toThrow(/no sub-account/)
})

test('PIX helpers answer in shape', async () => {
  await using avenia = await createAvenia()
  const base = '/v2/account/bank-accounts/brl/'
  expect(Object.keys((await avenia.api.get(`${base}pix-info?pixKey=a`)).body)).toEqual([
    'name',
    'taxId',
    'bankName',
  ])
  expect((await avenia.api.get(`${base}pix-info?pixKey=INVALID`)).status).toBe(400)
  const { brCode } = (await avenia.api.get(`${base}static-br-code?amount=10.50&referenceLabel=a`))
    .body
  expect(brCode).toMatch(/540510\.50/)
})

/** CRC-16/CCITT-FALSE by its definition: the rest of a division by a polynomial, bit by bit. */
function divide(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  // The initial value is added to the first sixteen bits.
  const rest = [...`${bits}${'0'.repeat(16)}`].map(
    (bit, index) => Number(bit) ^ (index < 16 ? 1 : 0),
  )
  const polynomial = [...'10001000000100001'].map(Number)
  for (let at = 0; at < bits.length; at++) {
    if (rest[at] === 0) continue
    for (const [index, bit] of polynomial.entries()) rest[at + index]! ^= bit
  }
  return Number.parseInt(rest.slice(-16).join(''), 2).toString(16).toUpperCase().padStart(4, '0')
}

test('every BR code ends in the CRC16 of what stands before it', async () => {
  // The check value of this CRC in every catalogue.
  expect(divide('123456789')).toBe('29B1')
  await using avenia = await createAvenia()
  const { api } = avenia
  const path = '/v2/account/bank-accounts/brl/static-br-code'
  const codes = [
    (await api.get(ACCOUNT)).body.brCode,
    (await api.get(`${ACCOUNT}${await makeScope(api)}`)).body.brCode,
    (await api.get(path)).body.brCode,
    (await api.get(`${path}?amount=10.50&referenceLabel=ABC`)).body.brCode,
    (await order(api)).body.brCode,
  ]
  const { file } = await loadSpec('avenia')
  const printed = [...readFileSync(file, 'utf8').matchAll(/brCode: (000201[\w .-]+)/g)]
  expect(printed.length).toBeGreaterThan(2)
  for (const code of [...codes, ...printed.map(([, code]) => code!.trim())]) {
    expect(code.slice(0, -4)).toMatch(/6304$/)
    expect(code.slice(-4)).toBe(divide(code.slice(0, -4)))
  }
  expect(new Set(codes).size).toBe(5)
})

test('e-mail settings are kept', async () => {
  await using avenia = await createAvenia()
  const path = '/v2/notifications/email-config'
  expect((await avenia.api.get(path)).body).toEqual({
    email: 'sandbox@avenia.example',
    subscriptions: [],
  })
  await avenia.api.put(path, { email: 'a@example.com', subscriptions: ['TICKET'] })
  expect((await avenia.api.get(path)).body).toEqual({
    email: 'a@example.com',
    subscriptions: ['TICKET'],
  })
})

test('accounts see nothing of one another, and log in by their own e-mail', async () => {
  await using avenia = await createAvenia()
  await using other = await avenia.sandbox.account()
  const api = await logIn(other)
  const id = await created(api.post(COP, toKey()))
  const ticket = await order(api)
  expect((await avenia.api.get(COP)).body.bankAccounts).toEqual([])
  expect((await avenia.api.get(`${COP}${id}`)).status).toBe(404)
  expect((await avenia.api.get(`${TICKETS}${ticket.body.id}`)).status).toBe(404)
  const { body } = await api.get('/v2/account/account-info')
  expect(body.id).not.toBe('11111111-1111-1111-1111-111111111111')
  expect(other.avenia.credentials.apiKey).not.toBe(avenia.sandbox.avenia.credentials.apiKey)
  expect(other.avenia.credentials.privateKey).toBe(avenia.sandbox.avenia.credentials.privateKey)
})

/** Currency → millionths over every holder of the ledger. */
async function sumLedger(avenia: Loose): Promise<Record<string, number>> {
  const snapshot = JSON.parse(JSON.stringify(await avenia.sandbox.engine.snapshot()))
  const sums: Record<string, number> = {}
  const visit = (node: Loose): void => {
    if (Array.isArray(node)) for (const item of node) visit(item)
    else if (node && typeof node === 'object') {
      // Lines of statements have an amount besides.
      if (typeof node.balanceMinor === 'number' && node.amountMinor === undefined)
        sums[node.currency] = (sums[node.currency] ?? 0) + node.balanceMinor
      else for (const value of Object.values(node)) visit(value)
    }
  }
  visit(snapshot)
  return sums
}

const actions = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('pix'), amount: fc.integer({ min: 1, max: 150_000 }) }),
    fc.record({ do: fc.constant('cop'), amount: fc.integer({ min: 1_000_000, max: 80_000_000 }) }),
    fc.record({ do: fc.constant('convert'), amount: fc.integer({ min: 1, max: 50_000 }) }),
    fc.record({
      do: fc.constant('payout'),
      amount: fc.integer({ min: 2_000_000, max: 20_000_000 }),
    }),
    fc.record({ do: fc.constant('advance'), amount: fc.integer({ min: 1, max: 40_000 }) }),
    fc.record({
      do: fc.constantFrom('fail', 'partly', 'hold', 'release', 'cancel', 'pay'),
      amount: fc.nat(20),
    }),
  ),
  { minLength: 1, maxLength: 14 },
)

test('the books balance after any sequence: nothing is created or lost', {
  timeout: 60_000,
}, async () => {
  await using avenia = await createAvenia()
  await fc.assert(
    fc.asyncProperty(actions, async (steps) => {
      await using account = await avenia.sandbox.account()
      const api = await logIn(account)
      await account.trigger('avenia.account.fund', { currency: 'USDC', amount: '200' })
      const ids: string[] = []
      // Otherwise the sums below would say nothing.
      expect(Object.keys(await sumLedger(avenia))).toContain('USDC')
      for (const { do: what, amount } of steps) {
        const cents = (amount / 100).toFixed(2)
        const own = { ticketBlockchainOutput: { beneficiaryWalletId: NIL } }
        const id = ids[amount % Math.max(1, ids.length)] ?? 'none'
        if (what === 'advance') await account.clock.advance(amount)
        else if (what === 'cancel') await api.patch(`${TICKETS}${id}/cancel`)
        else if (what === 'partly')
          await account.trigger('avenia.ticket.fail', { id, partly: true }).catch(() => {})
        else if (['fail', 'hold', 'release', 'pay'].includes(what))
          await account.trigger(`avenia.ticket.${what}`, { id }).catch(() => {})
        else {
          const quote = {
            pix: { outputAmount: cents },
            cop: fromCop('BRE-B', cents),
            convert: {
              inputCurrency: 'USDC',
              inputPaymentMethod: 'INTERNAL',
              inputAmount: cents,
              outputAmount: undefined,
              outputCurrency: 'EURC',
            },
            payout: toCop('BRE-B', cents),
          }[what as 'pix']
          const answer = await order(
            api,
            quote,
            what === 'payout' ? { breBKey: '@CBW0ZWQT6' } : own,
          )
          if (answer.status === 200) ids.push(answer.body.id)
        }
        for (const [currency, sum] of Object.entries(await sumLedger(avenia)))
          expect(sum, currency).toBe(0)
        for (const amount of Object.values(await balances(api))) expect(amount).not.toMatch(/^-/)
      }
      const { body } = await api.get('/v2/account/statement')
      const held = await balances(api)
      const last = new Map(
        body.logs.toReversed().map((log: Loose) => [log.token, log.finalBalance]),
      )
      for (const [token, final] of last) expect(held[token as string]).toBe(final)
    }),
    { numRuns: 25 },
  )
})
