/** After any sequence of operations the books balance: nothing is created, nothing is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSandbox } from '../../fixtures/any-names.ts'
import { BREB_KEY, createClient, type Json, PAYER, START, toPse } from './setup.ts'

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
