import { expect, test } from 'vitest'
import type { InteractionReport } from '#pact/report'
import { type VerifyOptions, verifyPacts } from '#pact/verify'
import { DETAIL, MADE_UP, type TeamPact, writePact } from './pact-files.ts'

/** Verifies one pact of a team; interactions come in the order of the file. */
async function verify(pact: TeamPact, options: Omit<VerifyOptions, 'files'> = {}) {
  const report = await verifyPacts({ files: [writePact(pact)], ...options })
  return { ...report, pact: report.pacts[0]!, interactions: report.pacts[0]!.interactions }
}

function find(interactions: InteractionReport[], description: string): InteractionReport {
  return interactions.find((each) => each.description === description)!
}

const BALANCE = { method: 'GET', path: '/balance/', headers: MADE_UP }

test('a pact of version 2 verifies though its credentials and its slug are made up', {
  timeout: 60_000,
}, async () => {
  const { ok, failed, interactions } = await verify({
    provider: 'Cobru API',
    interactions: [
      DETAIL,
      {
        description: 'a token',
        request: {
          method: 'POST',
          path: '/token/refresh/',
          headers: { 'x-api-key': 'k', 'Content-Type': 'application/json' },
          body: { refresh: 'made-up' },
        },
        response: { status: 200 },
      },
      {
        description: 'an edit',
        providerState: 'a payment exists',
        request: {
          method: 'POST',
          path: '/edit_cobru/',
          headers: { ...MADE_UP, 'Content-Type': 'application/json' },
          body: { url: '3gofdf6f', amount: 70000 },
        },
        response: { status: 200, body: { amount: 70000 } },
      },
      {
        description: 'an expired token',
        providerState: 'the access token has expired',
        request: BALANCE,
        response: { status: 401, body: { code: 'token_not_valid' } },
      },
      {
        description: 'a wrong key',
        providerState: 'the API key is wrong',
        request: BALANCE,
        response: { status: 403 },
      },
      // What a pact leaves out is not added.
      {
        description: 'no credentials',
        request: { method: 'GET', path: '/balance/' },
        response: { status: 403 },
      },
    ],
  })
  expect(interactions.map(({ description, problems }) => [description, problems])).toEqual(
    interactions.map(({ description }) => [description, []]),
  )
  expect({ ok, failed }).toEqual({ ok: 6, failed: 0 })
})

test('a pact of version 3 verifies with parameters, generators and messages', {
  timeout: 60_000,
}, async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
  const slug = { type: 'ProviderState', expression: '/cobru_detail/${url}' }
  const { failed, interactions } = await verify({
    version: '3.0.0',
    interactions: [
      {
        description: 'a payment of 80,000',
        providerStates: [{ name: 'a payment exists', params: { amount: 80000 } }],
        request: {
          method: 'GET',
          path: '/cobru_detail/x',
          headers: MADE_UP,
          generators: { path: slug },
        },
        response: { status: 200, body: { amount: 80000 } },
      },
      {
        description: 'a payment of 80,000 by an account with a wrong key',
        providerStates: [{ name: 'a payment exists' }, { name: 'the API key is wrong' }],
        request: { method: 'GET', path: '/cobru_detail/x', headers: MADE_UP },
        response: { status: 403 },
      },
    ],
  })
  expect(interactions.flatMap(({ problems }) => problems)).toEqual([])
  expect(failed).toBe(0)

  const messages = await verify({
    version: '3.0.0',
    messages: [
      {
        description: 'a payment is paid',
        providerStates: [{ name: 'a payment has been paid', params: { method: 'pse' } }],
        contents: { state: 3, payment_method: 'pse' },
        metaData: { contentType: 'application/json' },
      },
      {
        description: 'a message from nowhere',
        providerStates: [{ name: 'no payment exists' }],
        contents: { state: 3 },
        metaData: { contentType: 'application/json' },
      },
    ],
  })
  expect(messages.interactions.map(({ kind, status }) => [kind, status])).toEqual([
    ['message', 'ok'],
    ['message', 'failed'],
  ])
  expect(messages.interactions[1]!.message).toBeUndefined()
})

test('a message that fails is explained as an answer is: notification, what it told, evidence, quirks', {
  timeout: 60_000,
}, async () => {
  const paid = {
    description: 'a payment is paid',
    providerStates: [{ name: 'a payment has been paid', params: { method: 'pse' } }],
    contents: { state: 3, amount: 50000 },
    metaData: { contentType: 'application/json' },
  }
  const report = { version: '3.0.0', messages: [paid] }
  const { interactions } = await verify(report)
  expect(interactions[0]).toMatchObject({
    status: 'failed',
    problems: [expect.stringContaining('$.amount')],
    message: {
      body: expect.stringContaining('"amount":"50000.00"'),
      evidence: 'documented',
      source: expect.stringMatching(/^https:/),
      related: [
        {
          id: 'cobru.webhook.amount-type',
          variant: 'string',
          source: expect.stringMatching(/^https:/),
        },
      ],
    },
  })

  const variants = { 'cobru.webhook.amount-type': 'number' }
  const contents = { state: 3, amount: '50000.00' }
  const shaped = await verify(
    { version: '3.0.0', messages: [{ ...paid, contents }] },
    { engine: { variants } },
  )
  expect(shaped.interactions[0]).toMatchObject({
    status: 'failed',
    message: {
      quirks: expect.arrayContaining([
        expect.objectContaining({ id: 'cobru.webhook.amount-type', variant: 'number' }),
      ]),
      related: [],
    },
  })
})

test('a pact that is wrong fails, and says expectation, answer, operation, quirk and evidence', {
  timeout: 60_000,
}, async () => {
  const { ok, failed, interactions } = await verify({
    interactions: [
      { ...DETAIL, response: { status: 200, body: { state: '0', pk: 1 } } },
      {
        description: 'a create without callback',
        request: {
          method: 'POST',
          path: '/cobru/',
          headers: { ...MADE_UP, 'Content-Type': 'application/json' },
          body: {
            amount: 50000,
            description: 'x',
            expiration_days: 1,
            payment_method_enabled: '{"pse":true}',
            payer_redirect_url: 'https://shop.example/',
            client_assume_costs: false,
            iva: 0,
          },
        },
        response: { status: 201 },
      },
      {
        description: 'a path that is none',
        request: { method: 'GET', path: '/cobru_details/abc', headers: MADE_UP },
        response: { status: 200 },
      },
    ],
  })
  expect({ ok, failed }).toEqual({ ok: 0, failed: 3 })
  expect(find(interactions, 'a request for a payment').problems).toEqual(
    expect.arrayContaining([expect.stringMatching(/^body \$\.state: Expected 0 \(Integer\).*'0'/)]),
  )
  expect(find(interactions, 'a create without callback')).toMatchObject({
    status: 'failed',
    problems: ['status: expected 201 but was 403'],
    exchanges: [
      {
        operationId: 'createPayment',
        status: 403,
        hint: expect.stringContaining('callback'),
        quirks: [
          {
            id: 'cobru.create.missing-callback-403',
            evidence: expect.any(String),
            source: expect.stringContaining('http'),
          },
        ],
      },
    ],
  })
  expect(find(interactions, 'a path that is none').exchanges[0]!.hint).toContain('Nearest')
})

test('unknown provider states are reported with those there are, and the rest is verified', {
  timeout: 60_000,
}, async () => {
  const { ok, failed, pact } = await verify({
    interactions: [
      { ...DETAIL, description: 'misspelt', providerState: 'a payment exist' },
      { ...DETAIL, description: 'of another world', providerState: 'user 7 is logged in' },
      DETAIL,
    ],
  })
  expect({ ok, failed }).toEqual({ ok: 1, failed: 2 })
  expect(pact.unknownStates.map(({ state }) => state)).toEqual([
    'a payment exist',
    'user 7 is logged in',
  ])
  expect(pact.unknownStates[0]!.message).toMatch(
    /^No provider state "a payment exist"\. Did you mean "a payment exists"\? There are: ".*"the API key is wrong"/,
  )
  expect(pact.interactions.map(({ status }) => status)).toEqual([
    'unknown-state',
    'unknown-state',
    'ok',
  ])
})

test('a state that cannot be made fails its interaction with the reason', {
  timeout: 60_000,
}, async () => {
  const { interactions } = await verify({
    version: '3.0.0',
    interactions: [
      {
        ...DETAIL,
        providerState: undefined,
        providerStates: [{ name: 'a payment exists', params: { amuont: 1 } }],
      },
    ],
  })
  expect(interactions[0]).toMatchObject({
    status: 'failed',
    problems: [expect.stringContaining('takes no parameter "amuont". Did you mean "amount"?')],
  })
})

test('a field that differs names the quirk of the operation that is about it', {
  timeout: 60_000,
}, async () => {
  const response = { status: 200, body: { amount: '50000.00' } }
  const { interactions } = await verify({
    interactions: [{ ...DETAIL, response }, DETAIL],
  })
  const [exchange] = interactions[0]!.exchanges
  expect(exchange!.related[0]).toMatchObject({
    id: 'cobru.detail.numbers',
    variant: 'number',
    evidence: 'legacy',
    source: expect.stringMatching(/^https:/),
  })
  expect(exchange!.related.length).toBeLessThanOrEqual(3)
  expect(interactions[1]!.exchanges[0]!.related).toEqual([])
})
