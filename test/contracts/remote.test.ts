/** A real sandbox as a target: what it is asked, what is skipped, what is refused. A second sandbox stands in for it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import type { Spec } from '#dialect/types'
import { defineContract, defineFlow, type Flow } from '#kit/contract'
import { type RunOptions, runContract } from '#kit/run'
import { runProbe } from '#kit/run-case'
import { createReceiver } from '#kit/targets/receiver'
import { createRemoteTarget, type RemoteOptions } from '#kit/targets/remote'
import { authorize } from '../../contracts/cobru/authorize.ts'
import { createPayment } from '../../contracts/cobru/payment.ts'
import { probeFact } from '../../contracts/cobru/verdicts.ts'
import { createSandbox, type Sandbox } from '../fixtures/any-names.ts'

const START_AT = Date.now()

let sandbox: Sandbox<'cobru'>
let spec: Spec
beforeAll(async () => {
  sandbox = await createSandbox({ providers: ['cobru'], strict: true, hints: false })
  spec = await loadSpec('cobru')
})
afterAll(() => sandbox.close())

/** A flow that does what `run` does, and nothing else. */
const flow = (over: Partial<Flow> = {}): Flow =>
  defineFlow({
    id: 'payment.created',
    title: 'A payment is created',
    run: async (session) => void (await createPayment(session)),
    ...over,
  })

const run = async (flows: Flow[], over: Partial<RemoteOptions> = {}, options: RunOptions = {}) => {
  const waits: number[] = []
  const target = createRemoteTarget({
    spec,
    name: 'sandbox',
    baseUrl: 'https://stand-in.example',
    env: sandbox.cobru.env,
    wait: async (ms) => void waits.push(ms),
    fetch: (request) => {
      const { pathname, search } = new URL(request.url)
      return sandbox.cobru.fetch(
        new Request(`${sandbox.cobru.baseUrl}${pathname}${search}`, request),
      )
    },
    ...over,
  })
  const contract = defineContract({ provider: 'cobru', authorize, flows, probes: [] })
  const result = await runContract(contract, target, options)
  return { ...result, waits }
}

test('one login serves all cases, and requests keep their pace', async () => {
  const now = () => START_AT
  const { cases, waits } = await run([flow(), flow({ id: 'payment.again' })], { now })
  expect(cases.map(({ outcome }) => outcome)).toEqual(['passed', 'passed'])
  expect(cases.flatMap(({ exchanges }) => exchanges.map(({ request }) => request.path))).toEqual([
    '/token/refresh/',
    '/cobru/',
    '/cobru/',
  ])
  expect(waits).toEqual([500, 500])
})

test.each([
  ['a third of the pace', 166, [334, 334]],
  ['as long as the pace', 500, []],
])('an answer that takes %s is a part of the pause', async (_, tookMs, expected) => {
  let clock = START_AT
  const waits: number[] = []
  await run([flow(), flow({ id: 'payment.again' })], {
    now: () => clock,
    wait: async (ms) => {
      waits.push(ms)
      clock += ms
    },
    fetch: async (request) => {
      clock += tookMs
      const { pathname } = new URL(request.url)
      return sandbox.cobru.fetch(new Request(`${sandbox.cobru.baseUrl}${pathname}`, request))
    },
  })
  expect(waits).toEqual(expected)
})

test('without credentials a case is skipped and the variables are named', async () => {
  const env = { COBRU_BASE_URL: sandbox.cobru.baseUrl }
  const { cases } = await run([flow()], { env })
  expect(cases[0]).toMatchObject({
    outcome: 'skipped',
    reason:
      'set COBRU_API_KEY, COBRU_REFRESH_TOKEN, COBRU_USERNAME, COBRU_PASSWORD, COBRU_API_TOKEN, COBRU_API_SECRET_KEY',
  })
  expect(cases[0]?.exchanges).toEqual([])
})

test('with some of the credentials, only the cases that read the others are skipped', async () => {
  const { COBRU_REFRESH_TOKEN: _, ...env } = sandbox.cobru.env
  const open = flow({
    id: 'banks',
    run: async (session) => {
      // A key alone is half of what an authorized request carries.
      const headers = { 'x-api-key': session.credentials.apiKey }
      session.expect(await session.send('GET', '/balance/', { auth: false, headers }), {
        status: 401,
      })
    },
  })
  const { cases } = await run([open, flow()], { env })
  expect(cases.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['passed', undefined],
    ['skipped', 'set COBRU_REFRESH_TOKEN'],
  ])
})

test.each([
  ['money', '--allow-money'],
  ['human', '--human'],
  ['callbacks', '--callback-url'],
  ['control', 'only the emulator'],
] as const)('a case that needs %s is skipped with the reason', async (need, reason) => {
  const { cases } = await run([flow({ needs: [need] })])
  expect(cases[0]).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining(reason) })
})

test('a case that waits longer than the patience is skipped and the patience named', async () => {
  const { cases } = await run([flow({ waits: 'PT16M' })])
  expect(cases[0]).toMatchObject({
    outcome: 'skipped',
    reason: expect.stringContaining('--patience PT16M'),
  })
  const patient = await run([flow({ waits: 'PT16M' })], { patienceMs: 16 * 60_000 })
  expect(patient.cases[0]).toMatchObject({ outcome: 'passed' })
})

test('what somebody typed comes back to the case', async () => {
  let said: unknown
  const asking = flow({
    needs: ['human'],
    run: async (session) => {
      said = await session.act('cobru.code.sent', {}, 'Type the code of the e-mail.')
    },
  })
  const { cases } = await run([asking], { human: async () => '777777' })
  expect(cases[0]!.outcome).toBe('passed')
  expect(said).toBe('777777')
})

test('somebody who is there is asked to act, with what to do', async () => {
  const asked: string[] = []
  const paid = flow({
    needs: ['human'],
    run: async (session) => {
      const { url } = await createPayment(session)
      await session.act('cobru.payment.approve', { url }, `Pay ${url}.`)
      session.expect(await session.send('GET', `/cobru_detail/${url}`), { body: { state: 3 } })
    },
  })
  const { cases } = await run([paid], {
    human: async ({ trigger, parameters, instruction }) => {
      asked.push(instruction)
      await sandbox.trigger(trigger, parameters)
    },
  })
  expect(cases[0]?.reason).toBeUndefined()
  expect(asked).toEqual([expect.stringMatching(/^Pay \w+\.$/)])
})

test('a notification reaches the case through the receiver', async () => {
  // The public URL is the receiver's own here; elsewhere a tunnel lies between.
  const free = await createReceiver({ url: 'http://127.0.0.1', port: 0 })
  const { port } = new URL(free.localUrl)
  await free.close()
  const callbacks = await createReceiver({
    url: `http://127.0.0.1:${port}/hooks`,
    port: Number(port),
  })
  const told = flow({
    needs: ['callbacks'],
    run: async (session) => {
      const { url } = await createPayment(session, { callback: session.callbackUrl })
      await sandbox.trigger('cobru.payment.approve', { url })
      await sandbox.settle()
      const message = await session.nextMessage({ notification: 'paymentUpdated' })
      session.expectMessage(message, { body: { state: 3 } })
    },
  })
  const { cases } = await run([told], {
    callbacks,
    wait: async (ms) => void (await sandbox.clock.advance(ms)),
  })
  await callbacks.close()
  expect(cases[0]?.reason).toBeUndefined()
  expect(cases[0]?.outcome).toBe('passed')
})

test('a production host is refused by name, also when the variable names it', async () => {
  const refused = { code: 'PRODUCTION_REFUSED', message: expect.stringContaining('prod.cobru.co') }
  await expect(run([flow()], { baseUrl: 'https://prod.cobru.co' })).rejects.toMatchObject(refused)
  expect(() =>
    createRemoteTarget({
      spec,
      name: 'sandbox',
      env: { COBRU_BASE_URL: 'https://PROD.cobru.co./' },
    }),
  ).toThrow('prod.cobru.co')
})

test('the base URL is the variable’s, else the sandbox that the spec names', () => {
  const open = (env: Record<string, string>) => createRemoteTarget({ spec, name: 'sandbox', env })
  expect(open({ COBRU_BASE_URL: 'https://other.example/' }).baseUrl).toBe('https://other.example')
  expect(open({}).baseUrl).toBe('https://dev.cobru.co')
  expect(() => open({ COBRU_BASE_URL: 'dev.cobru.co' })).toThrow('not an address')
})

test('a target that does not answer leaves the case unsettled and says why', async () => {
  const { cases } = await run([flow()], {
    fetch: () =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
  })
  expect(cases[0]).toMatchObject({
    outcome: 'unsettled',
    reason: expect.stringContaining('ECONNREFUSED'),
  })
})

test('what cannot be cleaned up is told, and the rest is cleaned up, last first', async () => {
  const cleaned: string[] = []
  const messy = flow({
    run: async (session) => {
      session.later('the first', async () => cleaned.push('first'))
      session.later('payment 7', () => Promise.reject(new Error('the target answered 500')))
      session.later('the third', async () => cleaned.push('third'))
      throw new Error('stopped')
    },
  })
  const { cases } = await run([messy])
  expect(cases[0]).toMatchObject({
    outcome: 'broken',
    leftBehind: ['payment 7: the target answered 500'],
  })
  expect(cleaned).toEqual(['third', 'first'])
})

test('only the cases asked for run', async () => {
  const { cases } = await run([flow(), flow({ id: 'other.thing' })], {}, { only: ['other'] })
  expect(cases.map(({ id }) => id)).toEqual(['cobru/flow/other.thing'])
})

test('a probe that finds nothing says what was answered', async () => {
  const probe = probeFact(
    'cobru.pay.double-encoded',
    async (session) => {
      const { status } = await session.send('POST', '/cobru/', { json: {}, auth: false })
      return status === 201 ? status : undefined
    },
    { 'plain-array': (status) => status === 201 },
  )
  const target = createRemoteTarget({
    spec,
    name: 'sandbox',
    baseUrl: 'https://stand-in.example',
    env: sandbox.cobru.env,
    paceMs: 0,
    fetch: async () => new Response('{"document_number":["refused"]}', { status: 400 }),
  })
  const contract = defineContract({
    provider: 'cobru',
    authorize,
    flows: [],
    probes: [],
  })
  expect(await runProbe(contract, probe, target, { wanted: 'plain-array' })).toMatchObject({
    outcome: 'new',
    reason: 'found nothing; POST /cobru/ answered 400 {"document_number":["refused"]}',
  })
})
