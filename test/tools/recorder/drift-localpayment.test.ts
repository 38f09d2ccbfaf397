import { expect, test } from 'vitest'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

const COMPANY = {
  type: 'COMPANY',
  name: 'TechColombia SAS',
  document: { type: 'NIT', id: '901275418-3' },
}

const VA_ID = 'a1b2c3d4-5e6f-7890-abcd-ef1234567890'

const PAYOUT = {
  externalId: 'b2c3d4e5-6f7a-8901-bcde-f12345678901',
  country: 'COL',
  currency: 'COP',
  amount: 50000,
  paymentMethod: { type: 'BankTransfer', code: '0062', flow: 'DIRECT' },
  beneficiary: {
    type: 'INDIVIDUAL',
    name: 'Ana',
    lastName: 'Ensayo',
    document: { type: 'CC', id: '1088338888' },
    email: 'ana@example.com',
    bank: { account: { alias: '@anaEnsayo0001' } },
  },
  sender: { ...COMPANY, email: 'pagos@example.com' },
  merchant: COMPANY,
  conceptCode: '0001',
  comment: 'Pago Bre-B Colombia',
}

/** A virtual account that becomes active, a payout on its way, what is wrong, and the money. */
async function flow({ send, credentials, advance }: Upstream): Promise<void> {
  const { username, password, accountNumber } = credentials
  await send('POST', '/api/token/', { username, password: 'not-the-password' })
  const { access } = await send('POST', '/api/token/', { username, password })
  const own = { authorization: `Bearer ${access}` }
  const account = { country: 'COL', externalId: VA_ID, beneficiary: COMPANY, accountNumber }
  await send('POST', '/api/virtual-account', account, own)
  await advance('PT2S')
  await send('GET', `/api/virtual-account/${VA_ID}`, undefined, own)
  await advance('PT5S')
  await send('GET', `/api/virtual-account/${VA_ID}`, undefined, own)
  await send('GET', '/api/virtual-account/00000000-0000-4000-8000-000000000009', undefined, own)
  const made = await send('POST', '/api/payout/', [{ ...PAYOUT, accountNumber }], own)
  const internalId = made.internalId ?? made.paymentId
  for (const by of ['PT5S', 'PT2M']) {
    await advance(by)
    await send('GET', `/api/transactions/${internalId}/status`, undefined, own)
  }
  await send('GET', `/api/transactions/${PAYOUT.externalId}`, undefined, own)
  await send('GET', `/api/accounts/${accountNumber}/balance`, undefined, own)
  await send('GET', `/api/accounts/${accountNumber}/balance`)
}

test('a provider that answers as the emulator does shows nothing, whatever its ids are', async () => {
  const statuses: number[] = []
  const alter: Alter = ({ status }) => {
    statuses.push(status)
  }
  const report = await recordAndReplay('localpayment', flow, { alter })
  expect(statuses).toEqual([401, 200, 201, 200, 200, 404, 201, 200, 200, 200, 200, 401])
  expect(report.differences.map(toShort)).toEqual([])
  expect(report.notReplayed).toEqual([])
  expect(report.sessions).toEqual([expect.objectContaining({ exchanges: 12 })])
})

const on =
  (
    method: string,
    path: RegExp,
    change: (body: Parameters<Alter>[0]['body'], answer: Parameters<Alter>[0]) => void,
  ): Alter =>
  (answer) => {
    if (answer.method === method && path.test(answer.path) && answer.status < 300)
      change(answer.body, answer)
  }

const created = (change: Parameters<typeof on>[2]) => on('POST', /virtual-account$/, change)
const balance = (change: Parameters<typeof on>[2]) => on('GET', /balance$/, change)

test.each<[string, Alter, string[]]>([
  [
    'a renamed id, though later requests use it',
    on('POST', /payout\/$/, (body) => {
      body.paymentId = body.internalId
      delete body.internalId
    }),
    [
      'error missing-key createPayouts /internalId',
      'warning unknown-field createPayouts /paymentId',
    ],
  ],
  [
    'text for a number',
    balance((body) => (body.amount = String(body.amount))),
    ['error type getBalance /amount'],
  ],
  [
    'a number for a string',
    created((body) => (body.status.code = 100)),
    ['error type createVirtualAccount /status/code'],
  ],
  [
    'null for an object',
    created((body) => (body.status = null)),
    ['error type createVirtualAccount /status'],
  ],
  [
    'an extra field',
    created((body) => (body.risk = 1)),
    ['warning unknown-field createVirtualAccount /risk'],
  ],
  [
    'another code',
    created((body) => (body.status.code = '200')),
    ['error value createVirtualAccount /status/code'],
  ],
  [
    'another word',
    created((body) => (body.status.description = 'DONE')),
    ['error value createVirtualAccount /status/description'],
  ],
  [
    'another status',
    created((_, answer) => (answer.status = 202)),
    ['error status createVirtualAccount'],
  ],
])('%s is found, and nothing else', async (_name, alter, expected) => {
  const report = await recordAndReplay('localpayment', flow, { alter })
  expect(report.differences.map(toShort), JSON.stringify(report, null, 1)).toEqual(expected)
  expect(report.notReplayed).toEqual([])
})

test('a virtual account that takes longer than six seconds is found', async () => {
  let asked = 0
  let first: unknown
  const alter = on('GET', /virtual-account\/a1b2/, (body) => {
    if (++asked === 1) first = structuredClone(body)
    else Object.assign(body, first)
  })
  const report = await recordAndReplay('localpayment', flow, { alter })
  const found = report.differences.map(toShort)
  expect(found).toContain('error value getVirtualAccount /status/code')
  expect(found.every((line) => line.includes('getVirtualAccount'))).toBe(true)
})
