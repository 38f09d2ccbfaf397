/**
 * What docs.cobre.com prints, replayed on the profile `docs`: each printed request is taken, and each
 * printed answer is what comes back, key by key and type by type. Samples are restated: names and
 * forms are the documents', values are ours.
 */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { readPointer } from '#dialect/pointer'
import { SAMPLES } from './samples.ts'
import { type Client, createTestSandbox, type Json } from './setup.ts'

const spec = await loadSpec('cobre')

/** The example that the spec has of an operation's success. */
function exampleOf(operationId: string): Json {
  const { pointer } = spec.operations.find(({ id }) => id === operationId)!
  const responses = readPointer(spec.document, `${pointer}/responses`) as Record<string, Json>
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2'))!
  return success.content['application/json'].example
}

function requestOf(operationId: string): Json {
  const { pointer } = spec.operations.find(({ id }) => id === operationId)!
  return readPointer(
    spec.document,
    `${pointer}/requestBody/content/application~1json/example`,
  ) as Json
}

/** Names and types without values; of a list its first item. */
function shapeOf(value: unknown): unknown {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(
    Object.entries(value as Json).map(([key, each]) => [key, shapeOf(each)]),
  )
}

interface Page {
  page: string
  sample: Json
  /** Keys of the answer that the sample does not have. */
  more?: string[]
  play(client: Client): Promise<Json>
}

const holder = { full_name: 'Ana Prueba', id_type: 'CC', id_number: '1000000001' }

async function link({ api }: Client): Promise<Json> {
  const [primary, id] = [
    await api.account(0, 'pr_mex_cobre3'),
    await api.account(0, 'pr_mex_cobre3'),
  ]
  const path = `/v1/accounts/${id}/primary_account`
  return (await api.call('PUT', path, { primary_account: primary })).body
}

async function payBetween({ api, clock }: Client): Promise<[from: string, to: string]> {
  const [from, to] = [await api.account(100), await api.account()]
  const id = await api.payout(from, 100, { destination_id: to })
  await clock.advance(1_000)
  await api.post('/v1/change_mm_state', { money_movement_id: id, state: 'completed' })
  return [from, to]
}

const PAGES: Page[] = [
  {
    page: 'authentication-1886552m0',
    sample: exampleOf('authenticateUnversioned'),
    play: async ({ account, api }) => {
      const { secret, userId: user_id } = account.cobre.credentials
      return (await api.post('/auth', { ...requestOf('authenticateUnversioned'), user_id, secret }))
        .body
    },
  },
  {
    page: 'create-or-connect-an-account-25933209e0',
    sample: exampleOf('createAccount'),
    play: link,
  },
  {
    page: 'obtain-one-account-transactions-25933215e0',
    sample: exampleOf('listAccountTransactions'),
    more: ['page_size', 'page_number'],
    play: async (client) => {
      const [from] = await payBetween(client)
      const query = 'sensitive_data=true&type=col_cb_debit&amount_lte=0&credit_debit_type=debit'
      return (await client.api.get(`/v1/accounts/${from}/transactions?${query}`)).body
    },
  },
  {
    page: 'obtain-all-client-transactions-25933227e0',
    sample: exampleOf('listTransactions'),
    more: ['page_size', 'page_number'],
    play: async ({ api, trigger }) => {
      const account_id = await api.account(0, 'pr_col_1007')
      await trigger('cobre.account.receive', { account_id, amount: 250_000 })
      return (await api.get('/v1/transactions?sensitive_data=true')).body
    },
  },
  {
    page: 'obtain-account-daily-balance-history-25933217e0',
    sample: exampleOf('listDailyBalances'),
    play: async ({ api, clock }) => {
      const id = await api.account(5)
      await clock.advance(2 * 86_400_000)
      await api.login()
      const query =
        'balance_date=2026-11-20&balance_date_gte=2026-11-20&balance_date_lte=2026-11-20'
      return (await api.get(`/v1/accounts/${id}/daily_balance_history?${query}`)).body
    },
  },
  {
    page: 'create-a-transaction-adjustment-1886752m0',
    sample: SAMPLES.adjustment,
    more: ['account_id', 'previous_balance', 'current_balance'],
    play: async ({ api }) => {
      const account_id = await api.account()
      const made = await api.post('/v1/account_test_transactions', {
        ...requestOf('adjustAccount'),
        account_id,
      })
      expect([made.status, made.text]).toEqual([200, ''])
      return (await api.transactions(account_id))[0]!
    },
  },
  {
    page: 'block-or-reactivate-keys-25933251e0',
    sample: exampleOf('actOnKey'),
    play: async ({ api, clock }) => {
      const path = `/v1/accounts/${await api.account()}/keys`
      const key = await api.post(path, { alias: 'Store', key_config: 'random', holder })
      await clock.advance(5_000)
      const { body } = await api.post(`${path}/${key.body.id}/key_action`, requestOf('actOnKey'))
      expect(body.connectivity.status).toBe('registered')
      return body
    },
  },
  {
    page: 'return-a-money-movement-25933239e0',
    sample: SAMPLES.returned,
    play: async ({ api, trigger }) => {
      const account_id = await api.account(0, 'pr_mex_cobre3')
      await trigger('cobre.account.receive', { account_id, amount: 500 })
      const transaction_id = (await api.transactions(account_id))[0]!.id
      const wanted = { ...requestOf('returnMoneyMovement'), transaction_id }
      return (await api.post('/v1/money_movements_return', wanted)).body
    },
  },
  {
    page: 'money-movement-scheduler-1886565m0',
    sample: SAMPLES.scheduled,
    play: async ({ api, clock }) => {
      const clabe = { account_number: '646180000000000001' }
      const destination_id = await api.counterparty({ geo: 'mex', type: 'clabe', metadata: clabe })
      const made = await api.post('/v1/money_movement_schedulers', {
        ...requestOf('createMoneyMovementScheduler'),
        schedule_pattern: '0/5 * * * ? *',
        account_source_ids: [await api.account(700, 'pr_mex_cobre3')],
        destination_id,
      })
      await clock.advance(5 * 60_000 + 1_000)
      const { contents } = (await api.get(`/v1/money_movements?external_id=${made.body.id}`)).body
      return contents[0]
    },
  },
  {
    page: 'obtain-one-cross-border-money-movement-25933256e0',
    sample: SAMPLES.crossBorder,
    play: async ({ api }) => {
      const source_id = await api.account(10_000, 'pr_global_cobre')
      const destination_id = await api.account(0, 'pr_mex_cobre3')
      const quote = await api.post('/v1/fx_quotes', requestOf('createFxQuote'))
      expect(quote.body).toMatchObject({ fx_rate: 20, destination_amount: 200_000 })
      const wanted = { ...requestOf('createCrossBorderMoneyMovement'), source_id, destination_id }
      const made = await api.post(
        '/v1/cross_border_money_movements',
        { ...wanted, forex_quote_id: quote.body.id },
        { idempotency: 'idempotency-1' },
      )
      return (await api.get(`/v1/cross_border_money_movements/${made.body.id}`)).body
    },
  },
  {
    page: 'generate-upload-links-25933266e0',
    sample: exampleOf('createUploadIntent'),
    play: async ({ api, trigger }) => {
      const { evidence_request_id } = (await trigger('cobre.evidence.ask', {})) as Json
      const path = `/v1/evidence_requests/${evidence_request_id}/upload_intent`
      return (await api.post(path, requestOf('createUploadIntent'))).body
    },
  },
  {
    page: 'report-scheduler-1886573m0',
    sample: SAMPLES.reportScheduler,
    play: async ({ api }) => {
      const metadata = { account_id: await api.account() }
      const wanted = { ...requestOf('createReportScheduler'), metadata }
      return (await api.post('/v1/report_schedulers', wanted)).body
    },
  },
  {
    page: 'notifications-subscriptions-1886572m0',
    sample: SAMPLES.creditEvent,
    play: async (client) => {
      const { account, api } = client
      const wanted = { ...requestOf('createSubscription'), url: account.inbox.url }
      const made = await api.post('/v1/subscriptions', wanted)
      expect(made.body.event_signature_key).toMatch(/^\*+.{4}$/)
      await payBetween(client)
      const events = await api.events()
      return events.find(({ content }) => content.type === 'internal_credit')!
    },
  },
  {
    page: 'evidence-api-1886574m0',
    sample: SAMPLES.evidenceEvent,
    more: ['id', 'event_key'],
    play: async ({ api, trigger }) => {
      await api.subscribe(['evidence-request.ask'])
      await trigger('cobre.evidence.ask', { mm_id: 'mm_1' })
      return (await api.events())[0]!
    },
  },
  {
    page: 'zh/36273853e0 (create alert)',
    sample: exampleOf('createFxAlert'),
    play: async ({ api }) => (await api.post('/v1/alerts', requestOf('createFxAlert'))).body,
  },
]

test.each(PAGES)(
  '$page: the printed answer is what `docs` answers',
  async ({ more = [], play, sample }) => {
    const client = await createTestSandbox({ profiles: { cobre: 'docs' } })
    const found = await play(client)
    const own = Object.fromEntries(Object.entries(found).filter(([key]) => !more.includes(key)))
    expect(shapeOf(own)).toEqual(shapeOf(sample))
    expect(Object.keys(found)).toEqual(expect.arrayContaining(more))
  },
)

test('every request that the documents print in full is taken by `docs`', async () => {
  const { api } = await createTestSandbox({ profiles: { cobre: 'docs' } })
  const [destination_id, source_id] = [await api.account(), await api.account(50_000)]
  const checkout = { ...requestOf('createCheckout'), destination_id }
  expect((await api.post('/v1/checkouts', checkout)).status).toBe(201)
  expect((await api.post('/v1/checkout', checkout)).status).toBe(201)
  const account = { provider_id: 'pr_col_cobre', action: 'create', tags: ['a tag'], alias: 'First' }
  expect((await api.post('/v1/accounts', account)).status).toBe(201)
  const [item] = requestOf('createBulkMoneyMovement') as unknown as [Json]
  const bulk = await api.post('/v1/bulk_money_movements', [{ ...item, source_id }])
  expect(bulk.status).toBe(201)
})

test('the actions of the guide about Cobre Balances work one after another', async () => {
  const { api } = await createTestSandbox()
  const id = await api.account()
  const primary = await api.account()
  const path = `/v1/accounts/${id}`
  expect((await api.get(path)).status).toBe(200)
  expect((await api.call('PATCH', path, { alias: 'x' })).status).toBe(200)
  expect(
    (await api.call('PUT', `${path}/primary_account`, { primary_account: primary })).status,
  ).toBe(200)
  expect((await api.delete(`${path}/primary_account`)).status).toBe(200)
})

test('`docs` is the default and chooses nothing: the defaults are what the documents say', () => {
  const [first, chosen] = [...spec.profiles][0]!
  expect([first, chosen.size]).toEqual(['docs', 0])
})

test('no default of `docs` stands below another variant that a current page states', () => {
  // A sandbox on a laptop has no TLS; short envelopes may be short samples.
  const excused = [
    'cobre.subscription.scheme',
    'cobre.paging.envelope',
    'cobre.qa.features',
    'cobre.qa.payable-rails',
  ]
  const documented = [...spec.quirks.values()].filter(
    ({ id, defaultVariant, variants }) =>
      !excused.includes(id) &&
      variants.get(defaultVariant)!.source.evidence !== 'documented' &&
      [...variants.values()].some(({ source }) => source.evidence === 'documented'),
  )
  expect(documented.map(({ id }) => id)).toEqual([])
})
