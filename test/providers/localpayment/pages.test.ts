/**
 * Each current page that prints a request, an answer or a table, replayed on the profile `docs`; the
 * guide to Bre-B has `examples.test.ts`. Addresses are below https://docs.localpayment.com; read
 * 2026-11-20 and 2026-11-30.
 */
import { expect, test } from 'vitest'
import {
  CASH_ID,
  createLocalpayment,
  KEY,
  type Localpayment,
  type Loose,
  PAYOUT_ID,
  uuid,
  VA_ID,
} from './kit.ts'

type Page = (lp: Localpayment) => Promise<void>

const PAYIN_ID = 'cf194632-7ec4-4a44-9b92-9bbacad5349a'
const USD = '170.840.00000001'

/** A simulated payment to an active key, credited. */
async function credit(lp: Localpayment) {
  await lp.activate()
  await lp.api.post('/api/payin/simulate', lp.simulation())
  await lp.sandbox.clock.advance('PT1S')
}

const pages: Record<string, Page> = {
  '/docs/authentication: user name and password give `refresh` and `access`, and nothing else':
    async (lp) => {
      const { username, password } = lp.sandbox.localpayment.credentials
      const answer = await lp.api.send('POST', '/api/token/', { username, password }, {})
      expect(answer.status).toBe(200)
      expect(Object.keys(answer.body)).toEqual(['refresh', 'access'])
    },
  '/reference/refresh-token: a refresh token gives an access token': async (lp) => {
    const { refresh } = await lp.login()
    const { status, body } = await lp.api.send('POST', '/api/token/refresh/', { refresh }, {})
    expect(status).toBe(200)
    expect(body.access).toEqual(expect.any(String))
  },
  '/reference/responses: new payments, virtual accounts and payouts answer 201': async (lp) => {
    expect((await lp.api.post('/api/virtual-account', lp.account())).status).toBe(201)
    expect((await lp.api.post('/api/payout/', [lp.payout()])).status).toBe(201)
    expect((await lp.api.post('/api/payin/', lp.pse())).status).toBe(201)
  },
  '/docs/activate-deactivate-virtual-account: what may be enabled and disabled, and the whole account as answer':
    async (lp) => {
      const change = (to: string) => lp.api.put(`/api/virtual-account/${VA_ID}/activation/${to}/`)
      await lp.api.post('/api/virtual-account', lp.account())
      const statuses: number[] = []
      const both = async () => {
        for (const to of ['enable', 'disable']) statuses.push((await change(to)).status)
      }
      await both()
      await lp.sandbox.clock.advance('PT6S')
      await both()
      statuses.push((await change('disable')).status)
      const { status, body } = await change('enable')
      expect(Object.keys(body)).toEqual([
        'externalId',
        'internalId',
        'accountNumber',
        'country',
        'currency',
        'beneficiary',
        'status',
        'errors',
      ])
      statuses.push(status)
      await lp.api.delete(`/api/virtual-account/${VA_ID}`)
      await both()
      // In progress, active (disabled by it), disabled again, enabled, deleted.
      expect(statuses).toEqual([400, 400, 400, 200, 400, 200, 400, 400])
    },
  '/docs/delete-virtual-account: an active or disabled account is deleted for good, one in progress is not':
    async (lp) => {
      await lp.api.post('/api/virtual-account', lp.account())
      expect((await lp.api.delete(`/api/virtual-account/${VA_ID}`)).status).toBe(400)
      await lp.sandbox.clock.advance('PT6S')
      await lp.api.put(`/api/virtual-account/${VA_ID}/activation/disable/`)
      const { status, body } = await lp.api.delete(`/api/virtual-account/${VA_ID}`)
      expect([status, body.status.description, body.externalId]).toEqual([200, 'DELETED', VA_ID])
      const { body: kept } = await lp.api.get(`/api/virtual-account/${VA_ID}`)
      expect(kept.status.description).toBe('DELETED')
    },
  '/reference/simulate-payin-to-virtual-account: every field is required, and the account must exist':
    async (lp) => {
      await lp.activate()
      const whole = lp.simulation()
      expect(Object.keys(whole).sort()).toEqual([
        'accountNumber',
        'amount',
        'beneficiary',
        'country',
        'currency',
        'externalId',
        'payer',
        'paymentMethod',
      ])
      for (const name of Object.keys(whole)) {
        const answer = await lp.api.post('/api/payin/simulate', { ...whole, [name]: undefined })
        expect([name, answer.status]).toEqual([name, 400])
      }
      const nowhere = { bank: { account: { number: '@LPNobody0001' } } }
      const missing = await lp.api.post('/api/payin/simulate', { ...whole, beneficiary: nowhere })
      expect(missing.status).toBe(404)
      const stranger = { ...whole.payer, name: 'Otra' }
      const refused = await lp.api.post('/api/payin/simulate', { ...whole, payer: stranger })
      expect(refused.status).toBe(400)
      expect((await lp.api.send('POST', '/api/payin/simulate', whole, {})).status).toBe(401)
      expect((await lp.api.post('/api/payin/simulate', whole)).status).toBe(201)
    },
  '/docs/cancel-a-payout: the answer, and the four states that can be cancelled': async (lp) => {
    const cancel = (externalId: string) => lp.api.patch('/api/payout/cancel', { externalId })
    const make = (externalId: string, over: Loose = {}) =>
      lp.api.post('/api/payout/', [lp.payout({ externalId, amount: 1, ...over })])
    await make(uuid(1), { requireAuth: true })
    await make(uuid(2))
    await make(uuid(3))
    await lp.sandbox.trigger('localpayment.payout.hold', { externalId: uuid(3) })
    for (const id of [1, 2, 3]) expect((await cancel(uuid(id))).status).toBe(200)
    await make(PAYOUT_ID)
    await make(uuid(4))
    await lp.sandbox.clock.advance('PT2S')
    expect((await lp.statusOf(PAYOUT_ID)).code).toBe('101')
    expect((await cancel(PAYOUT_ID)).body).toEqual({
      externalId: PAYOUT_ID,
      internalId: expect.any(String),
      status: {
        code: '900',
        description: 'Cancelled',
        detail: 'The payout was cancelled successfully',
      },
    })
    await lp.sandbox.clock.advance('PT2S')
    expect((await lp.statusOf(uuid(4))).code).toBe('102')
    expect((await cancel(uuid(4))).status).toBe(400)
    await lp.sandbox.clock.advance('PT2S')
    expect((await cancel(uuid(4))).status).toBe(400)
  },
  '/docs/approvals-and-double-signature: a payout that asks for it waits, and three ways authorize it':
    async (lp) => {
      const make = async (externalId: string) => {
        const payout = lp.payout({ externalId, amount: 1, requireAuth: true })
        const { body } = await lp.api.post('/api/payout/', [payout])
        expect(body.status).toMatchObject({ code: '104', description: 'PendingAuth' })
        return body.internalId
      }
      const authorize = (body: Loose) => lp.api.post('/api/payout/authorize', body)
      const internalId = await make(uuid(1))
      await make(uuid(2))
      await make(uuid(3))
      await authorize({ internalId })
      await authorize({ externalId: uuid(2) })
      await authorize({ dateFrom: '2026-02-25', dateTo: '2026-02-25' })
      for (const id of [1, 2, 3]) {
        expect(await lp.statusOf(uuid(id))).toMatchObject({ code: '100', description: 'Received' })
      }
    },
  '/docs/send-funds-via-bank-transfer: `sender` and `merchant` are asked for': async (lp) => {
    for (const name of ['sender', 'merchant']) {
      const { body } = await lp.api.post('/api/payout/', [lp.payout({ [name]: undefined })])
      expect(body[0].errors).toEqual([
        { code: '301', description: `Empty mandatory param + [${name}]` },
      ])
    }
  },
  '/docs/transaction-status: the labels of a payout by their codes': async (lp) => {
    const seen = new Map<string, string>()
    const look = async () => {
      const { code, description } = await lp.statusOf(PAYOUT_ID)
      seen.set(code, description)
    }
    await lp.api.post('/api/payout/', [lp.payout({ requireAuth: true })])
    await look()
    for (const code of ['103', '105']) {
      await lp.sandbox.trigger('localpayment.payout.hold', { externalId: PAYOUT_ID, code })
      await look()
      await lp.api.post('/api/payout/authorize', { externalId: PAYOUT_ID })
    }
    for (let step = 0; step < 4; step++) {
      await look()
      await lp.sandbox.clock.advance('PT2S')
    }
    expect(Object.fromEntries(seen)).toEqual({
      100: 'Received',
      101: 'Locked',
      102: 'In Progress',
      103: 'OnHold',
      104: 'PendingAuth',
      105: 'OnHold',
      200: 'Completed',
    })
  },
  '/reference/get-transaction-status: the status of a credited payin, by either id': async (lp) => {
    await credit(lp)
    const { body } = await lp.api.get(`/api/transactions/${PAYIN_ID}/status`)
    expect(body).toEqual({
      internalId: expect.any(String),
      externalId: PAYIN_ID,
      status: { code: '200', description: 'Completed', detail: 'The payin was credited' },
    })
    expect((await lp.api.get(`/api/transactions/${body.internalId}/status`)).body).toEqual(body)
  },
  '/docs/cancel: a pending payin is cancelled by its status': async (lp) => {
    await lp.api.post('/api/payin/', lp.pse())
    const path = `/api/transactions/${lp.pse().externalId}/status`
    expect((await lp.api.patch(path, { status: 'CANCELLED' })).body.status).toEqual({
      code: '900',
      description: 'CANCELLED',
      detail: 'The payin was cancelled',
    })
  },
  '/docs/refunds: a completed payin is refunded in full, once': async (lp) => {
    await credit(lp)
    const refund = () => lp.api.patch(`/api/payin/${PAYIN_ID}/refund`, { comment: 'Devolución' })
    expect((await refund()).body).toEqual({
      externalId: PAYIN_ID,
      internalId: expect.any(String),
      status: { code: '902', description: 'REFUNDED', detail: 'The payin was refunded' },
    })
    expect((await refund()).status).toBe(400)
  },
  '/docs/pse-colombia: the printed merchant is taken': async (lp) => {
    const merchant = {
      document: { type: 'NIT', id: '901275418-3' },
      phone: { countryCode: '57', areaCode: '1', number: '5550000' },
      address: {
        street: 'Calle',
        number: '1',
        city: 'Bogotá',
        state: 'DC',
        country: 'COL',
        zipCode: '110111',
        comment: '',
      },
      name: 'TechColombia SAS',
      userReference: 'ref-1',
    }
    const { status, body } = await lp.api.post('/api/payin/', lp.pse({ merchant }))
    expect([status, body.paymentMethod]).toEqual([
      201,
      { type: 'BankTransfer', code: '1936', flow: 'REDIRECT' },
    ])
  },
  '/docs/create-a-cash-payment: the printed request is taken, for seven days': async (lp) => {
    const { status, body } = await lp.api.post('/api/payin/', lp.cash())
    expect([status, body.externalId]).toEqual([201, CASH_ID])
    expect(Date.parse(body.date.expirationDate) - Date.parse(body.date.creationDate)).toBe(
      7 * 86_400_000,
    )
  },
  '/docs/quote-currency-conversion: the members of a quote, and its times': async (lp) => {
    const query = `sourceCurrency=COP&quoteCurrency=USD&accountNumber=${lp.accountNumber}&quoteAccountNumber=${USD}`
    const { body } = await lp.api.get(`/api/fx/currency-exchange/payin?${query}`)
    expect(Object.keys(body)).toEqual([
      'exchangeRateToken',
      'transactionType',
      'accountNumber',
      'sourceCurrency',
      'creationDate',
      'expirationDate',
      'quotes',
    ])
    expect(body.expirationDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/)
    expect(Object.keys(body.quotes[0])).toEqual(['paymentMethodCode', 'rate', 'quoteCurrency'])
  },
  '/reference/error-codes: a used `externalId` is 500, an amount of nothing 719': async (lp) => {
    await lp.api.post('/api/payin/', lp.pse())
    const again = await lp.api.post('/api/payin/', lp.pse())
    expect(again.body.status).toMatchObject({
      code: '500',
      detail: 'External ID already used - Duplication',
    })
    const nothing = await lp.api.post('/api/payin/', lp.pse({ externalId: uuid(1), amount: 0 }))
    expect(nothing.body.status.code).toBe('719')
  },
  '/docs/receive-payment-notifications: a payment to a key is told flat, and only 200 ends the telling':
    async (lp) => {
      await lp.listen('PayIn')
      await lp.activate()
      await lp.sandbox.trigger('localpayment.payin.receive', { key: KEY, amount: 1_000 })
      await lp.sandbox.clock.advance('PT1S')
      const [message] = await lp.messages()
      expect(message?.body).toMatchObject({ transactionType: 'PayIn', status: { code: '200' } })
      expect(message?.body).not.toHaveProperty('data')
      expect(message?.headers).toHaveProperty('x-signature')
    },
}

for (const [title, replay] of Object.entries(pages)) {
  test(title, async () => {
    await using lp = await createLocalpayment({ profiles: { localpayment: 'docs' } })
    await replay(lp)
  })
}
