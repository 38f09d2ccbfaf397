/** One ledger per account: payments credit it, everything else debits it, and the books balance. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, toCreateBody } from './kit.ts'
import { BANK, balanceOf, CASH, done, expectBalanced, readBooks, readRecords } from './money.ts'

test('starts with a made-up balance', async () => {
  await using cobru = await createCobru()
  expect((await cobru.api.get('/balance/')).body).toMatchObject({
    balance: '2000000.00',
    balance_usd: '9995.00',
    balance_ars: '10000.00',
    balance_mxn: '96536.31',
    balance_brl: '89772737.20',
  })
  await expectBalanced(cobru)
})

test('a paid payment credits its net and books the fee; a refund takes all of it back', async () => {
  await using cobru = await createCobru()
  const { url, payed_amount: net } = await cobru.create({ amount: 50_000 })
  expect(await balanceOf(cobru)).toBe('2000000.00')

  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(net).toBe('47605.00')
  expect(await balanceOf(cobru)).toBe('2047605.00')
  expect(await readBooks(cobru)).toMatchObject({ 'fees/COP': 239_500, 'outside/COP': -5_000_000 })

  await cobru.sandbox.trigger('cobru.payment.refund', { url })
  expect(await balanceOf(cobru)).toBe('2000000.00')
  expect(await readBooks(cobru)).not.toHaveProperty('fees/COP')
  await expectBalanced(cobru)
})

test('books the VAT on the fee where the net subtracts it', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.create.payed-ignores-vat': 'minus-fee-and-vat' },
  })
  const { url } = await cobru.create({ amount: 50_000 })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(await balanceOf(cobru)).toBe('2047149.95')
  expect(await readBooks(cobru)).toMatchObject({ 'fees/COP': 239_500, 'vat/COP': 45_505 })
})

test('a payment smaller than its fee credits nothing and books what there is', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 1_500 })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(await balanceOf(cobru)).toBe('2000000.00')
  expect((await readBooks(cobru))['fees/COP']).toBe(150_000)
})

test('a card, the page and the magic payer credit it as well', async () => {
  await using cobru = await createCobru()
  const card = await cobru.create({ amount: 50_000 })
  const paid = await cobru.api.post(`/${card.url}`, {
    payment: 'credit_card',
    name: 'Rosa Ensayo',
    cc: '1',
    email: 'rosa@example.com',
    phone: '3',
    document_type: 'CC',
    credit_card: '4111111111111111',
    expiration_date: '12/30',
    cvv: '123',
    dues: 1,
  })
  expect(paid.status).toBe(200)
  expect(await balanceOf(cobru)).toBe('2047605.00')
  await cobru.create({ amount: 50_000, payer_id: 7_777_777 })
  await cobru.sandbox.clock.advance('PT1M')
  expect(await balanceOf(cobru)).toBe('2095210.00')
})

test('a refund that the balance cannot bear is refused, and says what is missing', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 50_000 })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await done(cobru.api, '/send/', { to_user: '3100000002', amount: 2_047_000 })

  await expect(cobru.sandbox.trigger('cobru.payment.refund', { url })).rejects.toThrow(
    'has 605.00 COP left and the refund takes 47605.00',
  )
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body.state).toBe(3)
})

test.each([
  ['/send/', { to_user: '3100000002', amount: 2_000_000.01 }],
  ['/cashwithdraw/', { ...CASH, amount: 2_000_001 }],
  ['/thirdpartywithdraw/', { ...BANK, amount: 2_000_001 }],
  ['/withdraw/co/', { amount: 2_000_001, account_holder_name: 'Rosa', key_value: '@rosa' }],
  ['/withdraw/', { bank_account: 1, amount: 2_000_001 }],
  ['/request_service_reload/', { value: 2_000_001, recipient: '3', operator: 'claro' }],
])('%s over the balance answers `not enough balance` and moves nothing', async (path, body) => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post(path, body)
  expect(answer).toMatchObject({ status: 400, text: '{"error":"not enough balance"}' })
  expect(answer.headers.get('x-ensayo-hint')).toContain('2000000.00 COP')
  expect(await balanceOf(cobru)).toBe('2000000.00')
  expect(await readRecords(cobru, 'ledgerLine')).toEqual([])
})

test('the whole balance can be spent, to the last centavo', async () => {
  await using cobru = await createCobru()
  await done(cobru.api, '/send/', { to_user: '3100000002', amount: 2_000_000 })
  expect(await balanceOf(cobru)).toBe('0.00')
  expect(await cobru.api.post('/send/', { to_user: '3100000002', amount: 0.01 })).toMatchObject({
    status: 400,
  })
})

test('accounts have ledgers of their own', async () => {
  await using cobru = await createCobru()
  const account = await cobru.sandbox.account()
  const { headers } = await authorise(account.cobru)
  await done(cobru.api, '/send/', { to_user: '3100000002', amount: 1_000 })

  expect((await cobru.api.get('/balance/', headers)).body.balance).toBe('2000000.00')
  expect((await cobru.api.get('/send/', headers)).body).toEqual([])
  expect((await cobru.api.get('/balance/')).body.balance).toBe('1999000.00')
})

type Step = (cobru: Cobru, known: Known) => Promise<unknown>

/** Ids that earlier steps have made. */
interface Known {
  payments: string[]
  cash: number[]
  bank: number[]
  cards: string[]
}

const AMOUNTS = fc.oneof(
  fc.integer({ min: 1, max: 900_000 }),
  fc.integer({ min: 1, max: 90_000_000 }).map((minor) => minor / 100),
)

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)]

/** A trigger may be refused; that is an answer too. */
const play = (cobru: Cobru, name: string, parameters: Record<string, unknown>) =>
  cobru.sandbox.trigger(`cobru.${name}`, parameters).catch(() => undefined)

const step: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(19), AMOUNTS, fc.nat(9))
  .map(([kind, amount, at]) => STEPS[kind]!(amount, at))

const CLABE = { clabe: '1'.repeat(18), beneficiary: 'Rosa Ensayo' }

const STEPS: ((amount: number, at: number) => Step)[] = [
  (amount) => async (cobru, known) => {
    const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, { amount }))
    known.payments.push(answer.body.url)
  },
  (_, at) =>
    (cobru, { payments }) =>
      play(cobru, 'payment.approve', { url: pick(payments, at) }),
  (_, at) =>
    (cobru, { payments }) =>
      play(cobru, 'payment.refund', { url: pick(payments, at) }),
  (amount) => (cobru) => cobru.api.post('/send/', { to_user: '3001234567', amount }),
  (amount) => (cobru) => play(cobru, 'send.receive', { from: '3100000002', amount }),
  (amount, at) => async (cobru, known) => {
    const { body } = await cobru.api.post('/cashwithdraw/', { ...CASH, amount, exp_days: at })
    if (body.ref) known.cash.push(body.ref)
  },
  (_, at) =>
    (cobru, { cash }) =>
      play(cobru, 'cash.pay', { id: pick(cash, at) }),
  (_, at) =>
    (cobru, { cash }) =>
      play(cobru, 'cash.reject', { id: pick(cash, at) }),
  (_, at) =>
    (cobru, { cash }) =>
      cobru.api.post('/cancelcashwithdraw/', { id: pick(cash, at) }),
  (amount) => async (cobru, known) => {
    const { body } = await cobru.api.post('/thirdpartywithdraw/', { ...BANK, amount })
    if (body.pk) known.bank.push(body.pk)
  },
  (amount) => async (cobru, known) => {
    const fields = { ...BANK, ...CLABE, amount, currency_code: 'MXN' }
    const { body } = await cobru.api.post('/withdraw/mx/', fields)
    if (body.pk) known.bank.push(body.pk)
  },
  (_, at) =>
    (cobru, { bank }) =>
      play(cobru, 'bank.consign', { id: pick(bank, at) }),
  (_, at) =>
    (cobru, { bank }) =>
      play(cobru, 'bank.reject', { id: pick(bank, at) }),
  (_, at) =>
    (cobru, { bank }) =>
      cobru.api.post('/cancel_withdraw/', { id: pick(bank, at) }),
  (amount, at) => async (cobru, known) => {
    const path = '/cobru/debit/create_and_reload_card/'
    const { body } = await cobru.api.post(path, { amount: 0 })
    known.cards.push(body.id)
    await cobru.api.post(path, { amount, card_id: pick(known.cards, at) })
  },
  (amount, at) =>
    (cobru, { cards }) =>
      play(cobru, 'card.purchase', { cardId: pick(cards, at), amount }),
  (amount) => (cobru) =>
    cobru.api.post('/crypto/buy/', { currency: 'CUSD', amount: amount / 5_000, wallet: 'cobru' }),
  (_, at) =>
    (cobru, { payments }) =>
      cobru.api.post('/pay_with_celo/', { url: pick(payments, at) }),
  (amount) => (cobru) =>
    cobru.api.post('/request_service_reload/', {
      value: amount,
      recipient: '3',
      operator: 'claro',
    }),
  (_, at) => async (cobru) => {
    await cobru.sandbox.clock.advance(at * 30_000)
    Object.assign(cobru.headers, (await authorise(cobru.sandbox.cobru)).headers)
  },
]

test('the books balance after any sequence of operations', { timeout: 120_000 }, async () => {
  const directions = fc.constantFrom('inside', 'on-top')
  const vats = fc.constantFrom('minus-fee-only', 'minus-fee-and-vat')
  const steps = fc.array(step, { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(steps, directions, vats, async (sequence, direction, vat) => {
      await using cobru = await createCobru({
        log: () => {},
        fetch: async () => new Response('ok'),
        variants: { 'cobru.bank.fee-direction': direction, 'cobru.create.payed-ignores-vat': vat },
      })
      const known: Known = { payments: [], cash: [], bank: [], cards: [] }
      for (const take of sequence) await take(cobru, known)

      const balance = await balanceOf(cobru)
      await expectBalanced(cobru)
      expect((await cobru.sandbox.health()).counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
      const books = await readBooks(cobru)
      expect(balance).toBe(((books['wallet:owner/COP'] ?? 0) / 100).toFixed(2))
      expect(books['transit:owner/COP'] ?? 0).toBe(await sumOnTheWay(cobru, 'COP'))
      expect(books['transit:owner/MXN'] ?? 0).toBe(await sumOnTheWay(cobru, 'MXN'))
    }),
    {
      numRuns: Number(process.env.FUZZ_RUNS ?? 60),
      seed: Number(process.env.FUZZ_SEED ?? 20_260_406),
    },
  )
})

const OPEN = ['pending', 'processing', 'created', 'deposited']

/** What open withdrawals will pay out. */
async function sumOnTheWay(cobru: Cobru, currency: string): Promise<number> {
  const cash = await readRecords(cobru, 'cashWithdrawal')
  const bank = await readRecords(cobru, 'bankWithdrawal')
  return [...cash, ...bank]
    .filter((item) => item.currency === currency && OPEN.includes(String(item.state)))
    .reduce((sum, { payedMinor }) => sum + Number(payedMinor), 0)
}
