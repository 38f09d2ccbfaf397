/** After any sequence of operations the books balance: nothing is created, nothing is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSandbox } from '../../fixtures/any-names.ts'
import {
  BREB_KEY,
  type Client,
  createClient,
  createTestSandbox,
  type Json,
  PAYER,
  START,
  toPse,
} from './setup.ts'

type Step = { kind: string; from: number; to: number; amount: number }

const step = fc.record<Step>({
  kind: fc.constantFrom(
    'fund',
    'drain',
    'pay',
    'internal',
    'payin',
    'link',
    'complete',
    'reject',
    'fail',
    'wait',
  ),
  from: fc.nat(2),
  to: fc.nat(2),
  amount: fc.integer({ min: 1, max: 5_000 }),
})

test('balances equal their transactions and the money that is under way', async () => {
  const sandbox = await createSandbox({
    providers: ['cobre'],
    strict: true,
    startAt: START,
    timeRate: 0,
    variants: { 'cobre.limits.rate': 'none' },
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await using account = await sandbox.account()
      await play(await createClient(account), steps)
    }),
    { numRuns: 60 },
  )
  expect((await sandbox.health()).counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  await sandbox.close()
}, 60_000)

async function play(
  { api, clock, trigger }: Awaited<ReturnType<typeof createClient>>,
  steps: Step[],
) {
  const ids = [await api.account(), await api.account(), await api.account()]
  const outside = await api.counterparty(BREB_KEY)
  const payer = await api.counterparty(PAYER)
  const movements: string[] = []
  let supplied = 0
  for (const { kind, from, to, amount } of steps) {
    const [source_id, destination_id] = [ids[from]!, ids[to]!]
    const payout = { source_id, amount, metadata: { description: 'x' } }
    if (kind === 'fund') supplied += (await api.fund(source_id, amount)).status === 200 ? amount : 0
    if (kind === 'drain')
      supplied -= (await api.fund(source_id, amount, '0350')).status === 200 ? amount : 0
    if (kind === 'pay')
      movements.push((await api.move({ ...payout, destination_id: outside })).body.id)
    if (kind === 'internal') movements.push((await api.move({ ...payout, destination_id })).body.id)
    if (kind === 'payin')
      movements.push((await api.move(toPse(payer, destination_id, amount))).body.id)
    if (kind === 'link')
      await api.call('PUT', `/v1/accounts/${source_id}/primary_account`, {
        primary_account: destination_id,
      })
    if (kind === 'wait') await clock.advance(1_000)
    if (kind === 'complete' || kind === 'reject' || kind === 'fail') {
      // Of those in another state the trigger is refused.
      for (const id of movements) await trigger(`cobre.movement.${kind}`, { id }).catch(() => {})
    }
  }
  await checkBooks(api, ids, movements, { supplied, outside, payer })
}

async function checkBooks(
  api: Awaited<ReturnType<typeof createClient>>['api'],
  ids: string[],
  movements: string[],
  { supplied, outside, payer }: { supplied: number; outside: string; payer: string },
) {
  let held = 0
  for (const id of ids) {
    const balance = await api.balance(id)
    const { contents } = (await api.get(`/v1/accounts/${id}/transactions?page_size=100`)).body
    const total = contents.reduce((sum: number, { amount }: Json) => sum + amount, 0)
    if (contents.length < 100) expect(balance).toBe(total)
    expect(balance).toBeGreaterThanOrEqual(0)
    held += balance
  }
  let expected = supplied
  for (const id of movements.filter(Boolean)) {
    const { amount, destination_id, source_id, status } = await api.movement(id)
    const isOpen = status.state === 'processing'
    const isDone = status.state === 'completed'
    if (source_id === payer) expected += isDone ? amount : 0
    else if (isOpen || (isDone && destination_id === outside)) expected -= amount
  }
  expect(held).toBe(expected)
}

test('money on its way lies in the book of its movement, and in nobody`s once it is there', async () => {
  const { api, clock, sandbox } = await createTestSandbox()
  const [from, to] = [await api.account(1_000), await api.account()]
  const outside = await api.payout(from, 300, { destination_id: await api.counterparty(BREB_KEY) })
  const inside = await api.payout(from, 200, { destination_id: to })
  const back = await api.payout(from, 100)
  await clock.advance(1_000)
  expect(await readBooks(sandbox)).toEqual({
    outside: -1_000,
    [from]: 400,
    [`transit:${outside}`]: 300,
    [`transit:${inside}`]: 200,
    [`transit:${back}`]: 100,
  })
  const end = (money_movement_id: string, state: string) =>
    api.post('/v1/change_mm_state', { money_movement_id, state })
  await end(outside, 'completed')
  await end(inside, 'completed')
  await end(back, 'rejected')
  expect(await readBooks(sandbox)).toEqual({ outside: -700, [from]: 500, [to]: 200 })
})

test('dollars under way leave their book when pesos arrive', async () => {
  const { api, clock, sandbox } = await createTestSandbox()
  const source_id = await api.account(100, 'pr_global_cobre')
  const destination_id = await api.account(0, 'pr_mex_cobre3')
  const quote = { currency_pair: 'usd/mxn', source_amount: 100, type: 'static_quote' }
  const { body } = await api.post('/v1/fx_quotes', quote)
  const wanted = { source_id, destination_id, forex_quote_id: body.id }
  const headers = { idempotency: 'idempotency-1' }
  const made = await api.post('/v1/cross_border_money_movements', wanted, headers)
  await clock.advance(1_000)
  expect(await readBooks(sandbox)).toEqual({ outside: -100, [`transit:${made.body.id}`]: 100 })
  await clock.advance(10_000)
  // What the outside owes in pesos it has in dollars.
  expect(await readBooks(sandbox)).toEqual({ outside: -2_000, [destination_id]: 2_000 })
})

/** Book → what it holds, in whatever currency; empty books are not kept. */
async function readBooks(sandbox: Client['sandbox']): Promise<Record<string, number>> {
  const { store } = await sandbox.snapshot()
  const balances = findBalances(store)
  return Object.fromEntries(balances.map(({ book, balanceMinor }) => [book, balanceMinor]))
}

function findBalances(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return []
  if ('balanceMinor' in value && !('entry' in value)) return [value]
  return Object.values(value).flatMap(findBalances)
}
