/** Two hundred accounts at once in one sandbox: none sees another, and each gets what it always gets. */
import { expect, onTestFinished, test } from 'vitest'
import {
  type Account,
  connectSandbox,
  createSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../mocks/index.ts'

const ACCOUNTS = 200
const START = Date.parse('2026-03-01T12:00:00Z')
const options = { providers: ['cobru'], startAt: START, timeRate: 0, strict: true } as const

type Json = Record<string, unknown>

/** Every third account pays by another path, and every second has a variant of its own. */
const METHODS = ['pse', 'bancolombia_qr', 'breb']
const QUIRK = 'cobru.create.missing-callback-403'

/** What a shop sees of one payment from token to callback; nothing here depends on the other accounts. */
async function pay(account: Account<'cobru'>, index: number): Promise<unknown> {
  const { cobru, inbox, clock, trigger } = account
  const seen: unknown[] = []
  const headers: Record<string, string> = {
    'x-api-key': cobru.credentials.apiKey!,
    'content-type': 'application/json',
  }
  const send = async (method: string, path: string, body?: object): Promise<Json> => {
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const answer = await cobru.fetch(path, init)
    const json = (await answer.json()) as Json
    seen.push([path, answer.status, json])
    return json
  }
  if (index % 2 === 0) await account.quirks.set(QUIRK, 'lenient-201')
  const { access } = await send('POST', '/token/refresh/', {
    refresh: cobru.credentials.refreshToken,
  })
  headers.authorization = `Bearer ${access}`
  const order = {
    amount: 10_000 + index,
    description: `Order ${index}`,
    expiration_days: 1,
    client_assume_costs: false,
    iva: 0,
    payment_method_enabled: JSON.stringify({ [METHODS[index % 3]!]: true }),
    payer_redirect_url: 'https://yourapp.com/',
  }
  await send('POST', '/cobru/', order)
  expect(seen.at(-1)).toMatchObject(['/cobru/', index % 2 === 0 ? 201 : 403, {}])
  const { url } = await send('POST', '/cobru/', { ...order, callback: inbox.url })
  await clock.advance((index % 7) * 1_000)
  await trigger('cobru.payment.approve', { url: String(url) })
  await clock.advance('PT1M')
  await send('GET', `/cobru_detail/${url}`)
  const message = await inbox.next({ provider: 'cobru' })
  // Without credentials, so found by the payment it names.
  const page = await cobru.fetch(`/${url}`)
  expect(await page.text()).toContain(`Order ${index}`)
  const { body, rawBody, receivedAt, attempt } = message
  expect(body).toMatchObject({ state: 3, amount: `${order.amount}.00` })
  seen.push({ rawBody, receivedAt, attempt }, await clock.now())
  return seen
}

/** Runs the flow of every account, all under way at once, begun in some order. */
async function payAll(sandbox: Sandbox<'cobru'>, indexes: number[]): Promise<unknown[]> {
  const results: unknown[] = []
  await Promise.all(
    indexes.map(async (index) => {
      await using account = await sandbox.account(`shop-${index}`)
      results[index] = await pay(account, index)
      const entries = await account.requests()
      expect(entries.every((entry) => entry.account === account.id)).toBe(true)
      expect(entries.filter(({ operationId }) => operationId === 'createPayment')).toHaveLength(2)
      expect(entries.at(-1)!.request.path).toMatch(/^\/[a-z0-9]+$/i)
      await account.inbox.expect({}, { count: (await account.webhooks.list()).length })
    }),
  )
  return results
}

async function open(more: SandboxOptions<'cobru'> = {}) {
  const sandbox = await createSandbox({ ...options, ...more })
  onTestFinished(() => sandbox.close())
  return sandbox
}

const inOrder = Array.from({ length: ACCOUNTS }, (_, index) => index)
/** Another interleaving of the same flows. */
const shuffled = inOrder.toSorted((a, b) => ((a * 83) % ACCOUNTS) - ((b * 83) % ACCOUNTS))

test('two hundred accounts pay at once, and each sees the same in whatever order they run', async () => {
  const first = await open()
  const seen = await payAll(first, inOrder)
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(ACCOUNTS)
  expect(await payAll(await open(), shuffled)).toEqual(seen)
  expect(await first.requests()).toEqual([])
  expect((await first.accounts.list()).map(({ id }) => id)).toEqual(['default'])
  expect((await first.health()).counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
})

test('the same over sockets, from another process’s point of view', async () => {
  const own = await open({ listen: true })
  const sandbox = await connectSandbox<'cobru'>((await own.health()).control)
  const results = await payAll(sandbox, inOrder)
  expect(results).toHaveLength(ACCOUNTS)
  expect((await own.health()).counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
})

test('what carries no credentials belongs to the account whose record it names', async () => {
  const sandbox = await open()
  const [mine, other] = [await sandbox.account('mine'), await sandbox.account('other')]
  await mine.clock.advance('P1D')
  await other.clock.advance('P3D')
  for (const account of [mine, other]) await pay(account, 1)
  const pages = (await Promise.all([mine, other].map((each) => each.requests()))).map((entries) =>
    entries.filter(({ request }) => request.headers['x-api-key'] === undefined),
  )
  expect(pages.map((entries) => entries.map(({ account }) => account))).toEqual([
    ['mine'],
    ['other'],
  ])
  const [[first], [second]] = pages as [(typeof pages)[0], (typeof pages)[0]]
  expect(second!.at - first!.at).toBe(2 * 86_400_000)
  const posted = await sandbox.cobru.fetch(first!.request.path, { method: 'POST', body: '{}' })
  const id = posted.headers.get('x-ensayo-request')!
  expect(await sandbox.requests.show(id)).toMatchObject({ account: 'mine' })
})
