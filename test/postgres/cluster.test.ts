/** Three processes on one database behind a balancer that asks each in turn. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contract } from '#kit/contract'
import { toPaste } from '#kit/reports/paste'
import { runFlow } from '#kit/run-case'
import { LOCKS } from '#store/postgres/schema'
import { findContract, listContracts } from '../../contracts/index.ts'
import { createReceiver, type Received } from '../core/webhooks/receiver.ts'
import { connectSandbox } from '../fixtures/any-names.ts'
import { BANK } from '../providers/cobru/money.ts'
import { type Answers, compare, putUnderLoad } from '../sandbox/engine/kill.kit.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { createClusterTarget } from './cluster-target.ts'
import { createDatabase, type TestDatabase } from './database.ts'

let cluster: Cluster
let drop: () => Promise<void>
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase((end) => {
    drop = end
  })
  const { url: store } = database
  const words = ['--strict', '--freeze', '--at', '2026-04-06T15:00:00Z']
  cluster = await startCluster({ store, size: 3, words })
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await drop()
})

const PAYMENT = {
  amount: 50_000,
  description: 'Order',
  expiration_days: 7,
  client_assume_costs: false,
  iva: 0,
  payment_method_enabled: '{"pse":true}',
  payer_redirect_url: 'https://example.com/return',
  callback: 'https://example.com/callback',
}

/** Flows with money, time and callbacks. */
const FLOWS: Record<string, string> = {
  avenia: 'payout.cop',
  cobre: 'payout.completed',
  cobru: 'payment.paid-and-told',
  localpayment: 'payin.told',
}

test.each(listContracts())('%s: a flow passes whichever process is asked', async (provider) => {
  const contract = (await findContract(provider)) as Contract
  const flow = contract.flows.find(({ id }) => id === FLOWS[provider])!
  const target = await createClusterTarget(cluster, provider)
  try {
    const result = await runFlow(contract, flow, target, {})
    const at = { target: 'emulator', baseUrl: target.baseUrl, startedAt: '' }
    expect(result.outcome, toPaste(result, at)).toBe('passed')
    expect(result.differences).toEqual([])
    expect(result.exchanges).not.toHaveLength(0)
  } finally {
    await target.close()
  }
})

test('twenty payouts that race for one balance never overdraw it', async () => {
  const sandbox = await connectSandbox(cluster.url)
  const account = await sandbox.account('racing')
  const { fetch, credentials } = account.cobru!
  const key = { 'content-type': 'application/json', 'x-api-key': credentials.apiKey! }
  const refreshed = await fetch('/token/refresh/', {
    method: 'POST',
    headers: key,
    body: JSON.stringify({ refresh: credentials.refreshToken }),
  })
  const { access } = (await refreshed.json()) as { access: string }
  const headers = { ...key, authorization: `Bearer ${access}` }
  const body = JSON.stringify({ ...BANK, amount: 150_000 })
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      fetch('/thirdpartywithdraw/', { method: 'POST', headers, body }),
    ),
  )
  // Of two millions there are thirteen times 150,000.
  const taken = answers.filter(({ status }) => status < 300)
  expect(taken).toHaveLength(13)
  const balance = await (await fetch('/balance/', { headers })).json()
  expect(balance).toMatchObject({ balance: '50000.00' })
})

test('two hundred accounts side by side keep apart', async () => {
  const sandbox = await connectSandbox(cluster.url)
  const descriptions = await Promise.all(
    Array.from({ length: 200 }, async (_, at) => {
      const account = await sandbox.account(`apart-${at}`)
      const { fetch, credentials } = account.cobru!
      const key = { 'content-type': 'application/json', 'x-api-key': credentials.apiKey! }
      const refreshed = await fetch('/token/refresh/', {
        method: 'POST',
        headers: key,
        body: JSON.stringify({ refresh: credentials.refreshToken }),
      })
      const { access } = (await refreshed.json()) as { access: string }
      const headers = { ...key, authorization: `Bearer ${access}` }
      const body = JSON.stringify({ ...PAYMENT, description: `Order ${at}` })
      const made = await fetch('/cobru/', { method: 'POST', headers, body })
      expect(made.status).toBe(201)
      const { url } = (await made.json()) as { url: string }
      const detail = await fetch(`/cobru_detail/${url}`, { headers })
      const requests = await account.requests()
      return [((await detail.json()) as { description: string }).description, requests.length]
    }),
  )
  expect(descriptions).toEqual(Array.from({ length: 200 }, (_, at) => [`Order ${at}`, 3]))
})

test('one that dies loses nothing, and what it had under way arrives', async () => {
  const sandbox = await connectSandbox(cluster.url)
  const held = Promise.withResolvers<void>()
  let isFirst = true
  await using receiver = await createReceiver(async (_, response) => {
    if (isFirst) {
      isFirst = false
      await held.promise
    }
    response.end()
  })
  const account = await sandbox.account('dying')
  const api = account.cobru!
  const key = { 'content-type': 'application/json', 'x-api-key': api.credentials.apiKey! }
  const refreshed = await api.fetch('/token/refresh/', {
    method: 'POST',
    headers: key,
    body: JSON.stringify({ refresh: api.credentials.refreshToken }),
  })
  const { access } = (await refreshed.json()) as { access: string }
  const headers = { ...key, authorization: `Bearer ${access}` }
  const urls: string[] = []
  for (let made = 0; made < 6; made++) {
    const answer = await api.fetch('/cobru/', {
      method: 'POST',
      headers,
      body: JSON.stringify({ ...PAYMENT, callback: receiver.url }),
    })
    expect(answer.status).toBe(201)
    urls.push(((await answer.json()) as { url: string }).url)
  }
  await account.trigger('cobru.payment.approve', { url: urls[0]! })
  await expect.poll(() => receiver.received.length).toBe(1)

  const [row] = await account.webhooks.list()
  expect(row).toMatchObject({ status: 'pending', attempts: [] })
  // At once, before the attempt is over by its own time limit.
  await cluster.kill(await findHolder())
  await expect.poll(() => receiver.received.length).toBe(2)
  await cluster.add()
  for (const url of urls.slice(1)) await account.trigger('cobru.payment.approve', { url })
  await account.settle()
  held.resolve()
  await expect
    .poll(async () => (await account.webhooks.list()).map(({ status }) => status))
    .toEqual(Array.from({ length: 6 }, () => 'delivered'))
  for (const url of urls) {
    const detail = await api.fetch(`/cobru_detail/${url}`, { headers })
    expect(await detail.json()).toMatchObject({ state: 3 })
    const told = receiver.received.filter(({ body }) => body.includes(url))
    expect(told.length).toBe(url === urls[0] ? 2 : 1)
  }
})

/** The process that has a delivery under way: who holds the lock of its number. */
async function findHolder() {
  const [row] = await database.query(`SELECT application_name FROM ensayo.record
    JOIN pg_locks ON locktype = 'advisory' AND classid = ${LOCKS.process} AND objid = holder
    JOIN pg_stat_activity USING (pid) WHERE holder IS NOT NULL AND granted`)
  return cluster.members.find(({ pid }) => row?.application_name === `ensayo ${pid}`)!
}

test('one that is killed under load loses nothing that was answered', async () => {
  const told: Received[] = []
  await using receiver = await createReceiver((request, response) => {
    told.push(request)
    response.end()
  })
  const [dying] = cluster.members
  const { health } = dying!
  const providers = {
    cobru: { ...health.providers.cobru!, baseUrl: cluster.providers.cobru! },
  }
  const reached = { health: { ...health, control: cluster.url, providers } }
  let killed: Promise<void> | undefined
  const answers: Answers = { tokens: [], payments: [], approved: [] }
  // A client whose connection broke is followed by another, until there are enough answers.
  while (answers.payments.length < 200) {
    const found = await putUnderLoad(reached, receiver.url, (count) => {
      const total = answers.payments.length + count
      if (total >= 80) killed ??= cluster.kill(dying!)
      return total >= 200 ? 'enough' : undefined
    })
    answers.tokens.push(...found.tokens)
    answers.payments.push(...found.payments)
    answers.approved.push(...found.approved)
  }
  await killed
  await cluster.add()
  const found = await compare(reached, answers, told)
  expect(found).toMatchObject({ lost: [], tokensLost: 0, approvalsLost: [], unbalanced: [] })
  expect(found.approved.length).toBeGreaterThan(50)
  expect(found.mostTold).toBeLessThanOrEqual(2)
})
