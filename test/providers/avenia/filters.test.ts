/**
 * Every list of Avenia: each filter that a document names filters, and one that none names earns a hint.
 * What the lists hold is made by requests; a property draws from it.
 */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import {
  type Api,
  type Avenia,
  COP,
  createAvenia,
  created,
  fromCop,
  hintsOf,
  type Loose,
  NIL,
  order,
  START_AT,
  TICKETS,
  toKey,
  WEBHOOKS,
} from './kit.ts'
import { makeScope } from './kyc-kit.ts'

const BENEFICIARIES = '/v2/account/beneficiaries/'

interface List {
  path: string
  /** Key of the records. */
  wrap: string
  /** Filter → what of a record it compares; a list of both when it compares a part. */
  filters: Record<string, (record: Loose) => unknown>
  /** What numbers of createdAfter and createdBefore count. */
  unitMs?: number
  /** Makes records that differ in every filter. */
  make(avenia: Avenia): Promise<void>
}

const aliases = { alias: (record: Loose) => record.alias }
const bank = (currency: string, fields: object, filters: List['filters'] = aliases): List => ({
  path: `${BENEFICIARIES}bank-accounts/${currency}/`,
  wrap: 'bankAccounts',
  filters,
  make: ({ api, sandbox }) =>
    repeat(sandbox, (index) =>
      api.post(`${BENEFICIARIES}bank-accounts/${currency}/`, { alias: `a${index}`, ...fields }),
    ),
})

/** Three times, with time between. */
async function repeat(
  { clock }: Pick<Avenia['sandbox'], 'clock'>,
  act: (index: number) => Promise<{ status: number; text: string }>,
) {
  for (let index = 0; index < 3; index++) {
    const { status, text } = await act(index)
    expect(status, text).toBeLessThan(300)
    await clock.advance(1_000)
  }
}

const EUR = { iban: 'DE00ENSAYO00000000000', country: 'DE', bankBeneficiaryName: 'A' }
const USD = { bankAccountNumber: '1', bankRoutingNumber: '2', bankBeneficiaryName: 'A' }

const LISTS: Record<string, List> = {
  listCopBeneficiaries: {
    ...bank('cop', toKey()),
    make: ({ api, sandbox }) =>
      repeat(sandbox, (index) => api.post(COP, toKey({ alias: `a${index}` }))),
  },
  listBrlBeneficiaries: bank('brl', { pixKey: 'loja@example.com' }),
  listUsdBeneficiaries: bank('usd', { ...USD, bankName: 'B' }),
  listEurBeneficiaries: bank('eur', { ...EUR, isBusiness: true }),
  listArsBeneficiaries: bank('ars', { description: '', cvu: '0'.repeat(22) }),
  listWalletBeneficiaries: {
    path: `${BENEFICIARIES}wallets/`,
    wrap: 'wallets',
    filters: {
      ...aliases,
      walletAddress: (record) => record.walletAddress,
      walletChain: (record) => record.walletChain,
    },
    make: ({ api, sandbox }) =>
      repeat(sandbox, (index) =>
        api.post(`${BENEFICIARIES}wallets/`, {
          alias: `a${index}`,
          walletAddress: `0x${String(index).repeat(40)}`,
          walletChain: ['CELO', 'POLYGON', 'TRON'][index],
        }),
      ),
  },
  listSubAccounts: {
    path: '/v2/account/sub-accounts',
    wrap: 'subAccount',
    filters: {
      name: (record) => record.accountInfo.name,
      accountType: (record) => record.accountInfo.accountType,
    },
    make: ({ api, sandbox }) =>
      repeat(sandbox, (index) =>
        api.post('/v2/account/sub-accounts', {
          name: `Tienda ${index}`,
          accountType: ['INDIVIDUAL', 'COMPANY'][index % 2],
        }),
      ),
  },
  listTickets: {
    path: TICKETS,
    wrap: 'tickets',
    filters: {
      status: (record) => record.status,
      inputCurrency: (record) => record.quote.inputCurrency,
      inputPaymentMethod: (record) => record.quote.inputPaymentMethod,
      outputCurrency: (record) => record.quote.outputCurrency,
      outputPaymentMethod: (record) => record.quote.outputPaymentMethod,
      externalId: (record) => record.externalId,
      endToEndId: (record) => record.brazilianFiatSenderInfo?.endToEndId,
    },
    make: async ({ api, sandbox }) => {
      const own = { ticketBlockchainOutput: { beneficiaryWalletId: NIL } }
      await sandbox.trigger('avenia.account.fund', { currency: 'USDC', amount: '100' })
      const quotes = [
        {},
        fromCop('BRE-B', '20000'),
        {
          inputCurrency: 'USDC',
          inputPaymentMethod: 'INTERNAL',
          inputAmount: '20',
          outputAmount: undefined,
          outputCurrency: 'COP',
          outputPaymentMethod: 'BRE-B',
        },
      ]
      await repeat(sandbox, (index) => {
        const externalId = `orden ${index}`
        const to = index === 2 ? { breBKey: '@CBW0ZWQT6' } : own
        return order(api, quotes[index], { externalId, ...to })
      })
    },
  },
  getStatement: {
    path: '/v2/account/statement',
    wrap: 'logs',
    filters: {},
    unitMs: 1,
    make: ({ sandbox }) =>
      repeat(sandbox, async () => {
        await sandbox.trigger('avenia.account.fund', { currency: 'USDC', amount: '1' })
        return { status: 200, text: '' }
      }),
  },
  listDocuments: {
    path: '/v2/documents/',
    wrap: 'documents',
    filters: { documentType: (record) => record.documentType },
    make: ({ api, sandbox }) =>
      repeat(sandbox, (index) =>
        api.post('/v2/documents/', { documentType: ['ID', 'PASSPORT', 'SELFIE'][index] }),
      ),
  },
  listKycAttempts: {
    path: '/v2/kyc/attempts',
    wrap: 'attempts',
    filters: {
      levelName: (record) => record.levelName,
      status: (record) => record.status,
      result: (record) => record.result,
    },
    make: async ({ api, sandbox }) => {
      await repeat(sandbox, (index) => api.post(`/v2/kyc/${['cop', 'usd', 'eur'][index]}/api`))
      await sandbox.clock.advance(12_500)
    },
  },
  listPaymentSessions: {
    path: '/v2/account/payment-session/',
    wrap: 'paymentSessions',
    filters: {
      externalId: (record) => record.externalId,
      ticketStatus: (record) => record.ticketStatus,
    },
    make: ({ api, sandbox }) =>
      repeat(sandbox, (index) =>
        api.post('/v2/account/payment-session/', {
          paymentOptions: [{ amount: 1, currency: 'BRL', paymentMethod: 'PIX' }],
          outputCurrency: 'BRLA',
          externalId: `orden ${index}`,
        }),
      ),
  },
  listWebhookEvents: {
    path: `${WEBHOOKS}events/`,
    wrap: 'events',
    filters: {
      subscription: (record) => record.subscription,
      dataId: (record) => (record.data.ticket ?? record.data.attempt)?.id,
    },
    make: async ({ api, sandbox }) => {
      await order(api, { outputAmount: '2000' })
      await sandbox.clock.advance(1_000)
      await api.post('/v2/kyc/cop/api')
      await sandbox.clock.advance(6_000)
    },
  },
  listWebhookAttempts: {
    path: `${WEBHOOKS}attempts/`,
    wrap: 'eventAttempts',
    filters: {
      webhookEventId: (record) => record.webhookEventId,
      unackedOnly: (record) => (record.acknowledged ? undefined : 'true'),
    },
    make: async ({ api, sandbox }) => {
      await api.post(WEBHOOKS, { webhookUrl: sandbox.inbox.url, subscriptions: ['TICKET'] })
      for (let count = 0; count < 3; count++) {
        await order(api, { outputAmount: '2000' })
        await sandbox.settle()
        await sandbox.clock.advance(1_000)
      }
      const { eventAttempts } = (await api.get(`${WEBHOOKS}attempts/`)).body
      await api.patch(`${WEBHOOKS}attempts/`, { ids: [eventAttempts[0].id] })
    },
  },
}

/** Lists whose documents name no filter. */
const PLAIN = ['/v2/auth/api-keys/', WEBHOOKS, `${COP}supported-banks`]

const opened: Record<string, { api: Api; all: Loose[] }> = {}

beforeAll(async () => {
  for (const [id, list] of Object.entries(LISTS)) {
    const avenia = await createAvenia()
    await list.make(avenia)
    const all = (await avenia.api.get(list.path)).body[list.wrap]
    opened[id] = { api: avenia.api, all }
  }
})

test('every list operation with a cursor stands here, with every filter that it names', async () => {
  const { operations } = await loadSpec('avenia')
  const lists = operations.filter(({ parameters }) =>
    parameters.some(({ name }) => name === 'cursor'),
  )
  expect(lists.map(({ id }) => id).sort()).toEqual(Object.keys(LISTS).sort())
  const common = ['subAccountId', 'createdAfter', 'createdBefore', 'cursor']
  for (const { id, parameters } of lists) {
    const own = parameters.map(({ name }) => name).filter((name) => !common.includes(name))
    expect(Object.keys(LISTS[id]!.filters).sort(), id).toEqual(own.sort())
  }
})

const cases = fc.constantFrom(...Object.keys(LISTS)).chain((id) => {
  const names = Object.keys(LISTS[id]!.filters)
  return fc.record({
    id: fc.constant(id),
    /** Whose values are asked for, filter by filter; -1 is nobody's. */
    picks: fc.dictionary(
      names.length > 0 ? fc.constantFrom(...names) : fc.constant('none'),
      fc.integer({ min: -1, max: 5 }),
      { maxKeys: 2 },
    ),
    after: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
    before: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
    unknown: fc.option(fc.constantFrom('page', 'limit', 'sort', 'Alias', 'created_after'), {
      nil: undefined,
    }),
  })
})

/** Names of sub-accounts are found by a part; everything else by the whole. */
const isFound = (name: string, value: unknown, wanted: string): boolean =>
  name === 'name' ? String(value).includes(wanted) : value === wanted

test('whatever is asked for, a list holds exactly what its filters let through', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ id, picks, after, before, unknown }) => {
      const { path, wrap, filters, unitMs = 1_000 } = LISTS[id]!
      const { api, all } = opened[id]!
      const query = new URLSearchParams()
      const wanted = Object.entries(picks).flatMap(([name, pick]) => {
        const read = filters[name]
        if (read === undefined) return []
        const value = pick < 0 ? 'nobody' : read(all[pick % all.length])
        // An empty value does not filter.
        if (value === undefined || value === '') return []
        query.set(name, String(value))
        return [{ name, read, value: String(value) }]
      })
      const bound = (offset: number) => Math.floor((START_AT + offset * 1_000) / unitMs)
      if (after !== undefined) query.set('createdAfter', String(bound(after)))
      if (before !== undefined) query.set('createdBefore', String(bound(before)))
      if (unknown !== undefined) query.set(unknown, '1')
      const answer = await api.get(`${path}?${query}`)
      expect(answer.status, answer.text).toBe(200)
      const expected = all.filter((record) => {
        const at = Date.parse(record.createdAt)
        return (
          wanted.every(({ name, read, value }) =>
            name === 'unackedOnly' && value !== 'true' ? true : isFound(name, read(record), value),
          ) &&
          (after === undefined || at >= bound(after) * unitMs) &&
          (before === undefined || at <= bound(before) * unitMs)
        )
      })
      expect(answer.body[wrap], `${path}?${query}`).toEqual(expected)
      const { hint } = hintsOf(answer)
      if (unknown === undefined) expect(hint).not.toContain('unknown')
      else expect(hint).toContain(`The query parameter "${unknown}" is unknown and was ignored`)
    }),
    { numRuns: 600 },
  )
})

test('filters let through some and hold back others', () => {
  for (const [id, { filters }] of Object.entries(LISTS)) {
    const { all } = opened[id]!
    expect(all.length, id).toBeGreaterThan(1)
    for (const [name, read] of Object.entries(filters)) {
      // No session has a ticket here: its filter holds back all.
      if (name === 'ticketStatus') continue
      expect(new Set(all.map(read)).size, `${id} ${name}`).toBeGreaterThan(1)
    }
  }
})

test.each(PLAIN)('%s takes no filter, and says so', async (path) => {
  await using avenia = await createAvenia()
  expect(hintsOf(await avenia.api.get(`${path}?page=2`)).hint).toContain(
    '"page" is unknown and was ignored',
  )
  expect(hintsOf(await avenia.api.get(path)).hint).not.toContain('unknown')
})

test('a list is of one owner, whose sub-accounts have lists of their own', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const scope = await makeScope(api)
  await created(api.post(`/v2/documents/${scope}`, { documentType: 'ID' }))
  expect((await api.get('/v2/documents/')).body.documents).toHaveLength(0)
  expect((await api.get(`/v2/documents/${scope}`)).body.documents).toHaveLength(1)
})
