/** Every list: each documented filter filters, whatever is asked for, and an unknown one earns a hint. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import type { Operation } from '#dialect/types'
import { createSandbox } from '../../../mocks/index.ts'
import { createClient, type Json, START } from './setup.ts'
import { fillWorld } from './world.ts'

/** They page and show; they do not narrow. */
const NOT_FILTERS = ['page_number', 'page_size', 'sensitive_data']

const { operations } = await loadSpec('cobre')
const lists = operations.filter(
  ({ behaviour }) => behaviour.name === 'resource.list' || behaviour.options.paged === true,
)

function namesOf({ parameters }: Operation): string[] {
  const names = parameters.flatMap(({ in: place, name }) => (place === 'query' ? [name] : []))
  return names.filter((name) => !NOT_FILTERS.includes(name))
}

const filtered = lists.filter((operation) => namesOf(operation).length > 0)

type Client = Awaited<ReturnType<typeof createClient>>
let api: Client['api']
let ids: Record<string, string>

beforeAll(async () => {
  const sandbox = await createSandbox({
    providers: ['cobre'],
    strict: true,
    startAt: START,
    timeRate: 0,
    variants: { 'cobre.limits.rate': 'none', 'cobre.auth.token-life': 'twenty-minutes' },
  })
  const client = await createClient(sandbox)
  api = client.api
  ids = await fillWorld(client)
  await api.login()
  return () => sandbox.close()
})

/** The whole list in one page, with whole values, where it takes such a query. */
const WHOLE = { page_size: '100', sensitive_data: 'true' }

async function read({ parameters, path }: Operation, query: Record<string, string>) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? `no ${name}`)
  const names = parameters.map(({ name }) => name)
  const whole = Object.entries(WHOLE).filter(([name]) => names.includes(name))
  const search = new URLSearchParams({ ...Object.fromEntries(whole), ...query })
  const answer = await api.get(`${filled}?${search}`)
  expect(answer.status, answer.text).toBe(200)
  const items = Object.values(answer.body).find(Array.isArray) as Json[]
  expect(answer.body.total_items).toBe(items.length)
  return { items, hint: answer.headers.get('x-ensayo-hint') ?? '' }
}

const FIELDS: Record<string, string> = { date: 'created_at', operation_date: 'transaction_date' }

function readField(item: Json, filter: string): unknown {
  const name = filter.replace(/_[gl]te$/, '')
  const field = FIELDS[name] ?? name
  return item[field] ?? item.metadata?.[field]
}

/** What the documents say of a filter, without our code. */
function passes(item: Json, filter: string, wanted: string): boolean {
  const value = readField(item, filter)
  const isDay = /date/.test(filter) && wanted.length === 10
  const found = isDay ? String(value).slice(0, 10) : value
  const limit = typeof value === 'number' ? Number(wanted) : wanted
  if (filter.endsWith('_gte')) return (found as string) >= (limit as string)
  if (filter.endsWith('_lte')) return (found as string) <= (limit as string)
  return found === limit
}

describe.each(filtered.map((operation) => [operation.id, operation] as const))(
  '%s',
  (_, operation) => {
    test('each filter alone narrows the list to what it names', async () => {
      const { items: all } = await read(operation, {})
      for (const filter of namesOf(operation)) {
        const wanted = all.map((item) => String(readField(item, filter)))
        const found = []
        for (const value of new Set(wanted)) {
          const { hint, items } = await read(operation, { [filter]: value })
          expect(items, `${filter}=${value}`).toEqual(
            all.filter((item) => passes(item, filter, value)),
          )
          expect(hint).toBe('')
          found.push(items.length)
        }
        expect(Math.min(...found), `${filter} leaves some out`).toBeLessThan(all.length)
        expect(Math.max(...found), `${filter} lets some through`).toBeGreaterThan(0)
      }
    })

    test('filters together narrow it to what meets all', async () => {
      const { items: all } = await read(operation, {})
      const names = namesOf(operation)
      const asked = fc.uniqueArray(
        fc.record({
          filter: fc.constantFrom(...names),
          from: fc.nat(all.length - 1),
          isDay: fc.boolean(),
        }),
        { selector: ({ filter }) => filter, maxLength: 4 },
      )
      await fc.assert(
        fc.asyncProperty(asked, async (choices) => {
          const query = Object.fromEntries(
            choices.map(({ filter, from, isDay }) => {
              const value = String(readField(all[from]!, filter))
              return [filter, isDay && filter.includes('date') ? value.slice(0, 10) : value]
            }),
          )
          const { items } = await read(operation, query)
          const wanted = Object.entries(query)
          expect(items).toEqual(
            all.filter((item) => wanted.every(([filter, value]) => passes(item, filter, value))),
          )
        }),
        { numRuns: 25 },
      )
    })

    test('a value that nothing has leaves nothing', async () => {
      const [filter] = namesOf(operation).filter((name) => !/_[gl]te$|date|amount/.test(name))
      const wanted: Record<string, string> =
        filter === undefined ? { balance_date: '1999-01-01' } : { [filter]: 'nothing has this' }
      expect((await read(operation, wanted)).items).toEqual([])
    })
  },
)

test.each(lists.map((operation) => [operation.id, operation] as const))(
  '%s ignores an unknown filter, and says so',
  async (_, operation) => {
    const { items: all } = await read(operation, {})
    const { hint, items } = await read(operation, { status_of: 'x' })
    expect(hint).toContain('The query parameter "status_of" is unknown and was ignored.')
    expect(items).toEqual(all)
  },
)

test('a filter that is nearly one names it', async () => {
  const keys = lists.find(({ id }) => id === 'listKeys')!
  expect((await read(keys, { aliass: 'B' })).hint).toContain('Did you mean "alias"?')
})

test.each(['amount=1.5', 'amount_gte=x', 'date=yesterday', 'operation_date_lte=01/02/2026'])(
  'a transaction filter of another form is refused: %s',
  async (query) => {
    expect((await api.get(`/v1/transactions?${query}`)).status).toBe(400)
  },
)
