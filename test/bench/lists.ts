/**
 * `npm run bench:scale`: a detail and the filtered first page of each provider's long list, over few
 * records and over many. The records are copies of one, with ids of their own, put in by a snapshot,
 * whose load is measured as well.
 */
import { createSandbox } from '../../mocks/index.ts'
import type { Snapshot } from '../../mocks/sandbox/engine/engine.ts'

const FEW = 1_000
const MANY = 100_000
const ROUNDS = 2_000

/** Nobody waits for a clock that stands still. */
const UNLIMITED = { 'cobre.limits.rate': 'none' } as const

interface Listing {
  provider: 'avenia' | 'cobre' | 'cobru' | 'localpayment'
  state: string
  collection: string
  detail(values: Record<string, unknown>): string
  list: string
}

const LISTINGS: Listing[] = [
  {
    provider: 'cobru',
    state: 'a payment exists',
    collection: 'payment',
    detail: ({ url }) => `/cobru_detail/${url}`,
    list: '/movements/movements_by_types/?by_cobrus=true',
  },
  {
    provider: 'cobre',
    state: 'a payout exists',
    collection: 'moneyMovement',
    detail: ({ money_movement_id }) => `/v1/money_movements/${money_movement_id}`,
    list: '/v1/money_movements?external_id=order-1',
  },
  {
    provider: 'avenia',
    state: 'a ticket exists',
    collection: 'ticket',
    detail: ({ id }) => `/v2/account/tickets/${id}`,
    list: '/v2/account/tickets?status=UNPAID',
  },
  {
    provider: 'localpayment',
    state: 'a payin by PSE exists',
    collection: 'payin',
    detail: ({ externalId }) => `/api/transactions/${externalId}`,
    list: '/api/transactions/list/filter?since=2020-01-01T00:00:00&until=2100-01-01T00:00:00&transactionType=Payin&status=100',
  },
]

for (const listing of LISTINGS) await compare(listing)

async function compare(listing: Listing): Promise<void> {
  const few = await measure(listing, FEW)
  const many = await measure(listing, MANY)
  const ratio = (name: 'detail' | 'list') => (many[name] / few[name]).toFixed(2)
  const times = (name: 'detail' | 'list') =>
    `${few[name].toFixed(0)} → ${many[name].toFixed(0)} µs (× ${ratio(name)})`
  console.log(
    `${listing.provider}: ${FEW} → ${MANY} records: detail ${times('detail')}, filtered page ${times('list')}; load of ${MANY} ${many.loadMs.toFixed(0)} ms`,
  )
}

async function measure({ provider, state, collection, ...paths }: Listing, count: number) {
  const options = { timeRate: 0, maxRecords: 2 * count, maxEntries: 1 }
  await using sandbox = await createSandbox({
    providers: [provider],
    ...options,
    ...(provider === 'cobre' ? { variants: UNLIMITED } : {}),
  })
  const { engine } = sandbox
  const { values } = await engine.playState('default', { provider, state })
  const snapshot = multiply(await engine.snapshot(), `${provider}/${collection}`, count)
  const loading = performance.now()
  await engine.restore(snapshot)
  const loadMs = performance.now() - loading
  const handle = sandbox[provider] as { fetch: typeof fetch; baseUrl: string }
  const ask = async (request: Request) => {
    const answer = await handle.fetch(request.clone())
    if (answer.status !== 200) throw new Error(`${request.url}: ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  const time = async (path: string) => {
    const bare = new Request(handle.baseUrl + path)
    const request = await engine.equip('default', provider, bare, { adds: true })
    for (let round = 0; round < ROUNDS / 4; round++) await ask(request)
    const at = performance.now()
    for (let round = 0; round < ROUNDS; round++) await ask(request)
    return ((performance.now() - at) * 1_000) / ROUNDS
  }
  return { loadMs, detail: await time(paths.detail(values)), list: await time(paths.list) }
}

/** The snapshot with copies of the one record, oldest first, which has the last place. */
function multiply(snapshot: Snapshot, collection: string, count: number): Snapshot {
  const records = snapshot.store.default![collection]!
  const only = records[0]!
  const copies = Array.from({ length: count - 1 }, (_, at) => ({ ...only, id: `copy-${at}` }))
  snapshot.store.default![collection] = [...copies, only]
  return snapshot
}
