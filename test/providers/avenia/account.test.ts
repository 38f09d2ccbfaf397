/** Account reads, the ledger, and that accounts do not see one another. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
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

test('shows the account, its flags and its limits', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  expect((await api.get('/v2/account/account-info')).body).toMatchObject({
    id: '11111111-1111-1111-1111-111111111111',
    accountInfo: {
      accountType: 'INDIVIDUAL',
      identityStatus: 'CONFIRMED',
      countryTaxResidence: 'BRA',
    },
    wallets: [{ chain: 'EVM' }],
  })
  expect((await api.get('/v2/account/metadata')).body).toEqual({
    brlUnlocked: true,
    usdUnlocked: false,
    eurUnlocked: false,
    arsUnlocked: false,
  })
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
  await expect(fund({ currency: 'COP' })).rejects.toThrow(/A token/)
  await expect(fund({ amount: '-1' })).rejects.toThrow(/no amount/)
  await expect(fund({ subAccountId: NIL })).rejects.toThrow(/No sub-account/)
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
  expect(
    (await avenia.api.get(`${base}static-br-code?amount=10.50&referenceLabel=a`)).body.brCode,
  ).toMatch(/540510\.50/)
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
      if (typeof node.holder === 'string' && typeof node.micro === 'number')
        sums[node.currency] = (sums[node.currency] ?? 0) + node.micro
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
