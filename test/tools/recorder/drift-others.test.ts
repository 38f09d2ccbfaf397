import { expect, test } from 'vitest'
import { acmePath } from '../../fixtures/acme-sandbox.ts'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

/** Cobre: a token, an account, who is paid, and a payout on its way. */
async function cobre({ send, credentials, advance }: Upstream): Promise<void> {
  const { userId, secret } = credentials
  const { access_token } = await send('POST', '/v1/auth', { user_id: userId, secret })
  const own = { authorization: `Bearer ${access_token}` }
  const account = await send(
    'POST',
    '/v1/accounts',
    { provider_id: 'pr_col_cobre', action: 'create', alias: 'Principal' },
    own,
  )
  const party = {
    geo: 'col',
    type: 'bre_b',
    alias: 'Ana',
    metadata: { key_value: '@ensayo0001', counterparty_fullname: 'Ana Ensayo' },
  }
  await send('POST', '/v1/counterparties', party, own)
  await advance('PT10S')
  await send('GET', `/v1/accounts/${account.id}`, undefined, own)
  await send('GET', '/v1/accounts?page_number=0', undefined, own)
  await send('GET', '/v1/accounts/acc_nowhere00', undefined, own)
  await send('GET', '/v1/accounts')
}

/** Acme: a session, and a widget that becomes active after six seconds. */
async function acme({ send, credentials, advance }: Upstream): Promise<void> {
  const key = { 'x-acme-key': credentials.apiKey! }
  const { token } = await send('POST', '/sessions', { device: 'known' }, key)
  const own = { ...key, authorization: `Bearer ${token}` }
  const { id } = await send('POST', '/endpoints', { url: 'http://127.0.0.1:9/hook' }, own)
  await send('DELETE', `/endpoints/${id}`, undefined, own)
  const { widgetId } = await send('POST', '/widgets', { name: 'Silla' }, own)
  for (const by of ['PT5S', 'PT2S']) {
    await advance(by)
    await send('GET', `/widgets/${widgetId}`, undefined, own)
  }
}

test.each([
  ['cobre', cobre],
  [acmePath, acme],
] as const)('unaltered answers of %s show nothing', async (provider, flow) => {
  const report = await recordAndReplay(provider, flow)
  expect(report.differences.map(toShort), JSON.stringify(report, null, 1)).toEqual([])
  expect(report.notReplayed).toEqual([])
})

test('deviations of Cobre are found, each where it is', async () => {
  const alter: Alter = ({ method, path, body }) => {
    if (method === 'POST' && path === '/v1/accounts') body.id = [body.id]
    if (method === 'GET' && path.startsWith('/v1/accounts?'))
      body.total_items = String(body.total_items)
  }
  const flow = async (upstream: Upstream) =>
    cobre({
      ...upstream,
      // The client takes the id out of its list.
      send: async (...words) => {
        const body = await upstream.send(...words)
        return Array.isArray(body?.id) ? { ...body, id: body.id[0] } : body
      },
    })
  const report = await recordAndReplay('cobre', flow, { alter })
  expect(report.differences.map(toShort)).toEqual([
    'error type createAccount /id',
    'error type listAccounts /total_items',
  ])
})

test('a widget that becomes active later than documented is found by its state', async () => {
  let asked = 0
  const alter: Alter = ({ method, body }) => {
    if (method === 'GET' && ++asked === 2) body.state = 'pending'
  }
  const report = await recordAndReplay(acmePath, acme, { alter })
  expect(report.differences).toEqual([
    expect.objectContaining({
      kind: 'value',
      severity: 'error',
      operationId: 'getWidget',
      pointer: '/state',
      expected: '"active"',
      found: '"pending"',
      against: 'emulator',
      evidence: 'documented',
    }),
  ])
})

test('what comes from outside the recording is compared with the spec alone, and said to be', async () => {
  const alter: Alter = ({ method, body }) => {
    if (method === 'GET') body.number = String(body.number)
  }
  let token = ''
  const flow = async ({ send, credentials }: Upstream) => {
    const key = { 'x-acme-key': credentials.apiKey! }
    const own = { ...key, authorization: `Bearer ${token}` }
    await send('POST', '/widgets', { name: 'Silla' }, own)
  }
  token = 'from-another-day'
  const report = await recordAndReplay(acmePath, flow, { alter })
  expect(report.notReplayed).toEqual([
    expect.objectContaining({
      request: 'POST /widgets',
      reason: '<token:1> comes from outside the recording',
    }),
  ])
  expect(report.differences).toEqual([])
})
