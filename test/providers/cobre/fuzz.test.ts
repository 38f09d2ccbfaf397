/** Random requests: whatever comes, the sandbox answers in the provider's shapes and stays whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'
import { loadSpec } from '../../../mocks/spec/load.ts'
import {
  BANK_ACCOUNT,
  CLABE,
  createClient,
  type Json,
  PAYER,
  START,
  toPse,
  WALLET,
} from './setup.ts'

const { operations } = await loadSpec('cobre')

const RUNS = 2_000

test(`${RUNS} random requests leave no fault and no answer off its spec`, async () => {
  const sandbox = await createSandbox({
    providers: ['cobre'],
    strict: true,
    startAt: START,
    timeRate: 0,
    variants: { 'cobre.limits.rate': 'none', 'cobre.auth.token-life': 'twenty-minutes' },
  })
  const { api, clock } = await createClient(sandbox)
  const known = await seed(api)
  const body = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...toBodies(known)) },
    { weight: 2, arbitrary: mutated(toBodies(known)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  )
  const request = fc.record({
    operation: fc.constantFrom(...operations),
    body,
    id: fc.oneof(fc.constantFrom(...known), fc.string()),
    query: fc.constantFrom(
      '',
      '?page_number=1',
      '?page_size=1&page_number=0',
      '?alias=Main',
      '?lang=en',
    ),
    key: fc.constantFrom('123456789', 'another-key-of-mine', 'x'),
    waitMs: fc.constantFrom(0, 0, 0, 1_000, 10_000, 61_000),
  })
  let runs = 0
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, body, id, query, key, waitMs }) => {
      if (++runs % 20 === 0) await api.login()
      const path = operation.path.replace(/\{[^}]+\}/g, encodeURIComponent(id) || 'x')
      const hasBody = operation.requestBody !== undefined
      const answer = await api.call(
        operation.method,
        `${path}${query}`,
        hasBody ? body : undefined,
        { idempotency: key },
      )
      expect(
        answer.status,
        `${operation.method} ${path} ${JSON.stringify(body)} ${answer.text}`,
      ).not.toBe(500)
      if (answer.status < 300 && typeof answer.body.id === 'string') known.push(answer.body.id)
      await clock.advance(waitMs)
    }),
    { numRuns: RUNS, seed: 20_261_120, endOnFailure: true },
  )
  expect(sandbox.health().counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  await sandbox.close()
}, 120_000)

async function seed(api: Awaited<ReturnType<typeof createClient>>['api']): Promise<string[]> {
  const ids = [await api.account(100_000), await api.account(100_000, 'pr_mex_cobre3')]
  for (const body of [BANK_ACCOUNT, PAYER, CLABE, WALLET]) ids.push(await api.counterparty(body))
  return ids
}

function toBodies([colombian, mexican, bank, payer, clabe]: string[]): Json[] {
  const payout = {
    source_id: colombian,
    destination_id: bank,
    amount: 10,
    metadata: { description: 'x' },
  }
  return [
    payout,
    { ...payout, source_id: mexican, destination_id: clabe, checker_approval: true },
    toPse(payer!, colombian!),
    BANK_ACCOUNT,
    PAYER,
    WALLET,
    [payout],
    { provider_id: 'pr_col_cobre', action: 'create', alias: 'a' },
    { currency_pair: 'usd/mxn', source_amount: 10, type: 'static_quote' },
    { alias: 'a', key_config: 'random', holder: { full_name: 'A', id_type: 'CC', id_number: '1' } },
    { alias: 'a', amount: 5, destination_id: colombian, checkout_rails: ['pse'] },
    {
      account_source_ids: [colombian],
      destination_id: bank,
      schedule_pattern: '0/5 * * * ? *',
      amount: 0,
    },
    {
      resource: 'accounts',
      layout: 'cobre_balance_multicash_v1',
      metadata: { account_id: colombian },
    },
    { events: ['accounts.balance.credit'], url: 'https://example.com/hook' },
    { account_id: colombian, amount: 5, transaction_code: '0301', description: 'x' },
    { primary_account: colombian },
    { decision: 'approve' },
    { documents: [{ type: 'doc_funds' }] },
  ]
}

/** A good body with one value replaced or left out. */
function mutated(bodies: Json[]) {
  return fc
    .tuple(fc.constantFrom(...bodies), fc.nat(10), fc.jsonValue({ maxDepth: 2 }), fc.boolean())
    .map(([body, index, value, isRemoved]) => {
      if (Array.isArray(body)) return [value]
      const keys = Object.keys(body)
      const key = keys[index % keys.length]!
      const { [key]: _, ...rest } = body
      return isRemoved ? rest : { ...rest, [key]: value }
    })
}
