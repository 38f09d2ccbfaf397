/** Random requests: whatever comes, the sandbox answers in the provider's shapes and stays whole. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { createSandbox } from '../../fixtures/any-names.ts'
import {
  BANK_ACCOUNT,
  CLABE,
  createClient,
  type Json,
  NEQUI_ACCOUNT,
  PAYER,
  START,
  toPse,
  WALLET,
} from './setup.ts'

const { operations } = await loadSpec('cobre')

const RUNS = 2_000

/** What may stand in a path, by the parameter's name. */
const PREFIXES: Record<string, string> = {
  account_id: 'acc_',
  transaction_id: 'trx_',
  counterparty_id: 'cp_',
  registration_id: 'ddr_',
  money_movement_id: 'mm_',
  cross_border_id: 'mm_',
  scheduler_id: 'mms_',
  bulk_id: 'bmm_',
  key_id: 'key_',
  reference_id: 'ref_',
  quote_id: 'fxq_',
  checkout_id: 'chk_',
  evidence_request_id: 'evr_',
  report_scheduler_id: 'reps_',
  subscription_id: 'sub_',
}

interface Ask {
  operationId: string
  form: 'good' | 'mutated' | 'any'
  noise: unknown
  pick: number
  query: string
  waitMs: number
}

const ask: fc.Arbitrary<Ask> = fc.record({
  operationId: fc.constantFrom(...operations.map(({ id }) => id)),
  form: fc.constantFrom('good', 'good', 'good', 'mutated', 'any'),
  noise: fc.jsonValue({ maxDepth: 3 }),
  pick: fc.nat(10_000),
  query: fc.constantFrom('', '', '?page_number=1', '?page_size=1&page_number=0', '?alias=Main'),
  waitMs: fc.constantFrom(0, 0, 0, 1_000, 10_000, 61_000),
})

test(`${RUNS} random requests leave no fault and no answer off its spec`, async () => {
  const sandbox = await createSandbox({
    providers: ['cobre'],
    strict: true,
    startAt: START,
    timeRate: 0,
    variants: { 'cobre.limits.rate': 'none' },
  })
  const client = await createClient(sandbox)
  const ids = await seed(client)
  const carriedOut = new Set<string>()
  let runs = 0
  await fc.assert(
    fc.asyncProperty(ask, async (wish) => {
      if (++runs % 20 === 0) await client.api.login()
      const answer = await send(client, wish, ids, runs)
      if (answer.status < 300) carriedOut.add(wish.operationId)
      await client.clock.advance(wish.waitMs)
    }),
    { numRuns: RUNS, seed: 20_261_120, endOnFailure: true },
  )
  expect((await sandbox.health()).counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  // Random requests prove little unless most of them get somewhere.
  expect(carriedOut.size).toBeGreaterThan(50)
  await sandbox.close()
}, 120_000)

type Client = Awaited<ReturnType<typeof createClient>>

async function seed({ api, trigger }: Client): Promise<string[]> {
  const ids: string[] = []
  for (const provider of ['pr_col_cobre', 'pr_mex_cobre3', 'pr_global_cobre', 'pr_col_1066'])
    ids.push(await api.account(100_000, provider))
  for (const body of [BANK_ACCOUNT, PAYER, CLABE, WALLET, NEQUI_ACCOUNT])
    ids.push(await api.counterparty(body))
  const { evidence_request_id } = (await trigger('cobre.evidence.ask', {})) as Json
  return [...ids, evidence_request_id]
}

async function send({ api }: Client, wish: Ask, ids: string[], runs: number) {
  const { form, noise, operationId, pick, query } = wish
  const operation = operations.find(({ id }) => id === operationId)!
  const choose = (prefix: string) => {
    const fitting = ids.filter((id) => id.startsWith(prefix))
    return fitting[pick % fitting.length] ?? 'x'
  }
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    form === 'any'
      ? encodeURIComponent(JSON.stringify(noise).toWellFormed()) || 'x'
      : choose(PREFIXES[name] ?? ''),
  )
  const good = toBodies(choose, ids, pick)[operation.id] ?? {}
  const body = form === 'good' ? good : form === 'mutated' ? mutate(good, pick, noise) : noise
  const hasBody = operation.requestBody !== undefined
  const idempotency = `idempotency-${pick % 7 === 0 ? 1 : runs}`
  const answer = await api.call(operation.method, `${path}${query}`, hasBody ? body : undefined, {
    idempotency,
  })
  expect(answer.status, `${operation.id} ${JSON.stringify(body)} ${answer.text}`).not.toBe(500)
  remember(ids, answer.body)
  return answer
}

/** Every id that an answer shows can be asked for later. */
function remember(ids: string[], body: Json): void {
  for (const { id } of [body, ...(Array.isArray(body?.contents) ? body.contents : [])])
    if (typeof id === 'string' && !ids.includes(id)) ids.push(id)
}

function toBodies(choose: (prefix: string) => string, ids: string[], pick: number) {
  const [colombian, mexican, dollars, transferIn, bank, payer, clabe, wallet, nequi] =
    ids as unknown as [string, ...string[]]
  const payout = { source_id: colombian, destination_id: bank, amount: 10, metadata: {} }
  const counterparties = [BANK_ACCOUNT, PAYER, CLABE, WALLET, NEQUI_ACCOUNT]
  const movements = [
    payout,
    { ...payout, checker_approval: true, external_id: `order-${pick}` },
    { ...payout, source_id: mexican, destination_id: clabe },
    {
      ...payout,
      source_id: dollars,
      destination_id: wallet,
      amount: 100,
      metadata: { token: 'USDC' },
    },
    { ...payout, source_id: nequi, destination_id: colombian },
    toPse(payer!, colombian),
  ]
  const checkout = { alias: 'a', amount: 5, destination_id: colombian, checkout_rails: ['pse'] }
  const decision = pick % 2 === 0 ? 'approve' : 'reject'
  const bodies: Record<string, unknown> = {
    createAccount: { provider_id: 'pr_mex_cobre3', action: 'create', alias: 'a' },
    updateAccount: { alias: `a${pick}` },
    assignPrimaryAccount: { primary_account: choose('acc_') },
    createCounterparty: counterparties[pick % counterparties.length],
    createDirectDebitRegistration: { destination_id: colombian },
    createMoneyMovement: movements[pick % movements.length],
    returnMoneyMovement: { transaction_id: choose('trx_'), metadata: { description: 'x' } },
    decideMoneyMovement: { money_movement_id: choose('mm_'), decision },
    createMoneyMovementScheduler: {
      account_source_ids: [colombian],
      destination_id: bank,
      schedule_pattern: '0/5 * * * ? *',
      amount: pick % 2,
    },
    createBulkMoneyMovement: [payout, { ...payout, external_id: `bulk-${pick}` }],
    decideBulkMoneyMovement: { decision },
    createKey: {
      alias: 'a',
      key_config: 'random',
      holder: { full_name: 'A', id_type: 'CC', id_number: '1' },
    },
    actOnKey: { action: pick % 2 === 0 ? 'enable' : 'disable', reason: 'client_request' },
    createAccountReference: { type: 'transfer_acc', source_id: transferIn, alias: 'a' },
    createFxQuote: { currency_pair: 'usd/mxn', source_amount: 10, type: 'static_quote' },
    createCrossBorderMoneyMovement: {
      source_id: dollars,
      destination_id: mexican,
      forex_quote_id: choose('fxq_'),
    },
    createCheckout: checkout,
    createUploadIntent: { documents: [{ type: 'doc_funds' }] },
    createReportScheduler: {
      resource: 'accounts',
      layout: 'cobre_balance_multicash_v1',
      metadata: { account_id: colombian },
    },
    createSubscription: { events: ['accounts.balance.credit'], url: 'https://example.com/hook' },
    adjustAccount: {
      account_id: choose('acc_'),
      amount: 500,
      transaction_code: pick % 3 === 0 ? '0350' : '0301',
      description: 'x',
    },
    changeMoneyMovementState: {
      money_movement_id: choose('mm_'),
      state: pick % 2 === 0 ? 'completed' : 'rejected',
    },
  }
  return bodies
}

/** A good body with one value replaced or left out. */
function mutate(body: unknown, pick: number, noise: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [noise]
  const keys = Object.keys(body)
  const key = keys[pick % (keys.length || 1)] ?? 'x'
  const { [key]: _, ...rest } = body as Json
  return pick % 2 === 0 ? rest : { ...rest, [key]: noise }
}
