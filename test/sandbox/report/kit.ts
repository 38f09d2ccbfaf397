/** A sandbox whose notifications go to a receiver of the test's own, and its readiness item by item. */
import { expect, onTestFinished } from 'vitest'
import { createReadiness } from '#report/readiness'
import type { ReadinessItem } from '#report/types'
import type { Account, OwnSandbox, SandboxOptions } from '../../fixtures/any-names.ts'
import { createSandbox } from '../../fixtures/any-names.ts'
import { authorise, START_AT, toCreateBody } from '../../providers/cobru/kit.ts'

/** Where the test's own receiver is; single-label hosts count as local. */
export const SHOP = 'http://shop/callback'

/** Answers a notification: a status, or a failure to be thrown. */
export type Receiver = (request: Request) => Promise<number | Error> | number | Error

/** One item of one provider's checklist. */
export async function itemOf(
  handle: Pick<OwnSandbox<string>, 'engine'> & { id?: string },
  provider: string,
  id: string,
  account = 'default',
): Promise<ReadinessItem> {
  const report = await createReadiness(handle.engine, { provider, account })
  const item = report.providers[0]!.items.find((each) => each.id === id)
  expect(item, `${provider} has no item ${id}`).toBeDefined()
  return item!
}

/** Makes the `fetch` of deliveries. */
export function toFetch(receive: Receiver): typeof fetch {
  return async (input, init) => {
    const answer = await receive(new Request(input, init))
    if (answer instanceof Error) throw answer
    return new Response(null, { status: answer })
  }
}

/** As `fetch` fails when nobody listens. */
export function refusedConnection(): Error {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
    code: 'ECONNREFUSED',
  })
  return new TypeError('fetch failed', { cause })
}

type Headers = Record<string, string>

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely and compare what they read
type Loose = any

export type Shop = Awaited<ReturnType<typeof createShop>>

/** A shop at Cobru: a client with a token, and a receiver that a test can replace. */
export async function createShop(options: Omit<SandboxOptions<'cobru'>, 'providers'> = {}) {
  const state: { receive: Receiver } = { receive: () => 200 }
  const sandbox = await createSandbox({
    providers: ['cobru'],
    strict: true,
    startAt: START_AT,
    timeRate: 0,
    fetch: toFetch((request) => state.receive(request)),
    ...options,
  })
  onTestFinished(() => sandbox.close())
  return {
    sandbox,
    state,
    ...(await createClient(sandbox)),
    item: (id: string) => itemOf(sandbox, 'cobru', id),
  }
}

/** The client of one account. */
export async function createClient(
  account: Pick<Account<'cobru'>, 'cobru' | 'trigger' | 'settle' | 'inbox'>,
) {
  const { headers } = await authorise(account.cobru)
  const send = async (method: string, path: string, body?: unknown, over: Headers = {}) => {
    const answer = await account.cobru.fetch(path, {
      method,
      headers: { ...headers, ...over },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      body: (/^["[{]/.test(text) ? JSON.parse(text) : text) as Loose,
    }
  }
  return {
    headers,
    login: async () => Object.assign(headers, (await authorise(account.cobru)).headers),
    get: (path: string, over?: Headers) => send('GET', path, undefined, over),
    post: (path: string, body: unknown, over?: Headers) => send('POST', path, body, over),
    create: async (overrides: object = {}) =>
      (await send('POST', '/cobru/', toCreateBody(account, { callback: SHOP, ...overrides }))).body,
    /** A payer pays, and what is to be told has been told. */
    pay: async (url: string) => {
      await account.trigger('cobru.payment.approve', { url })
      await account.settle()
    },
  }
}

/** A bank withdrawal that is good. */
export const WITHDRAWAL = {
  amount: 10_000,
  account_holder_name: 'Ana Ensayo',
  account_type: 0,
  account_holder_document: '21342134',
  account_holder_document_type: 0,
  account_number: '05559090119',
  account_phone: '+573000000000',
  account_email: 'ana@example.com',
  bank_name: 18,
  description: 'Pago',
}
