/**
 * Every example request of the guide to Bre-B, with base URL, credentials and people replaced, gets the
 * documented answer: same keys, same types. The guide prints no HTTP status.
 */

import { expect, test } from 'vitest'
import { SAMPLES } from '#types/samples/localpayment'
import { createLocalpayment, KEY, type Localpayment, type Loose, PAYOUT_ID, VA_ID } from './kit.ts'

interface Example {
  section: string
  request: (lp: Localpayment) => Promise<Loose>
  /** As printed, with `accountNumber` as the guide's placeholder. */
  printed: Loose
  /** Keys whose very value is printed for this request. */
  same: (answer: Loose) => unknown
}

const COMPANY = SAMPLES.createVirtualAccount.beneficiary
const WORDS =
  "Invalid param + [paymentMethod.code] + doesn't exist for PAYMENT_METHOD_TYPE BankTransfer"
const DOCUMENT = 'Invalid param + [document.id] + verification failed'

const account = (status: Loose, bank: Loose = {}) => ({
  externalId: VA_ID,
  internalId: '8f3e1c20-4b72-4d5a-9a1b-2c3d4e5f6078',
  accountNumber: '{{accountNumber}}',
  country: 'COL',
  currency: 'COP',
  beneficiary: {
    type: 'COMPANY',
    name: 'TechColombia SAS',
    fullName: 'TechColombia SAS',
    lastName: '',
    document: COMPANY.document,
    ...bank,
  },
  status,
  errors: [],
})

const examples: Example[] = [
  {
    section: 'Receiving, step 1, successful response',
    request: async (lp) => (await lp.api.post('/api/virtual-account', lp.account())).body,
    printed: account({
      code: '100',
      description: 'INPROGRESS',
      detail: 'Virtual account in progress',
    }),
    same: ({ internalId: _, accountNumber: __, ...rest }) => rest,
  },
  {
    section: 'Receiving, step 1, error response',
    request: async (lp) => {
      const document = { type: 'NIT', id: '901275418-9' }
      return (
        await lp.api.post(
          '/api/virtual-account',
          lp.account({ beneficiary: { ...COMPANY, document } }),
        )
      ).body
    },
    printed: {
      externalId: VA_ID,
      internalId: 'f2d9d9b0-093d-469b-c8d6-728b0cc67e80',
      status: { code: '300', description: 'REJECTED', detail: DOCUMENT },
      errors: [{ code: '300', detail: DOCUMENT }],
    },
    same: ({ internalId: _, ...rest }) => rest,
  },
  {
    section: 'Receiving, step 2, successful response',
    request: (lp) => lp.activate(),
    printed: account(
      {
        code: '200',
        description: 'COMPLETED',
        detail: 'Virtual account active and ready for payments',
      },
      { bank: { account: { type: 'KEY', number: KEY } } },
    ),
    same: ({ internalId: _, accountNumber: __, ...rest }) => rest,
  },
  {
    section: 'Sending, step 1, successful response',
    request: async (lp) => (await lp.api.post('/api/payout/', [lp.payout()])).body,
    printed: {
      externalId: PAYOUT_ID,
      internalId: '3a4b5c6d-7e8f-9012-cdef-a12345678902',
      paymentMethod: { code: '0062', name: 'Bre-B Key', paymentMethodType: 'BankTransfer' },
      country: 'COL',
      currency: 'COP',
      amount: 50000,
      accountNumber: '{{accountNumber}}',
      status: { code: '100', description: 'Received', detail: 'The payout was received' },
      beneficiary: {
        type: 'INDIVIDUAL',
        name: 'Ana',
        lastname: 'Ensayo',
        document: { type: 'CC', id: '1088338888' },
        email: 'ana@example.com',
        bank: { account: { alias: '@anaEnsayo0001' } },
      },
      date: { creationDate: '2026-02-25T18:53:25Z', processedDate: '2026-02-25T18:53:26Z' },
      errors: null,
    },
    same: ({ internalId: _, accountNumber: __, date: ___, ...rest }) => rest,
  },
  {
    section: 'Sending, step 1, error response',
    request: async (lp) => {
      const paymentMethod = { type: 'BankTransfer', code: '9999', flow: 'DIRECT' }
      return (await lp.api.post('/api/payout/', [lp.payout({ paymentMethod })])).body
    },
    printed: [
      {
        externalId: PAYOUT_ID,
        internalId: 'cd052d8c-8406-45f8-98aa-aff9876c3285',
        status: { code: '801', description: 'Rejected', detail: 'Params error' },
        errors: [{ code: '300', description: WORDS }],
      },
    ],
    same: ([{ internalId: _, ...rest }]) => rest,
  },
]

test.each(examples)(
  '$section: the example gets the answer printed',
  async ({ request, printed, same }) => {
    await using lp = await createLocalpayment()
    const answer = await request(lp)
    expect(toShape(answer)).toEqual(toShape(printed))
    expect(same(answer)).toEqual(same(printed))
  },
)

/** Keys in their order, and types. */
function toShape(value: Loose): unknown {
  if (Array.isArray(value)) return value.map(toShape)
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value
  return Object.entries(value).map(([key, child]) => [key, toShape(child)])
}

test('the notification printed has the keys and types of ours', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayIn')
  await lp.activate()
  await lp.sandbox.trigger('localpayment.payin.receive', {
    key: KEY,
    amount: 1000,
    concept: 'Test payment',
  })
  await lp.sandbox.clock.advance('PT1S')
  const party = { type: '', name: '' }
  const document = { type: '', id: '' }
  const bank = { name: '', code: '', account: { type: '', number: '' } }
  expect(toShape((await lp.messages())[0]?.body)).toEqual(
    toShape({
      transactionType: '',
      externalId: '',
      internalId: '',
      paymentMethod: { type: '', code: '', flow: '' },
      country: '',
      currency: '',
      amount: 0,
      accountNumber: '',
      confirmed: { currency: '', fxQuote: 0, amount: 0 },
      payment: { currency: '', fxQuote: 0, financingFee: 0, amount: 0 },
      localTaxes: [],
      withHoldings: [],
      fees: { description: '', currency: '', fxSource: 0, fxQuote: 0, amount: 0, account: '' },
      status: { code: '', description: '', detail: '' },
      beneficiary: { ...party, document, bank },
      merchant: party,
      payer: { ...party, lastName: '', document, email: '', bank },
      date: { creationDate: '', processedDate: '' },
      errors: [],
      referenceCode: '',
      tracking: { id: '', reference: '', concept: '' },
    }),
  )
})
