/** The items that other providers' checklists have beside the usual ones. */
import { expect, onTestFinished, test } from 'vitest'
import { createReadiness } from '#report/readiness'
import type { SandboxOptions } from '../../fixtures/any-names.ts'
import { createSandbox } from '../../fixtures/any-names.ts'
import {
  createAvenia,
  logIn,
  quotePath,
  TICKETS,
  toBank,
  WEBHOOKS,
} from '../../providers/avenia/kit.ts'
import { createClient } from '../../providers/cobre/setup.ts'
import {
  createLocalpayment,
  KEY,
  openLocalpayment,
  uuid,
} from '../../providers/localpayment/kit.ts'
import { itemOf, type Receiver, toFetch } from './kit.ts'

const COP = '/v2/account/beneficiaries/bank-accounts/cop/'
const NIL = '00000000-0000-0000-0000-000000000000'

test('avenia: a bank id that was listed is met, one from elsewhere is not', async () => {
  await using avenia = await createAvenia()
  const item = () => itemOf(avenia.sandbox, 'avenia', 'supported-banks')
  await avenia.api.post(COP, toBank())
  expect(await item()).toMatchObject({
    verdict: 'violated',
    findings: [{ saw: 'Its bankId was in no answer of listCopBanks before.' }],
  })
  await avenia.sandbox.reset()
  Object.assign(avenia.api.headers, (await logIn(avenia.sandbox)).headers)
  const { body } = await avenia.api.get(`${COP}supported-banks`)
  const made = await avenia.api.post(COP, toBank({ bankId: body.banks[0].bankId }))
  expect((await item()).verdict).toBe('met')
  const kept = () => itemOf(avenia.sandbox, 'avenia', 'beneficiary-id')
  expect((await kept()).verdict).toBe('violated')
  await avenia.api.get(`${COP}${made.body.id}`)
  expect((await kept()).verdict).toBe('met')
})

test('avenia: a registration by key alone names no bank', async () => {
  await using avenia = await createAvenia()
  await avenia.api.post(COP, {
    alias: 'L',
    beneficiaryName: 'B',
    breBKey: '@CBW0ZWQT6',
    description: '',
  })
  expect((await itemOf(avenia.sandbox, 'avenia', 'supported-banks')).verdict).toBe('not-seen')
})

test('avenia: a quote is spent within 15 seconds; one millisecond more is too late', async () => {
  await using avenia = await createAvenia()
  const item = () => itemOf(avenia.sandbox, 'avenia', 'quote-window')
  const spend = async (afterMs: number) => {
    const { quoteToken } = (await avenia.api.get(quotePath())).body
    await avenia.sandbox.clock.advance(afterMs)
    await avenia.api.post(TICKETS, {
      quoteToken,
      ticketBlockchainOutput: { beneficiaryWalletId: NIL },
    })
  }
  await spend(15_000)
  expect((await item()).verdict).toBe('met')
  await spend(15_001)
  expect(await item()).toMatchObject({
    verdict: 'violated',
    findings: [{ cure: 'Ask for a new quote when 15 seconds are over.' }],
  })
})

test('avenia: quote and ticket of two scopes are told apart, both of the main account are not', async () => {
  await using avenia = await createAvenia()
  const item = () => itemOf(avenia.sandbox, 'avenia', 'same-scope')
  const body = { ticketBlockchainOutput: { beneficiaryWalletId: NIL } }
  const quote = async () => (await avenia.api.get(quotePath())).body.quoteToken
  await avenia.api.post(TICKETS, { quoteToken: await quote(), ...body })
  expect((await item()).verdict).toBe('met')
  await avenia.api.post(`${TICKETS}?subAccountId=sub-1`, { quoteToken: await quote(), ...body })
  expect((await item()).findings[0]!.saw).toBe(
    'subAccountId: absent in the first, given in the second.',
  )
})

test.each([
  [200, 'violated'],
  [401, 'met'],
] as const)('avenia: a forged webhook that is answered %i is %s', async (status, verdict) => {
  const sandbox = await open('avenia', () => status, { 'avenia.webhook.signature': 'forged' })
  const api = await logIn(sandbox)
  await api.post(WEBHOOKS, { webhookUrl: 'http://shop/hook', subscriptions: ['TICKET'] })
  const { quoteToken } = (await api.get(quotePath())).body
  await api.post(TICKETS, { quoteToken, ticketBlockchainOutput: { beneficiaryWalletId: NIL } })
  await sandbox.settle()
  const item = await itemOf(sandbox, 'avenia', 'webhook-signature')
  expect(item.verdict).toBe(verdict)
  // Forged ones say nothing about acknowledging.
  expect((await itemOf(sandbox, 'avenia', 'webhook-acknowledged')).verdict).toBe('not-seen')
})

test('localpayment: the life of a virtual account is seen case by case', async () => {
  await using lp = await createLocalpayment()
  const item = () => itemOf(lp.sandbox, 'localpayment', 'account-lifecycle')
  const { externalId } = await lp.activate()
  expect((await item()).notes).toEqual(['0 of 3 seen. Missing: disabled; enabled; deleted.'])
  expect((await itemOf(lp.sandbox, 'localpayment', 'virtual-account-created')).verdict).toBe('met')
  await lp.api.put(`/api/virtual-account/${externalId}/activation/disable/`)
  await lp.api.put(`/api/virtual-account/${externalId}/activation/enable/`)
  expect((await item()).notes).toEqual(['2 of 3 seen. Missing: deleted.'])
  await lp.api.delete(`/api/virtual-account/${externalId}`)
  expect((await item()).verdict).toBe('met')
})

test('localpayment: a key that was read is met, a derived one is not', async () => {
  await using derived = await createLocalpayment()
  await derived.api.post('/api/virtual-account', derived.account())
  await derived.sandbox.clock.advance('PT6S')
  await derived.api.post('/api/payin/simulate', derived.simulation())
  expect((await itemOf(derived.sandbox, 'localpayment', 'key-polled')).verdict).toBe('violated')
  await using polled = await createLocalpayment()
  const account = await polled.activate()
  expect(account.beneficiary.bank.account.number).toBe(KEY)
  await polled.api.post('/api/payin/simulate', polled.simulation())
  expect((await itemOf(polled.sandbox, 'localpayment', 'key-polled')).verdict).toBe('met')
})

test('localpayment: payouts go as an array, each under its own id, and are read', async () => {
  await using lp = await createLocalpayment()
  const item = (id: string) => itemOf(lp.sandbox, 'localpayment', id)
  await lp.activate()
  await lp.api.post('/api/payin/simulate', { ...lp.simulation(), amount: 500_000 })
  await lp.api.post('/api/payout/', [lp.payout({ externalId: uuid(1) })])
  expect((await item('payout-submitted')).verdict).toBe('met')
  expect((await item('payout-id')).verdict).toBe('met')
  expect((await item('payout-read')).verdict).toBe('violated')
  await lp.api.get(`/api/transactions/${uuid(1)}/status`)
  expect((await item('payout-read')).verdict).toBe('met')
  await lp.api.post('/api/payout/', [lp.payout({ externalId: uuid(1), amount: 60_000 })])
  expect((await item('payout-id')).findings[0]!.saw).toBe(
    'Its externalId was used before, for something else.',
  )
})

test('localpayment: the drills are found by what the answers say', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/virtual-account', lp.account({ beneficiary: undefined }))
  await lp.api.post('/api/payout/', [lp.payout({ externalId: uuid(1), currency: 'USD' })])
  expect((await itemOf(lp.sandbox, 'localpayment', 'error-drills')).notes).toEqual([
    '2 of 4 seen. Missing: a bad document; an amount over the limit.',
  ])
  const nit = { type: 'NIT', id: '901275418-4' }
  await lp.api.post(
    '/api/virtual-account',
    lp.account({ beneficiary: { type: 'COMPANY', name: 'Otra SAS', document: nit } }),
  )
  await lp.api.post('/api/payout/', [lp.payout({ externalId: uuid(2), amount: 999_999_999 })])
  expect((await itemOf(lp.sandbox, 'localpayment', 'error-drills')).verdict).toBe('met')
})

test('localpayment: tokens are renewed within their five minutes', async () => {
  await using lp = await createLocalpayment()
  await lp.sandbox.clock.advance('PT4M')
  await lp.login()
  await lp.balance()
  expect((await itemOf(lp.sandbox, 'localpayment', 'token-renewed')).verdict).toBe('met')
})

test.each([
  [200, 'violated'],
  [403, 'met'],
] as const)(
  'localpayment: a forged notification that is answered %i is %s',
  async (status, verdict) => {
    const sandbox = await open('localpayment', () => status, {
      'localpayment.webhook.forgery': 'forged',
    })
    const lp = await openLocalpayment(sandbox, sandbox)
    await sandbox.trigger('localpayment.webhook.register', { url: 'http://shop/hook' })
    await lp.activate()
    await lp.api.post('/api/payin/simulate', lp.simulation())
    await sandbox.clock.advance('PT1M')
    expect((await itemOf(sandbox, 'localpayment', 'signature')).verdict).toBe(verdict)
  },
)

test('cobre: movements carry key and external id, each its own', async () => {
  const { sandbox, api } = await openCobre()
  const source_id = await api.account(100_000)
  const order = { source_id, destination_id: await api.counterparty(), amount: 1_000, metadata: {} }
  await api.move({ ...order, external_id: 'o-1' })
  await api.move({ ...order, external_id: 'o-2' })
  const verdicts = async () => [
    (await itemOf(sandbox, 'cobre', 'idempotency')).verdict,
    (await itemOf(sandbox, 'cobre', 'external-id')).verdict,
  ]
  expect(await verdicts()).toEqual(['met', 'met'])
  await api.post('/v1/money_movements', order)
  expect(await verdicts()).toEqual(['violated', 'violated'])
})

test('cobre: a movement is read after its event, one that went to another is not', async () => {
  const { sandbox, api } = await openCobre()
  const item = () => itemOf(sandbox, 'cobre', 'reconcile')
  const made = await api.subscribe(['money_movements.status.completed'], {
    url: 'http://shop/events',
  })
  expect(made.status, made.text).toBe(201)
  const source_id = await api.account(100_000)
  const id = await api.payout(source_id, 1_000)
  await sandbox.clock.advance(1_000)
  await api.post('/v1/change_mm_state', { money_movement_id: id, state: 'completed' })
  await sandbox.settle()
  await sandbox.clock.advance(0)
  expect((await item()).verdict).toBe('violated')
  await api.movement(id)
  expect((await item()).verdict).toBe('met')
  expect((await itemOf(sandbox, 'cobre', 'subscription')).verdict).toBe('met')
})

test('cobre: the four wrong logins are seen by their codes', async () => {
  const { sandbox, api } = await openCobre()
  const { userId: user_id, secret } = sandbox.cobre.credentials
  await api.post('/v1/auth', { secret })
  await api.post('/v1/auth', { user_id })
  await api.post('/v1/auth', { user_id, secret, grant_type: 'x' })
  const item = () => itemOf(sandbox, 'cobre', 'login-cases')
  expect((await item()).notes[0]).toBe('3 of 4 seen. Missing: AU004 for broken JSON.')
  await sandbox.cobre.fetch('/v1/auth', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  })
  expect((await item()).verdict).toBe('met')
})

test.each([
  [['PT17M', 'PT1M'], 'met'],
  [['PT17M30S', 'PT1M30S'], 'met'],
  [['PT18M', 'PT1M1S'], 'violated'],
  [['PT15M', 'PT1M'], 'not-seen'],
  [['PT18M', 'PT2M'], 'violated'],
])('cobre: a token used and renewed after %j is %s', async ([use, renew], verdict) => {
  const { sandbox, api } = await openCobre()
  await sandbox.clock.advance(use!)
  await api.get('/v1/accounts')
  await sandbox.clock.advance(renew!)
  await api.get('/v1/accounts')
  await api.login()
  await api.get('/v1/accounts')
  expect((await itemOf(sandbox, 'cobre', 'token-in-time')).verdict).toBe(verdict)
})

test('cobre: the item about renewal names one figure, and what was seen', async () => {
  const { sandbox, api } = await openCobre()
  const item = () => itemOf(sandbox, 'cobre', 'token-in-time')
  await api.get('/v1/accounts')
  expect((await item()).notes).toEqual([
    'No token came near its end. Advance the clock by 18 minutes between two calls.',
    expect.stringContaining('ensayo clock advance PT18M'),
  ])
  await sandbox.clock.advance('PT15M')
  await api.login()
  expect((await item()).notes[0]).toBe(
    'A token was renewed with 5 minutes of its life left; the documents advise 3 minutes at most. Advance the clock by 18 minutes between two calls.',
  )
  await sandbox.clock.advance('PT19M30S')
  await api.get('/v1/accounts')
  expect((await item()).findings[0]).toMatchObject({
    saw: 'The token was sent with 30 seconds of its life left.',
    cure: 'Renew it while 1 minute to 3 minutes are left, as the documents advise.',
  })
})

test('cobre: an item that was not seen says what to do', async () => {
  const { sandbox } = await openCobre()
  const { items } = (
    await createReadiness(sandbox.engine, { provider: 'cobre', account: 'default' })
  ).providers[0]!
  const silent = items.filter(({ notes, verdict }) => verdict === 'not-seen' && notes.length === 0)
  expect(silent.map(({ id }) => id)).toEqual([])
})

test('cobre: a quote older than three minutes is too old', async () => {
  const { sandbox, api } = await openCobre()
  const quote = await api.post('/v1/fx_quotes', {
    currency_pair: 'usd/mxn',
    source_amount: 10_000,
    type: 'static_quote',
  })
  await sandbox.clock.advance('PT4M')
  const body = { source_id: 'acc_1', destination_id: 'acc_2', forex_quote_id: quote.body.id }
  await api.post('/v1/cross_border_money_movements', body, { idempotency: 'key-000000001' })
  expect((await itemOf(sandbox, 'cobre', 'quote-window')).findings[0]!.saw).toBe(
    'A quote was used when it was 4 minutes old; it lives 3 minutes.',
  )
})

async function openCobre() {
  const sandbox = await open('cobre', () => 200)
  return { sandbox, api: (await createClient(sandbox)).api }
}

async function open<const Provider extends string>(
  provider: Provider,
  receive: Receiver,
  variants: SandboxOptions<Provider>['variants'] = {},
) {
  const sandbox = await createSandbox({
    providers: [provider],
    strict: true,
    startAt: Date.parse('2026-04-06T15:00:00Z'),
    timeRate: 0,
    variants,
    fetch: toFetch(receive),
  })
  onTestFinished(() => sandbox.close())
  return sandbox
}
