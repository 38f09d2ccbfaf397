/**
 * Payins in cash.
 * Source: https://docs.localpayment.com/docs/create-a-cash-payment; the notification after
 * https://docs.v3.localpayment.com/notifications/notifications, both read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { CASH_ID, createLocalpayment } from './kit.ts'

test('a payin in cash answers a ticket, and is credited once it is paid at the counter', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayIn')
  const { status, body } = await lp.api.post('/api/payin/', lp.cash())
  expect(status).toBe(201)
  expect(body).toMatchObject({
    externalId: CASH_ID,
    paymentMethod: { type: 'Cash', code: '1940', flow: 'DIRECT' },
    amount: 120_000,
    localTaxes: [],
    status: { code: '100' },
    ticket: {
      id: expect.stringMatching(/^\d{10}$/),
      barcode: expect.stringMatching(/^\d{24}$/),
      expirationDate: '2026-03-04T15:00:00Z',
    },
  })
  expect(body.ticket.image).toBe(
    `https://api.v3.localpayment.com/api/images/Code128C/${body.ticket.barcode}`,
  )
  expect(body).not.toHaveProperty('redirectUrl')
  await lp.sandbox.trigger('localpayment.payin.approve', { externalId: CASH_ID })
  expect((await lp.statusOf(CASH_ID)).code).toBe('200')
  expect(await lp.balance()).toBe(100_119_999)
  const [message] = await lp.messages()
  expect(message?.body).toMatchObject({
    transactionType: 'PayIn',
    transactionFlow: null,
    data: { externalId: CASH_ID, status: { code: '200' }, ticket: body.ticket },
  })
})

test.each([
  ['a payer', { payer: undefined }, '[payer]'],
  ['a merchant', { merchant: undefined }, '[merchant]'],
  [
    'a code of cash',
    { paymentMethod: { type: 'Cash', code: '1936', flow: 'DIRECT' } },
    'PAYMENT_METHOD_TYPE Cash',
  ],
  [
    'the flow DIRECT',
    { paymentMethod: { type: 'Cash', code: '1940', flow: 'REDIRECT' } },
    '[paymentMethod.flow]',
  ],
  [
    'a type that there is',
    { paymentMethod: { type: 'Coins', code: '1940', flow: 'DIRECT' } },
    '[paymentMethod.type]',
  ],
])('cash wants %s', async (_, over, words) => {
  await using lp = await createLocalpayment()
  const { status, body } = await lp.api.post('/api/payin/', lp.cash(over))
  expect(status).toBe(400)
  expect(body.errors[0].detail).toContain(words)
})

test('a code of cash is not one of a bank transfer', async () => {
  await using lp = await createLocalpayment()
  const paymentMethod = { type: 'BankTransfer', code: '1940', flow: 'REDIRECT' }
  const { body } = await lp.api.post('/api/payin/', lp.pse({ paymentMethod }))
  expect(body.errors[0].detail).toContain("doesn't exist for PAYMENT_METHOD_TYPE BankTransfer")
})

test('a payin in cash can be refused, and cancelled while it waits', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/payin/', lp.cash())
  await lp.sandbox.trigger('localpayment.payin.reject', { externalId: CASH_ID })
  expect((await lp.statusOf(CASH_ID)).code).toBe('802')
  await lp.api.post('/api/payin/', lp.cash({ externalId: 'cash-2' }))
  const { body } = await lp.api.patch('/api/transactions/cash-2/status', { status: 'CANCELLED' })
  expect(body.status.code).toBe('900')
})
