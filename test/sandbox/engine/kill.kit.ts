/** A sandbox under load that is killed, started again where it kept, and held to what it had answered. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Health } from '../../../mocks/index.ts'
import { createReceiver, type Received } from '../../core/webhooks/receiver.ts'

/** Where it ends: around its n-th commit, at its n-th answer, or while the n-th callback is under way. */
export type Point =
  | { at: 'before-commit' | 'after-commit'; count: number }
  | { at: 'answer' | 'callback'; count: number }

export interface Found {
  /** Payments whose creation was answered to its last byte. */
  answered: string[]
  /** Of those, the ones that the sandbox no longer has. */
  lost: string[]
  /** Tokens that were answered and are refused now. */
  tokensLost: number
  /** Payments whose approval was answered. */
  approved: string[]
  /** Of those, the ones that are not paid, or of which nobody was told. */
  approvalsLost: string[]
  /** Most often that one notification came. */
  mostTold: number
  /** Entries of the ledger and books that do not add up, and the balance where it is not what paid payments make it. */
  unbalanced: string[]
}

const cli = join(import.meta.dirname, '../../../mocks/cli.ts')
const preload = pathToFileURL(join(import.meta.dirname, 'kill-at.ts')).href
const CLIENTS = 8

/** Plays it once; `where` are the words that say where it keeps. */
export async function killAt(point: Point, where: readonly string[]): Promise<Found> {
  const told: Received[] = []
  let first: Running | undefined
  let callbacks = 0
  await using receiver = await createReceiver((request, response) => {
    told.push(request)
    if (point.at === 'callback' && ++callbacks === point.count) first?.kill()
    response.end()
  })
  first = await start(where, toEnv(point))
  const answers = await putUnderLoad(first, receiver.url, (count) => {
    if (point.at === 'answer' && count === point.count) first?.kill()
  })
  await first.ended
  const second = await start(where)
  const found = await compare(second, answers, told)
  second.kill()
  await second.ended
  return found
}

function toEnv({ at, count }: Point): Record<string, string> {
  if (at !== 'before-commit' && at !== 'after-commit') return {}
  const side = at.slice(0, at.indexOf('-'))
  return { KILL_AT: `${side}:${count}`, NODE_OPTIONS: `--import=${preload}` }
}

export interface Running {
  health: Health
  kill(): void
  ended: Promise<void>
}

export async function start(
  where: readonly string[],
  env: Record<string, string> = {},
): Promise<Running> {
  const words = [cli, 'start', '--provider', 'cobru', '--port', '0', '--json', ...where]
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let text = ''
  for await (const piece of child.stdout) {
    text += piece
    if (text.includes('\n')) break
  }
  if (!text.includes('\n')) throw new Error('The sandbox ended before it was ready')
  return { health: JSON.parse(text), kill: () => child.kill('SIGKILL'), ended }
}

/** Wherever requests go: a process, or a balancer before some. */
export type Reached = Pick<Running, 'health'>

export interface Answers {
  tokens: string[]
  payments: string[]
  approved: string[]
}

/** Creates payments and approves every other one, until the sandbox is gone or `onAnswer` says that it is enough. */
export async function putUnderLoad(
  running: Reached,
  callback: string,
  onAnswer: (count: number) => unknown,
): Promise<Answers> {
  const answers: Answers = { tokens: [], payments: [], approved: [] }
  let count = 0
  const client = async () => {
    const token = await refresh(running)
    answers.tokens.push(token)
    for (;;) {
      const url = await create(running, token, callback)
      answers.payments.push(url)
      if (onAnswer(++count) === 'enough') return
      if (answers.payments.length % 2 === 0) {
        await approve(running, url)
        answers.approved.push(url)
      }
    }
  }
  // Each ends by the connection that breaks.
  await Promise.allSettled(Array.from({ length: CLIENTS }, client))
  return answers
}

export async function compare(
  running: Reached,
  answers: Answers,
  told: Received[],
): Promise<Found> {
  const token = await refresh(running)
  const states = new Map<string, unknown>()
  for (const url of answers.payments) states.set(url, await stateOf(running, token, url))
  const refused = await Promise.all(
    answers.tokens.map(
      async (each) => (await ask(running, each, '/cobru_detail/none')).status === 401,
    ),
  )
  await fetch(`${running.health.control}/_ensayo/settle`, { method: 'POST' })
  const isTold = (url: string) => told.some(({ body }) => body.includes(url))
  // A notification that is sent again has the same bytes.
  const times = new Map<string, number>()
  for (const { body } of told) times.set(body, (times.get(body) ?? 0) + 1)
  return {
    answered: answers.payments,
    lost: answers.payments.filter((url) => states.get(url) === undefined),
    tokensLost: refused.filter(Boolean).length,
    approved: answers.approved,
    approvalsLost: answers.approved.filter((url) => states.get(url) !== 3 || !isTold(url)),
    mostTold: Math.max(0, ...times.values()),
    unbalanced: await findUnbalanced(running, token),
  }
}

interface Stored {
  state: number
  entry: string
  book: string
  currency: string
  amountMinor: number
}

/** What an approved payment of the load credits, in centavos. */
const NET = 4_760_500
const OPENING = 200_000_000

async function findUnbalanced(running: Reached, token: string): Promise<string[]> {
  const answer = await fetch(`${running.health.control}/_ensayo/snapshot`)
  const { store } = (await answer.json()) as { store: Record<string, Record<string, Stored[]>> }
  const sums = new Map<string, number>()
  for (const { entry, currency, amountMinor } of store.default?.['cobru/ledgerLine'] ?? []) {
    const key = `${entry} ${currency}`
    sums.set(key, (sums.get(key) ?? 0) + amountMinor)
  }
  const paid = (store.default?.['cobru/payment'] ?? []).filter(({ state }) => state === 3).length
  const { balance } = (await (await ask(running, token, '/balance/')).json()) as { balance: string }
  const wanted = ((OPENING + paid * NET) / 100).toFixed(2)
  return [
    ...[...sums].filter(([, sum]) => sum !== 0).map(([key]) => key),
    ...(balance === wanted ? [] : [`${balance} with ${paid} paid`]),
  ]
}

export async function refresh({ health }: Reached): Promise<string> {
  const { baseUrl, credentials } = health.providers.cobru!
  const answer = await fetch(`${baseUrl}/token/refresh/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': credentials.apiKey! },
    body: JSON.stringify({ refresh: credentials.refreshToken }),
  })
  return ((await answer.json()) as { access: string }).access
}

function ask({ health }: Reached, token: string, path: string, body?: object): Promise<Response> {
  const { baseUrl, credentials } = health.providers.cobru!
  return fetch(`${baseUrl}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      'content-type': 'application/json',
      'x-api-key': credentials.apiKey!,
      authorization: `Bearer ${token}`,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

export async function create(running: Reached, token: string, callback: string): Promise<string> {
  const answer = await ask(running, token, '/cobru/', {
    amount: 50_000,
    description: 'Order',
    expiration_days: 7,
    client_assume_costs: false,
    iva: 0,
    payment_method_enabled: '{"pse":true}',
    payer_redirect_url: 'https://example.com/return',
    callback,
  })
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { url: string }).url
}

async function approve({ health }: Reached, url: string): Promise<void> {
  const answer = await fetch(`${health.control}/_ensayo/triggers/cobru/payment.approve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  await answer.text()
}

/** Undefined when there is no such payment. */
async function stateOf(running: Reached, token: string, url: string): Promise<unknown> {
  const answer = await ask(running, token, `/cobru_detail/${url}`)
  const body = (await answer.json()) as Record<string, unknown>
  return answer.status === 200 ? body.state : undefined
}
