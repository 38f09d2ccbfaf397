/**
 * Tickets: what a payer does, what Avenia does, and where the money is meanwhile.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import {
  type Api,
  type Avenia,
  balances,
  COP,
  createAvenia,
  created,
  fromCop,
  hintsOf,
  logIn,
  NIL,
  order,
  quotePath,
  readTicket,
  TICKETS,
  toBank,
  toCop,
  toKey,
} from './kit.ts'

/** Lets time go by that no access token lives through. */
const pass = async ({ sandbox, api }: Avenia, by: string | number) => {
  await sandbox.clock.advance(by)
  Object.assign(api.headers, (await logIn(sandbox)).headers)
}
const fund = (avenia: Avenia, currency: string, amount: string) =>
  avenia.sandbox.trigger('avenia.account.fund', { currency, amount })
const statusOf = async (api: Api, id: string) => (await readTicket(api, id)).status
const typesOf = async (api: Api, id: string) => {
  const { body } = await api.get(`/v2/notifications/webhooks/events/?dataId=${id}`)
  const types = body.events.map((event: { data: { type: string } }) => event.data.type)
  // The list has the newest first.
  return types.reverse()
}
const WHOLE = [
  'TICKET-CREATED',
  'DEPOSIT-PROCESSING',
  'DEPOSIT-SUCCESS',
  'DELIVERY-PROCESSING',
  'DELIVERY-SUCCESS',
  'TICKET-COMPLETE',
]

test('a PIX payment of 100 reais pays itself in 21 seconds and comes to the balance, rebate included', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const { body } = await order(api)
  expect(body).toEqual({
    id: expect.any(String),
    brCode: expect.stringMatching(/^000201/),
    expiration: '2026-04-07T15:00:00.250000000Z',
  })
  expect(await statusOf(api, body.id)).toBe('UNPAID')
  await sandbox.clock.advance(2_100)
  expect(await statusOf(api, body.id)).toBe('PROCESSING')
  await sandbox.clock.advance(18_899)
  expect(await statusOf(api, body.id)).toBe('PROCESSING')
  expect((await balances(api)).BRLA).toBe('0')
  await sandbox.clock.advance(1)
  expect(await statusOf(api, body.id)).toBe('PAID')
  expect((await balances(api)).BRLA).toBe('100.1')
  expect(await typesOf(api, body.id)).toEqual(WHOLE)
})

test('a ticket shows quote, rail and rebate', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const { body } = await order(
    api,
    {},
    {
      externalId: 'orden-1',
      ticketBrlPixInput: { additionalData: 'orden 1' },
      ticketBlockchainOutput: { beneficiaryWalletId: NIL },
    },
  )
  await sandbox.clock.advance('PT1M')
  const ticket = await readTicket(api, body.id)
  expect(ticket).toMatchObject({
    id: body.id,
    externalId: 'orden-1',
    workspaceId: '22222222-2222-4222-8222-222222222222',
    userId: '11111111-1111-1111-1111-111111111111',
    status: 'PAID',
    reason: '',
    failureReason: '',
    quote: {
      ticketId: body.id,
      inputAmount: '100.2',
      outputBrCode: '',
      createdAt: '2026-04-06T15:00:00Z',
    },
    rebate: { amount: '0.1', currency: 'BRLA' },
    brlPixInputInfo: { additionalData: 'orden 1' },
    brazilianFiatSenderInfo: { bankCode: '20018183' },
  })
  expect(ticket.brlPixInputInfo.referenceLabel).toHaveLength(25)
  expect(ticket.quote).not.toHaveProperty('quoteToken')
})

test('avenia.ticket.send-method-name = renamed: a ticket says sendMethod, not blockchainSendMethod', async () => {
  await using avenia = await createAvenia()
  const { body } = await order(avenia.api)
  expect((await readTicket(avenia.api, body.id)).quote).toHaveProperty('sendMethod', '')
})

test.each([
  [{ inputAmount: '1000', outputAmount: undefined }, 'PAID'],
  [{ inputAmount: '1000.01', outputAmount: undefined }, 'UNPAID'],
  [fromCop('BANK-TRANSFER', '700000'), 'PAID'],
  [fromCop('BRE-B', '700000'), 'PAID'],
  [fromCop('BRE-B', '700000.01'), 'UNPAID'],
])('a payin of %j is %s after 70 seconds', async (quote, status) => {
  await using avenia = await createAvenia()
  const { body } = await order(avenia.api, quote)
  await avenia.sandbox.clock.advance(70_000)
  expect(await statusOf(avenia.api, body.id)).toBe(status)
})

test('a COP payin names a URL and takes 70 seconds to the millisecond', async () => {
  await using avenia = await createAvenia()
  const { body } = await order(avenia.api, fromCop('BRE-B', '400000'))
  expect(body).toEqual({
    id: expect.any(String),
    depositUrl: expect.stringMatching(/^https:\/\/links\.avenia\.cobre\/[0-9a-f-]{36}$/),
  })
  await avenia.sandbox.clock.advance(69_999)
  expect(await statusOf(avenia.api, body.id)).toBe('PROCESSING')
  await avenia.sandbox.clock.advance(1)
  expect(await statusOf(avenia.api, body.id)).toBe('PAID')
  expect((await balances(avenia.api)).USDC).toBe('99.4')
})

test.each([
  [
    'without-delivery',
    ['TICKET-CREATED', 'DEPOSIT-PROCESSING', 'DEPOSIT-SUCCESS', 'TICKET-COMPLETE'],
  ],
  ['full', WHOLE],
])('avenia.ticket.cop-payin-events = %s: so a COP payin is told', async (variant, types) => {
  await using avenia = await createAvenia({
    variants: { 'avenia.ticket.cop-payin-events': variant },
  })
  const { body } = await order(avenia.api, fromCop('BRE-B', '400000'))
  await avenia.sandbox.clock.advance(70_000)
  expect(await typesOf(avenia.api, body.id)).toEqual(types)
})

test('a larger payin waits for its payer, whom a trigger plays', async () => {
  await using avenia = await createAvenia()
  const { body } = await order(avenia.api, { outputAmount: '2000' })
  await pass(avenia, 'PT1H')
  expect(await typesOf(avenia.api, body.id)).toEqual(['TICKET-CREATED'])
  await avenia.sandbox.trigger('avenia.ticket.pay', { id: body.id })
  await avenia.sandbox.clock.advance(21_000)
  expect(await statusOf(avenia.api, body.id)).toBe('PAID')
  await expect(avenia.sandbox.trigger('avenia.ticket.pay', { id: body.id })).rejects.toThrow(
    /is PAID/,
  )
})

test.each([
  ['failed', 'FAILED'],
  ['canceled', 'CANCELED'],
  ['stays-unpaid', 'UNPAID'],
])(
  'avenia.ticket.expiry = %s: a payin that nobody paid is %s after a day',
  async (variant, status) => {
    await using avenia = await createAvenia({ variants: { 'avenia.ticket.expiry': variant } })
    const { body } = await order(avenia.api, { outputAmount: '2000' })
    await pass(avenia, 86_400_000 - 1)
    expect(await statusOf(avenia.api, body.id)).toBe('UNPAID')
    await avenia.sandbox.clock.advance(1)
    expect(await statusOf(avenia.api, body.id)).toBe(status)
    await expect(avenia.sandbox.trigger('avenia.ticket.pay', { id: body.id })).rejects.toThrow()
  },
)

test('a conversion holds the balance at once and ends in ten seconds; without balance it is refused', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const quote = {
    inputCurrency: 'BRLA',
    inputPaymentMethod: 'INTERNAL',
    outputCurrency: 'USDT',
    inputAmount: '578.95',
    outputAmount: undefined,
  }
  expect(await order(api, quote)).toMatchObject({
    status: 400,
    body: { error: 'insufficient balance' },
  })
  await fund(avenia, 'BRLA', '578.95')
  const { body } = await order(api, quote)
  expect(body).toEqual({ id: expect.any(String) })
  expect(await balances(api)).toMatchObject({ BRLA: '0', USDT: '0' })
  await sandbox.clock.advance(9_999)
  expect(await statusOf(api, body.id)).toBe('PROCESSING')
  await sandbox.clock.advance(1)
  expect(await statusOf(api, body.id)).toBe('PAID')
  expect(await balances(api)).toMatchObject({ BRLA: '0', USDT: '99.399719' })
  expect((await readTicket(api, body.id)).expiresAt).toBe('2026-04-06T15:05:00.250000Z')
})

test('pays out to COP by the rail of the quote, and refuses a beneficiary without it', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  await fund(avenia, 'USDC', '1000')
  const key = await created(api.post(COP, toKey()))
  const bank = await created(api.post(COP, toBank()))
  const pay = async (method: string, id: string) =>
    order(api, toCop(method, '200000'), { beneficiaryCopBankAccountId: id })
  expect((await pay('BRE-B', key)).status).toBe(200)
  expect((await pay('BANK-TRANSFER', bank)).status).toBe(200)
  const wrong = await pay('BANK-TRANSFER', key)
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: 'InvalidFieldError: beneficiaryCopBankAccountId is invalid' },
  })
  expect(hintsOf(wrong).hint).toContain('bankAccountNumber')
  expect((await pay('BRE-B', bank)).status).toBe(400)
  expect((await pay('BRE-B', NIL)).status).toBe(400)
})

test('avenia.ticket.cop-block = anywhere: the id stands at the top or in one of three blocks, or the key inline', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  await fund(avenia, 'USDC', '1000')
  const id = await created(api.post(COP, toKey()))
  for (const block of ['ticketCopOutput', 'ticketCopBankTransferOutput', 'ticketCopBreBOutput']) {
    const body = { [block]: { beneficiaryCopBankAccountId: id } }
    expect((await order(api, toCop('BRE-B', '40000'), body)).status).toBe(200)
  }
  expect((await order(api, toCop('BRE-B', '40000'), { breBKey: '@CBW0ZWQT6' })).status).toBe(200)
  const unknown = await order(api, toCop('BRE-B', '40000'), { breBKey: '@INVALID' })
  expect(unknown.body).toEqual({ error: 'InvalidFieldError: breBKey is invalid' })
})

test('avenia.ticket.cop-block = top-level: a block is not looked at', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.ticket.cop-block': 'top-level' } })
  await fund(avenia, 'USDC', '1000')
  const id = await created(avenia.api.post(COP, toKey()))
  const inBlock = { ticketCopOutput: { beneficiaryCopBankAccountId: id } }
  expect((await order(avenia.api, toCop('BRE-B', '40000'), inBlock)).status).toBe(400)
  expect(
    (await order(avenia.api, toCop('BRE-B', '40000'), { beneficiaryCopBankAccountId: id })).status,
  ).toBe(200)
})

test.each([
  ['by-name', 400],
  ['by-underlying', 200],
])(
  'avenia.ticket.duration-class = %s: BRL to BRLA for an hour answers %d',
  async (variant, status) => {
    await using avenia = await createAvenia({
      variants: { 'avenia.ticket.duration-class': variant },
    })
    const body = { customDuration: 3_600, ticketBlockchainOutput: { beneficiaryWalletId: NIL } }
    expect((await order(avenia.api, {}, body)).status).toBe(status)
  },
)

test.each([
  [299, 400],
  [300, 200],
  [600, 200],
  [601, 400],
  [259_201, 400],
])('a customDuration of %d seconds for a conversion answers %d', async (customDuration, status) => {
  await using avenia = await createAvenia()
  const body = { customDuration, ticketBlockchainOutput: { beneficiaryWalletId: NIL } }
  const answer = await order(avenia.api, { outputCurrency: 'USDC', outputAmount: '10' }, body)
  expect(answer.status).toBe(status)
})

test('only what waits for its payer can be cancelled', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const { body } = await order(api, { outputAmount: '2000' })
  expect(await api.patch(`${TICKETS}${body.id}/cancel`)).toMatchObject({ status: 200, body: {} })
  expect(await statusOf(api, body.id)).toBe('CANCELED')
  expect((await api.patch(`${TICKETS}${body.id}/cancel`)).body).toEqual({
    error: 'InvalidFieldError: status is invalid',
  })
})

test('a failed payout gives the balance back', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  await fund(avenia, 'USDC', '100')
  const { body } = await order(api, toCop('BRE-B', '40000'), { breBKey: '@CBW0ZWQT6' })
  await sandbox.clock.advance(7_000)
  await sandbox.trigger('avenia.ticket.fail', { id: body.id, reason: 'account closed' })
  expect(await readTicket(api, body.id)).toMatchObject({
    status: 'FAILED',
    failureReason: 'account closed',
  })
  expect((await balances(api)).USDC).toBe('100')
  expect((await typesOf(api, body.id)).at(-1)).toBe('DELIVERY-FAILED')
})

test.each([
  ['hyphen', 'ON-HOLD', 'PARTIAL-FAILED'],
  ['underscore', 'ON_HOLD', 'PARTIAL_FAILED'],
])('avenia.ticket.status-spelling = %s: %s and %s', async (variant, held, partly) => {
  await using avenia = await createAvenia({
    variants: { 'avenia.ticket.status-spelling': variant },
  })
  const { api, sandbox } = avenia
  const { body } = await order(api)
  await sandbox.clock.advance(15_000)
  await sandbox.trigger('avenia.ticket.hold', { id: body.id })
  expect(await statusOf(api, body.id)).toBe(held)
  await pass(avenia, 'PT1H')
  expect(await statusOf(api, body.id)).toBe(held)
  expect((await api.get(`${TICKETS}?status=${held}`)).body.tickets).toHaveLength(1)
  await sandbox.trigger('avenia.ticket.fail', { id: body.id, partly: true })
  expect(await statusOf(api, body.id)).toBe(partly)
})

test('a held ticket goes on where it stopped', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const { body } = await order(api)
  await sandbox.clock.advance(5_000)
  await sandbox.trigger('avenia.ticket.hold', { id: body.id })
  await pass(avenia, 'PT1H')
  await sandbox.trigger('avenia.ticket.release', { id: body.id })
  await sandbox.clock.advance(21_000)
  expect(await statusOf(api, body.id)).toBe('PAID')
})

test.each([
  ['matches-nothing', 0],
  ['means-unpaid', 1],
])('avenia.ticket.pending-filter = %s: a filter by PENDING finds %d', async (variant, count) => {
  await using avenia = await createAvenia({ variants: { 'avenia.ticket.pending-filter': variant } })
  await order(avenia.api)
  expect((await avenia.api.get(`${TICKETS}?status=PENDING`)).body.tickets).toHaveLength(count)
})

test('tickets are found by label, currency and method, and by their own scope alone', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const sub = await created(
    api.post('/v2/account/sub-accounts', { accountType: 'INDIVIDUAL', name: 'Tienda' }),
  )
  const { body } = await order(
    api,
    {},
    { externalId: 'a', ticketBlockchainOutput: { beneficiaryWalletId: sub } },
  )
  const count = async (query: string) => (await api.get(`${TICKETS}?${query}`)).body.tickets.length
  expect(await count('externalId=a')).toBe(1)
  expect(await count('externalId=b')).toBe(0)
  expect(
    await count(
      'inputCurrency=BRL&inputPaymentMethod=PIX&outputCurrency=BRLA&outputPaymentMethod=INTERNAL',
    ),
  ).toBe(1)
  expect(await count(`subAccountId=${sub}`)).toBe(0)
  expect((await api.get(`${TICKETS}${body.id}?subAccountId=${sub}`)).status).toBe(404)
  await avenia.sandbox.clock.advance('PT1M')
  expect((await balances(api, `?subAccountId=${sub}`)).BRLA).toBe('100')
})

test('quote and ticket are of one scope', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const sub = await created(
    api.post('/v2/account/sub-accounts', { accountType: 'INDIVIDUAL', name: 'Tienda' }),
  )
  const { body } = await api.get(`${quotePath()}&subAccountId=${sub}`)
  const ticket = {
    quoteToken: body.quoteToken,
    ticketBlockchainOutput: { beneficiaryWalletId: NIL },
  }
  expect((await api.post(TICKETS, ticket)).body).toEqual({
    error: 'InvalidFieldError: subAccountId is invalid',
  })
  expect((await api.post(`${TICKETS}?subAccountId=${sub}`, ticket)).status).toBe(200)
})

const CHAIN = {
  inputCurrency: 'USDT',
  inputPaymentMethod: 'POLYGON',
  outputCurrency: 'USDT',
  blockchainSendMethod: 'PERMIT',
}
const STRANGER = '0x00000000000000000000000000000000000000aa'

test('tokens from a chain come by permit, by transfer, or from the own wallet', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const place = (walletAddress: string, more: object = {}) =>
    order(api, CHAIN, {
      ticketBlockchainInput: { walletAddress, ...more },
      ticketBlockchainOutput: { beneficiaryWalletId: NIL },
    })
  const permit = { r: '0x1', s: '0x2', v: 27, nonce: 0, deadline: 1 }
  const byPermit = await place(STRANGER, { permit })
  const byTransfer = await place(STRANGER)
  expect(byPermit.body).toEqual({ id: expect.any(String), expiration: expect.any(String) })
  await sandbox.clock.advance(21_000)
  expect(await readTicket(api, byPermit.body.id)).toMatchObject({
    status: 'PAID',
    blockchainInputInfo: { r: '0x1', v: '27' },
  })
  expect(await statusOf(api, byTransfer.body.id)).toBe('UNPAID')
  const own = '0x00000000000000000000000000000000000e45a0'
  expect((await place(own)).body).toEqual({ error: 'insufficient balance' })
  expect((await order(api, CHAIN)).body).toEqual({
    error: 'InvalidFieldError: ticketBlockchainInput is invalid',
  })
})

test('tokens go to a chain: a hash comes with PAID', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  await fund(avenia, 'USDT', '200')
  const quote = {
    inputCurrency: 'USDT',
    inputPaymentMethod: 'INTERNAL',
    outputCurrency: 'USDT',
    outputPaymentMethod: 'CELO',
  }
  const to = (walletChain: string) => ({
    ticketBlockchainOutput: { walletChain, walletAddress: STRANGER },
  })
  expect((await order(api, quote, to('POLYGON'))).body).toEqual({
    error: 'InvalidFieldError: walletChain is invalid',
  })
  const { body } = await order(api, quote, to('CELO'))
  expect((await readTicket(api, body.id)).blockchainReceiverInfo.txHash).toBe('')
  await sandbox.clock.advance(10_000)
  expect((await readTicket(api, body.id)).blockchainReceiverInfo).toMatchObject({
    walletChain: 'CELO',
    txHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
  })
})

test('pays out by PIX to a key, an account or a beneficiary', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  await fund(avenia, 'BRLA', '1000')
  const quote = {
    inputCurrency: 'BRLA',
    inputPaymentMethod: 'INTERNAL',
    outputCurrency: 'BRL',
    outputPaymentMethod: 'PIX',
    outputAmount: '10',
  }
  const id = await created(
    api.post('/v2/account/beneficiaries/bank-accounts/brl/', {
      alias: 'a',
      pixKey: 'loja@example.com',
    }),
  )
  const pay = (ticketBrlPixOutput: object) => order(api, quote, { ticketBrlPixOutput })
  expect((await pay({ beneficiaryBrlBankAccountId: id })).status).toBe(200)
  const { body } = await pay({ pixKey: 'loja@example.com' })
  expect((await readTicket(api, body.id)).brazilianFiatReceiverInfo.pixKey).toBe('loja@example.com')
  expect((await pay({ userName: 'A' })).body).toEqual({
    error: 'InvalidFieldError: bankCode is invalid',
  })
  expect((await pay({})).body).toEqual({
    error: 'InvalidFieldError: beneficiaryBrlBankAccountId is invalid',
  })
})

test('USD and EUR rails quote and never open', async () => {
  await using avenia = await createAvenia()
  const answer = await order(avenia.api, {
    outputCurrency: 'USD',
    outputPaymentMethod: 'ACH',
    outputAmount: '10',
  })
  expect(answer.status).toBe(400)
  expect(hintsOf(answer).hint).toContain('never opens')
})

test('a paid ticket has a receipt', async () => {
  await using avenia = await createAvenia()
  const { api, sandbox } = avenia
  const { body } = await order(api)
  expect((await api.get(`${TICKETS}${body.id}/receipt`)).status).toBe(400)
  await sandbox.clock.advance('PT1M')
  const answer = await api.get(`${TICKETS}${body.id}/receipt`)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="ticket-receipt.pdf"',
  )
  expect(answer.text).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/)
})
