/** A sandbox with Cobre alone, its clock at a fixed instant and standing still. */

import { expect, onTestFinished, test } from 'vitest'
import { SAMPLES } from '#types/samples/cobre'
import { createSandbox } from '../../fixtures/any-names.ts'

export const START = Date.parse('2026-11-20T12:00:00Z')

// biome-ignore lint/suspicious/noExplicitAny: the tests themselves look at answers
export type Json = Record<string, any>

export interface Reply {
  status: number
  body: Json
  text: string
  headers: Headers
}

/** Starts a sandbox that ends with the test, and logs in. */
export async function createTestSandbox(
  options: { variants?: Record<string, string>; profiles?: Record<string, string> } = {},
) {
  const sandbox = await createSandbox({
    providers: ['cobre'],
    strict: true,
    startAt: START,
    timeRate: 0,
    ...options,
  })
  onTestFinished(() => sandbox.close())
  return { ...(await createClient(sandbox)), sandbox }
}

type Handle = Awaited<ReturnType<typeof createSandbox<'cobre'>>>

/** Talks to Cobre as one account. */
export async function createClient(
  account: Pick<Handle, 'cobre' | 'clock' | 'inbox' | 'settle' | 'trigger' | 'quirks'>,
) {
  let token = ''
  let keys = 0
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await account.cobre.fetch(path, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return {
      status: response.status,
      text,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as Json) : {},
    }
  }
  const login = async (): Promise<void> => {
    const { secret, userId: user_id } = account.cobre.credentials
    token = (await call('POST', '/v1/auth', { user_id, secret })).body.access_token as string
  }
  await login()
  const api = {
    call,
    login,
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown, headers?: Record<string, string>) =>
      call('POST', path, body, headers),
    delete: (path: string) => call('DELETE', path),
    /** A movement with a key of its own. */
    move: (body: unknown, key = `idempotency-${++keys}`) =>
      call('POST', '/v1/money_movements', body, { idempotency: key }),
    account: async (amount = 0, provider_id = 'pr_col_cobre') => {
      const made = await call('POST', '/v1/accounts', {
        provider_id,
        action:
          provider_id.includes('cobre') || provider_id.endsWith('1066') ? 'create' : 'connect',
        alias: 'Main',
      })
      expect(made.status, made.text).toBe(201)
      if (amount > 0) await api.fund(made.body.id, amount)
      return made.body.id as string
    },
    fund: (account_id: string, amount: number, transaction_code = '0301') =>
      call('POST', '/v1/account_test_transactions', {
        account_id,
        amount,
        transaction_code,
        description: 'Test funds',
      }),
    balance: async (id: string) =>
      (await call('GET', `/v1/accounts/${id}`)).body.obtained_balance as number,
    movement: async (id: string) => (await call('GET', `/v1/money_movements/${id}`)).body,
    state: async (id: string) =>
      (await call('GET', `/v1/money_movements/${id}`)).body.status.state as string,
    transactions: async (id: string) =>
      (await call('GET', `/v1/accounts/${id}/transactions?sensitive_data=true`)).body
        .contents as Json[],
    counterparty: async (body: Json = BANK_ACCOUNT) =>
      (await call('POST', '/v1/counterparties', body)).body.id as string,
    payout: async (source_id: string, amount: number, more: Json = {}) => {
      const destination_id = more.destination_id ?? (await api.counterparty())
      const made = await api.move({
        source_id,
        destination_id,
        amount,
        metadata: { description: 'Payment' },
        ...more,
      })
      expect(made.status, made.text).toBe(201)
      return made.body.id as string
    },
    subscribe: (events: string[], more: Json = {}) =>
      call('POST', '/v1/subscriptions', {
        events,
        url: account.inbox.url,
        event_signature_key: account.cobre.credentials.eventSignatureKey,
        ...more,
      }),
    events: async (): Promise<Json[]> => {
      await account.settle()
      await account.clock.advance(0)
      return (await account.inbox.list()).map(({ body }) => body as Json)
    },
  }
  return { api, clock: account.clock, inbox: account.inbox, trigger: account.trigger, account }
}

export type Client = Awaited<ReturnType<typeof createTestSandbox>>

export const { bank: BANK_ACCOUNT, payer: PAYER, clabe: CLABE } = SAMPLES.createCounterparty

export const NEQUI_ACCOUNT = {
  ...BANK_ACCOUNT,
  type: 'dp',
  metadata: { ...BANK_ACCOUNT.metadata, beneficiary_institution: '1507' },
}

export const BREB_KEY = { geo: 'col', type: 'breb_key', metadata: { key_value: '@PRUEBA123' } }

export const WALLET = {
  geo: 'global',
  type: 'global_deposit_np',
  metadata: { counterparty_chain: 'polygon', counterparty_wallet_address: '0xabc' },
}

/** A pay-in by PSE. */
export function toPse(source_id: string, destination_id: string, amount = 10_000) {
  return { ...SAMPLES.createMoneyMovement.pse, source_id, destination_id, amount }
}

/** `<quirk> = <variant>`, what it means, and how that shows with the variant active. */
export function quirkTest(
  choice: `${string} = ${string}`,
  sentence: string,
  run: (client: Client) => Promise<void>,
): void {
  const [id, variant] = choice.split(' = ') as [string, string]
  test(`${sentence} (${choice})`, async () => {
    await run(await createTestSandbox({ variants: { [id]: variant } }))
  })
}
