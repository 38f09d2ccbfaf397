/** Types of what providers are sent, answer and tell, and that a program can be written against them. */
import { expect, expectTypeOf, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { toType } from '#tooling/schema-type'
import { toModule } from '#tooling/types'
import type { Notifications, Operations } from '#types/cobru'
import { createSandbox } from '../mocks/index.ts'
import { acmePath } from './fixtures/acme-sandbox.ts'

test('a client is written against them', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], strict: true })
  const { cobru, inbox, trigger, clock } = sandbox
  type Create = Operations['createPayment']
  type Refresh = Operations['refreshToken']
  const headers = { 'x-api-key': cobru.credentials.apiKey!, 'content-type': 'application/json' }
  const login: Refresh['body'] = { refresh: cobru.credentials.refreshToken! }
  const refreshed = await cobru.fetch('/token/refresh/', {
    method: 'POST',
    headers,
    body: JSON.stringify(login),
  })
  const { access } = (await refreshed.json()) as Refresh['responses'][200]

  const order: Create['body'] = {
    amount: 50_000,
    description: 'Order #123',
    expiration_days: 1,
    client_assume_costs: false,
    iva: 0,
    payment_method_enabled: '{"pse":true}',
    payer_redirect_url: 'https://yourapp.com/',
    callback: inbox.url,
  }
  const { method, path } = { method: 'POST', path: '/cobru/' } satisfies Pick<
    Create,
    'method' | 'path'
  >
  const made = await cobru.fetch(path, {
    method,
    headers: { ...headers, authorization: `Bearer ${access}` },
    body: JSON.stringify(order),
  })
  const payment = (await made.json()) as Create['responses'][201]
  expectTypeOf(payment.url).toBeString()
  expectTypeOf(payment.state).toEqualTypeOf<0 | 1 | 2 | 3 | 4 | 5>()
  // @ts-expect-error: nothing of that name is sent
  const wrong: Create['body'] = { ...order, amont: 1 }
  expect(wrong).toHaveProperty('amont')

  await trigger('cobru.payment.approve', { url: payment.url })
  await clock.advance('PT1M')
  const told = (await inbox.next()).body as Notifications['paymentUpdated']
  expect(told.state).toBe(3)
})

test.each([
  [{ type: ['string', 'null'], pattern: 'a' }, 'string | null'],
  [{ enum: ['a', 1, null] }, "'a' | 1 | null"],
  [{ const: "it's" }, "'it\\'s'"],
  [{ type: 'array', items: { type: ['string', 'integer'] } }, '(string | number)[]'],
  [{ type: 'array', prefixItems: [{ type: 'string' }, {}] }, '[string, unknown]'],
  [{ $ref: '#/components/schemas/A' }, "Schemas['A']"],
  [{ allOf: [{ $ref: '#/components/schemas/A' }, { required: ['b'] }] }, "Schemas['A']"],
  [{ anyOf: [{ type: 'integer' }, { $ref: '#/components/schemas/A' }] }, "number | Schemas['A']"],
  [{ type: 'object' }, 'Record<string, unknown>'],
  [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'Record<string, boolean>'],
  [{ type: 'object', properties: { 'a-b': {} }, required: ['a-b'] }, "{\n  'a-b': unknown\n}"],
  [{ not: { type: 'string' } }, 'unknown'],
  [false, 'never'],
])('%j is %s', (schema, type) => {
  expect(toType(schema)).toBe(type)
})

test('names every operation, parameter, answer and notification of a spec', async () => {
  const text = toModule(await loadSpec(acmePath))
  expect(text).toContain("    method: 'POST'\n    path: '/widgets'\n")
  expect(text).toMatch(/ {4}params: \{\n(.*\n)? {6}widgetId: string\n/)
  expect(text).toMatch(/interface Notifications \{[\s\S]*sessionOpened: /)
})
