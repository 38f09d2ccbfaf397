/** Paths, tokens, statuses, ids and documents: a test per variant. */
import { expect } from 'vitest'
import { type Api, PAYOUT_ID, quirkTest, uuid, VA_ID } from './kit.ts'

quirkTest(
  'localpayment.paths.trailing-slash = either: paths are taken with and without their last slash',
  async ({ api, payout, account }) => {
    expect((await api.post('/api/payout', [payout()])).status).toBe(201)
    expect((await api.post('/api/virtual-account/', account())).status).toBe(201)
    expect((await api.get(`/api/virtual-account/${VA_ID}/`)).body).toMatchObject({
      externalId: VA_ID,
    })
  },
)

quirkTest(
  'localpayment.paths.trailing-slash = as-printed: other forms of a path are not found',
  async ({ api, payout, account }) => {
    expect(await api.post('/api/payout', [payout()])).toMatchObject({
      status: 404,
      body: { detail: 'Not found.' },
    })
    expect((await api.post('/api/virtual-account/', account())).status).toBe(404)
    expect((await api.post('/api/payout/', [payout()])).status).toBe(201)
    expect((await api.post('/api/virtual-account', account())).status).toBe(201)
  },
)

quirkTest(
  'localpayment.auth.ip-whitelist = listed: a caller with a token gets through',
  async ({ api }) => {
    expect((await api.get('/api/resources/payment-methods')).status).toBe(200)
  },
)

quirkTest(
  'localpayment.auth.ip-whitelist = unlisted-403: every call is refused, the login too',
  async ({ api }) => {
    expect(await api.post('/api/token/', { username: 'a', password: 'b' })).toMatchObject({
      status: 403,
      body: { detail: 'Unregistered IP address' },
    })
  },
)

quirkTest(
  'localpayment.auth.token-life = 5-minutes: an access token is refused once its 300 seconds are over',
  async ({ api, sandbox }) => {
    await sandbox.clock.advance(299_999)
    expect((await api.get('/api/resources/payment-methods')).status).toBe(200)
    await sandbox.clock.advance(1)
    expect(await api.get('/api/resources/payment-methods')).toMatchObject({
      status: 401,
      body: { code: 'token_not_valid' },
    })
  },
)

quirkTest(
  'localpayment.auth.refresh-life = 24-hours: a refresh token is refused once its day is over',
  async ({ api, sandbox, login }) => {
    const { refresh } = await login()
    await sandbox.clock.advance(86_399_999)
    expect((await api.send('POST', '/api/token/refresh/', { refresh }, {})).status).toBe(200)
    await sandbox.clock.advance(1)
    expect((await api.send('POST', '/api/token/refresh/', { refresh }, {})).status).toBe(401)
  },
)

quirkTest('localpayment.auth.token-form = accepted: a form logs in', async ({ api, sandbox }) => {
  const { username, password } = sandbox.localpayment.credentials as Record<string, string>
  const form = new URLSearchParams({ username: username!, password: password! }).toString()
  const answer = await api.send('POST', '/api/token', form, {
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(answer).toMatchObject({ status: 200, body: { access: expect.stringMatching(/^eyJ/) } })
})

quirkTest(
  'localpayment.auth.token-form = json-only: a form is an unsupported media type',
  async ({ api }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await api.send('POST', '/api/token/', 'username=a&password=b', headers)).status).toBe(
      415,
    )
  },
)

quirkTest(
  'localpayment.auth.response-keys = access-refresh: the login answers `refresh` and `access` and nothing else',
  async ({ login }) => {
    expect(Object.keys(await login())).toEqual(['refresh', 'access'])
  },
)

quirkTest(
  'localpayment.auth.refresh-answer = both: a refresh answers both tokens',
  async ({ api, login }) => {
    const { refresh } = await login()
    const { body } = await api.send('POST', '/api/token/refresh/', { refresh }, {})
    expect(body).toEqual({ refresh, access: expect.stringMatching(/^eyJ/) })
  },
)

quirkTest(
  'localpayment.auth.refresh-answer = access-only: a refresh answers the access token alone',
  async ({ api, login }) => {
    const { refresh } = await login()
    const { body } = await api.send('POST', '/api/token/refresh/', { refresh }, {})
    expect(Object.keys(body)).toEqual(['access'])
  },
)

quirkTest(
  'localpayment.http.create-status = 201: creations answer 201',
  async ({ api, account, payout }) => {
    expect((await api.post('/api/virtual-account', account())).status).toBe(201)
    expect((await api.post('/api/payout/', [payout()])).status).toBe(201)
  },
)

quirkTest(
  'localpayment.http.create-status = 200: creations answer 200',
  async ({ api, account, payout }) => {
    expect((await api.post('/api/virtual-account', account())).status).toBe(200)
    expect((await api.post('/api/payout/', [payout()])).status).toBe(200)
  },
)

quirkTest(
  'localpayment.http.rejection-status = 400: rejections answer 400',
  async ({ api, account, payout }) => {
    expect((await api.post('/api/virtual-account', account({ country: 'MEX' }))).status).toBe(400)
    expect((await api.post('/api/payout/', [payout({ amount: 0 })])).status).toBe(400)
  },
)

quirkTest(
  'localpayment.http.rejection-status = 200: rejections answer 200',
  async ({ api, account, payout }) => {
    const answer = await api.post('/api/virtual-account', account({ country: 'MEX' }))
    expect(answer).toMatchObject({ status: 200, body: { status: { code: '300' } } })
    expect((await api.post('/api/payout/', [payout({ amount: 0 })])).status).toBe(200)
  },
)

quirkTest(
  'localpayment.external-id.duplicate = code-500: a repeated id is rejected with code 500 and creates nothing',
  async ({ api, account, payout, balance }) => {
    await api.post('/api/virtual-account', account())
    const again = await api.post('/api/virtual-account', account())
    const text = 'External ID already used - Duplication'
    expect(again).toMatchObject({
      status: 400,
      body: { status: { code: '300', detail: text }, errors: [{ code: '500', detail: text }] },
    })
    await api.post('/api/payout/', [payout()])
    expect((await api.post('/api/payout/', [payout()])).body).toEqual([
      {
        externalId: PAYOUT_ID,
        internalId: expect.any(String),
        status: { code: '500', description: 'Rejected', detail: text },
        errors: [{ code: '500', description: text }],
      },
    ])
    expect(await balance()).toBe(99_950_000)
  },
)

quirkTest(
  'localpayment.external-id.alphabet = hyphens: hyphens are taken',
  async ({ api, payout }) => {
    expect((await api.post('/api/payout/', [payout({ externalId: 'a-1' })])).status).toBe(201)
    expect((await api.post('/api/payout/', [payout({ externalId: 'a_1' })])).status).toBe(400)
  },
)

quirkTest(
  'localpayment.external-id.alphabet = alphanumeric: hyphens are refused',
  async ({ api, payout }) => {
    const { body } = await api.post('/api/payout/', [payout({ externalId: 'a-1' })])
    expect(body[0].errors).toEqual([
      { code: '300', description: 'Invalid param + [externalId] + verification failed' },
    ])
    expect((await api.post('/api/payout/', [payout({ externalId: 'a1' })])).status).toBe(201)
  },
)

quirkTest(
  'localpayment.external-id.after-rejection = free: a rejected id can be used again',
  async ({ api, account, payout }) => {
    const wrong = account({
      beneficiary: { ...account().beneficiary, document: { type: 'NIT', id: '901275418-4' } },
    })
    expect((await api.post('/api/virtual-account', wrong)).status).toBe(400)
    expect((await api.get(`/api/virtual-account/${VA_ID}`)).status).toBe(404)
    expect((await api.post('/api/virtual-account', account())).status).toBe(201)
    await api.post('/api/payout/', [payout({ amount: 0 })])
    expect((await api.post('/api/payout/', [payout()])).status).toBe(201)
  },
)

quirkTest(
  'localpayment.external-id.after-rejection = burned: a rejected resource is kept and its id is used up',
  async ({ api, account, payout, statusOf }) => {
    const wrong = account({
      beneficiary: { ...account().beneficiary, document: { type: 'NIT', id: '901275418-4' } },
    })
    const { body } = await api.post('/api/virtual-account', wrong)
    expect((await api.get(`/api/virtual-account/${VA_ID}`)).body).toEqual(body)
    expect((await api.post('/api/virtual-account', account())).body.errors[0].code).toBe('500')
    const { body: rejected } = await api.post('/api/payout/', [payout({ amount: 0 })])
    expect(await statusOf(rejected[0].internalId)).toMatchObject({
      code: '511',
      description: 'Rejected',
    })
    expect((await api.post('/api/payout/', [payout()])).body[0].errors[0].code).toBe('500')
  },
)

quirkTest('localpayment.status.shape = text-code: codes are text', async ({ api, account }) => {
  const { body } = await api.post('/api/virtual-account', account())
  expect(body.status).toEqual({
    code: '100',
    description: 'INPROGRESS',
    detail: 'Virtual account in progress',
  })
})

quirkTest(
  'localpayment.status.shape = integer-code: codes are numbers and the names others',
  async ({ api, account, payout }) => {
    const { body } = await api.post('/api/virtual-account', account())
    expect(body.status).toEqual({
      status: 'INPROGRESS',
      code: 100,
      description: 'Virtual account in progress',
    })
    const many = await api.post('/api/payout/', [payout(), payout({ externalId: uuid(1) })])
    expect(many.body[1].status).toEqual({
      status: 'Received',
      code: 100,
      description: 'The payout was received',
    })
  },
)

quirkTest(
  'localpayment.status.completed-casing = as-printed: the status says Completed, the notification COMPLETED',
  async (lp) => {
    await lp.listen('PayIn')
    await lp.activate()
    await lp.api.post('/api/payin/simulate', lp.simulation())
    await lp.sandbox.clock.advance('PT1S')
    expect(await lp.statusOf(lp.simulation().externalId)).toEqual({
      code: '200',
      description: 'Completed',
      detail: 'The payin was credited',
    })
    expect((await lp.messages())[0]?.body).toMatchObject({ status: { description: 'COMPLETED' } })
  },
)

quirkTest('localpayment.status.completed-casing = upper-case: both say COMPLETED', async (lp) => {
  await lp.activate()
  await lp.api.post('/api/payin/simulate', lp.simulation())
  await lp.sandbox.clock.advance('PT1S')
  expect(await lp.statusOf(lp.simulation().externalId)).toMatchObject({ description: 'COMPLETED' })
})

const check = (type: string, id: string) => ({ country: 'COL', document: { type, id } })

quirkTest(
  'localpayment.document.ce-length = 6-to-7: a CE has 6 or 7 characters',
  async ({ api }) => {
    const statuses = []
    for (const id of ['12345', '442113', 'E226932', 'E2269321']) {
      statuses.push((await api.post('/api/validation/document', check('CE', id))).status)
    }
    expect(statuses).toEqual([400, 200, 200, 400])
  },
)

quirkTest(
  'localpayment.document.ce-length = up-to-12: a CE has up to 12 characters',
  async ({ api }) => {
    expect((await api.post('/api/validation/document', check('CE', '123456789012'))).status).toBe(
      200,
    )
    expect((await api.post('/api/validation/document', check('CE', '1234567890123'))).status).toBe(
      400,
    )
  },
)

quirkTest(
  'localpayment.document.pass-length = 2-to-20: a passport has 2 to 20 characters',
  async ({ api }) => {
    const statuses = []
    for (const id of ['A', 'AO', 'A'.repeat(20), 'A'.repeat(21)]) {
      statuses.push((await api.post('/api/validation/document', check('PASS', id))).status)
    }
    expect(statuses).toEqual([400, 200, 200, 400])
  },
)

quirkTest(
  'localpayment.document.pass-length = up-to-12: a passport has up to 12 characters',
  async ({ api }) => {
    expect((await api.post('/api/validation/document', check('PASS', 'A'.repeat(12)))).status).toBe(
      200,
    )
    expect((await api.post('/api/validation/document', check('PASS', 'A'.repeat(13)))).status).toBe(
      400,
    )
  },
)

quirkTest(
  'localpayment.document.nit-check-digit = mod-11: a NIT with another check digit is refused',
  async ({ api }) => {
    for (const id of ['901275418-3', '901.458.652-7', '9014586527', '800173557-4']) {
      expect((await api.post('/api/validation/document', check('NIT', id))).body, id).toEqual({
        code: '200',
        description: 'Valid id and type document',
      })
    }
    for (const id of ['901275418-4', '9014586520', '901275418', '1111123456']) {
      expect((await api.post('/api/validation/document', check('NIT', id))).body, id).toEqual({
        code: '300',
        description: 'Invalid param + Payer.document.[id or type] + [Is Invalid]',
      })
    }
  },
)

quirkTest(
  'localpayment.limits.per-direction = 12110000-11552000: each direction has its own limit',
  async (lp) => {
    await lp.activate()
    const simulate = (externalId: string, amount: number) =>
      lp.api.post('/api/payin/simulate', lp.simulation({ externalId, amount }))
    expect((await simulate(uuid(1), 12_110_000)).status).toBe(201)
    expect((await simulate(uuid(2), 12_110_000.01)).body.status.code).toBe('504')
    expect((await simulate(uuid(3), 1)).status).toBe(201)
    expect((await simulate(uuid(4), 0.99)).body.status.code).toBe('504')
    const pay = (externalId: string, amount: number) =>
      lp.api.post('/api/payout/', [lp.payout({ externalId, amount })])
    expect((await pay(uuid(5), 11_552_000)).status).toBe(201)
    expect((await pay(uuid(6), 11_552_000.01)).status).toBe(201)
    await lp.sandbox.clock.advance('PT1M')
    expect((await lp.statusOf(uuid(5))).code).toBe('200')
    expect((await lp.statusOf(uuid(6))).code).toBe('802')
    expect((await pay(uuid(7), 1)).status).toBe(201)
    expect((await pay(uuid(8), 0.99)).body[0].status.code).toBe('512')
  },
)

quirkTest(
  'localpayment.activity.envelope = by-dates: with dates the activity has `size` and `page`, without them `listSize`',
  async ({ api, payout, accountNumber }) => {
    await api.post('/api/payout/', [payout()])
    const path = `/api/accounts/${accountNumber}/activity`
    const { body: latest } = await api.get(path)
    expect(latest).toMatchObject({ listSize: 1, details: [{ entityId: '0001' }] })
    const { body: dated } = await api.get(`${path}?since=2026-02-25`)
    expect(dated).toMatchObject({ size: 1, page: 1, details: [{ entityCode: '0001' }] })
    expect(dated).not.toHaveProperty('listSize')
  },
)

quirkTest(
  'localpayment.activity.adjustments = as-printed: a withdrawal is a Debit that says ACCOUNT ADJUSTMENT',
  async ({ api, accountNumber, sandbox }) => {
    await sandbox.trigger('localpayment.account.fund', { amount: -7.25 })
    await sandbox.trigger('localpayment.account.fund', { amount: '7.25' })
    const { body } = await api.get(`/api/accounts/${accountNumber}/activity`)
    const row = { status: 'Completed', description: 'ACCOUNT ADJUSTMENT', externalId: '' }
    expect(body.details).toMatchObject([
      { ...row, transactionType: 'Debit', amount: -7.25 },
      { ...row, transactionType: 'Credit', amount: 7.25 },
    ])
  },
)

const validate = (api: Api, code: string, account: object = {}) =>
  api.post('/api/validation/bank', {
    country: 'COL',
    bank: { code, account: { number: '12345678901', type: 'S', ...account } },
  })
const NO_BANK = { code: '404', description: "bank code doesn't exist" }

quirkTest(
  'localpayment.validation.bank-list = open: a code of the published form may be a bank',
  async ({ api }) => {
    expect((await validate(api, '1007')).body.code).toBe('200')
    expect((await validate(api, '1007', { type: 's' })).body.code).toBe('200')
    expect((await validate(api, '1099')).body.code).toBe('200')
    for (const code of ['9999', '0000', '107', '10070', 'BANK', 'valueOf']) {
      const { body, headers } = await validate(api, code)
      expect(body, code).toEqual(NO_BANK)
      expect(headers.get('x-ensayo-quirk')).toContain('localpayment.validation.bank-list')
    }
    expect((await validate(api, '1007', { number: '1' })).body.code).toBe('300')
  },
)

quirkTest(
  'localpayment.validation.bank-list = visible-part: a code that is not printed is not a bank',
  async ({ api }) => {
    expect((await validate(api, '1007')).body.code).toBe('200')
    expect((await validate(api, '1099')).body).toEqual(NO_BANK)
  },
)

const methodsOf = async (api: Api, query: string) =>
  (await api.get(`/api/resources/payment-methods?${query}`)).body.length

quirkTest(
  'localpayment.methods.parameter-case = either: `accountNumber` and `AccountNumber` filter',
  async ({ api, accountNumber }) => {
    for (const name of ['accountNumber', 'AccountNumber']) {
      expect(await methodsOf(api, `${name}=${accountNumber}`)).toBe(1)
      expect(await methodsOf(api, `${name}=170.170.99999999`)).toBe(0)
    }
  },
)

quirkTest(
  'localpayment.methods.parameter-case = as-called: `accountNumber` alone filters',
  async ({ api }) => {
    expect(await methodsOf(api, 'accountNumber=170.170.99999999')).toBe(0)
    expect(await methodsOf(api, 'AccountNumber=170.170.99999999')).toBe(1)
  },
)

quirkTest(
  'localpayment.methods.parameter-case = as-listed: `AccountNumber` alone filters',
  async ({ api }) => {
    expect(await methodsOf(api, 'accountNumber=170.170.99999999')).toBe(1)
    expect(await methodsOf(api, 'AccountNumber=170.170.99999999')).toBe(0)
  },
)

quirkTest(
  'localpayment.activity.envelope = list-size: the activity counts by `listSize` and names `entityId`',
  async ({ api, payout, accountNumber }) => {
    await api.post('/api/payout/', [payout()])
    expect((await api.get(`/api/accounts/${accountNumber}/activity`)).body).toMatchObject({
      listSize: 1,
      details: [{ entityId: '0001' }],
    })
  },
)

quirkTest(
  'localpayment.activity.envelope = paged: the activity has `size` and `page` and names `entityCode`',
  async ({ api, payout, accountNumber }) => {
    await api.post('/api/payout/', [payout()])
    const { body } = await api.get(`/api/accounts/${accountNumber}/activity`)
    expect(body).toMatchObject({ size: 1, page: 1, details: [{ entityCode: '0001' }] })
    expect(body).not.toHaveProperty('listSize')
  },
)
