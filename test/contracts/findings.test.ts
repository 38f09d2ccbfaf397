/** How findings are tied to one another: what follows from what, and what a quirk may explain. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import {
  defineContract,
  defineFlow,
  defineProbe,
  type Flow,
  type Probe,
  undecided,
} from '#kit/contract'
import { runContract } from '#kit/run'
import { createRemoteTarget } from '#kit/targets/remote'

/** Runs cases on a target that answers always the same, unless told otherwise. */
async function run(
  body: unknown,
  {
    flows = [],
    probes = [],
    answer = async () => Response.json(body),
  }: {
    flows?: readonly Flow[]
    probes?: readonly Probe[]
    answer?: (method: string) => Promise<Response>
  },
) {
  let clock = 0
  const asked: string[] = []
  const target = createRemoteTarget({
    spec: await loadSpec('localpayment'),
    name: 'stand-in',
    baseUrl: 'https://stand-in.example',
    env: { LOCALPAYMENT_USERNAME: 'user', LOCALPAYMENT_PASSWORD: 'word' },
    now: () => clock,
    wait: async (ms) => {
      clock += ms
    },
    fetch: async ({ method, url }) => {
      asked.push(`${method} ${new URL(url).pathname}`)
      return answer(method)
    },
  })
  const contract = defineContract({
    provider: 'localpayment',
    authorize: async () => ({ headers: {} }),
    refuses: ({ body: found }) => found?.errors?.length > 0,
    flows,
    probes,
  })
  const { findings, cases } = await runContract(contract, target)
  return { findings, cases, asked }
}

/** What the documents print of a success. */
async function readSample(operationId: string): Promise<unknown> {
  const spec = await loadSpec('localpayment')
  const operation = spec.operations.find(({ id }) => id === operationId)!
  const [content] = operation.responses.get(200)!.content.values()
  return [...content!.examples.values()][0]
}

const BANKS = '/api/resources/payment-methods'

test.each([
  ['refuses', { errors: [{ code: '300' }] }, 1],
  ['takes it, and is otherwise than expected', { errors: [], code: 'x' }, 2],
])('a flow that needs a success sees a body that %s', async (_, body, count) => {
  const flow = defineFlow({
    id: 'two-steps',
    title: 'It has two steps',
    run: async (session) => {
      const answer = await session.send('GET', BANKS)
      session.expect(answer, { status: 200, body: { code: '100' } })
      await session.send('GET', BANKS)
    },
  })
  const { asked } = await run(body, { flows: [flow] })
  expect(asked).toHaveLength(count)
})

const late = defineFlow({
  id: 'late',
  title: 'It comes in time',
  run: async (session) => {
    await session.eventually('it is active', { within: 'PT10S', every: 'PT5S' }, async () => {
      await session.send('GET', '/api/virtual-account/1')
      return false
    })
  },
})

test.each([
  ['localpayment.va.activation-time', ['getVirtualAccount it is active within PT10S']],
  ['localpayment.payout.step-time', []],
  ['localpayment.va.last-name', []],
])('%s explains what of its product did not come in time: %s', async (quirk, explained) => {
  const probe = defineProbe({ quirk, tell: async () => undecided('it is active not within 32 s') })
  const account = await readSample('getVirtualAccount')
  const { findings } = await run(account, { flows: [late], probes: [probe] })
  const ofQuirk = findings.find(({ id }) => id === `quirk ${quirk}`)!
  expect(ofQuirk.explains).toEqual(explained)
  const ofFlow = findings.find(({ id }) => id.includes('within PT10S'))!
  expect(ofFlow.explains).toEqual(explained.length > 0 ? [quirk] : [])
})

test('a quirk of which a probe saw no variant explains what is broken at the field that it is about', async () => {
  const quirk = 'localpayment.auth.refresh-answer'
  const probe = defineProbe({ quirk, tell: async () => undecided('it answers 17') })
  const flow = defineFlow({
    id: 'renewed',
    title: 'It answers both',
    run: async (session) => {
      const json = { refresh: 'x' }
      const answer = await session.send('POST', '/api/token/refresh/', { auth: false, json })
      session.expect(answer, { body: { refresh: 'y' } })
    },
  })
  const { findings } = await run({ access: 'a', refresh: 'z' }, { flows: [flow], probes: [probe] })
  expect(findings.find(({ id }) => id === `quirk ${quirk}`)!.explains).toEqual([
    'refreshToken value /refresh',
  ])
})

test.each([
  ['that a gateway spoilt after it was carried out', 502, 'passed', 4],
  ['that is refused', 404, 'broken', 2],
])('a deletion %s comes out as that', async (_, first, outcome, count) => {
  const account = await readSample('getVirtualAccount')
  const gone = {
    status: { code: '404', description: 'ERROR', detail: 'Virtual account not found' },
  }
  let isThere = true
  const remove = defineFlow({
    id: 'removed',
    title: 'It is removed',
    run: async (session) => {
      isThere = first !== 404
      const answer = await session.send('DELETE', '/api/virtual-account/1', { auth: false })
      session.expect(answer, { status: 200 })
    },
  })
  let deletions = 0
  const { cases, asked } = await run(account, {
    flows: [remove],
    answer: async (method) => {
      if (method !== 'DELETE') return Response.json([])
      deletions++
      const was = isThere
      isThere = false
      if (deletions === 1 && first === 502) return new Response('Bad gateway', { status: 502 })
      return was ? Response.json(account) : Response.json(gone, { status: 404 })
    },
  })
  expect(cases.map((each) => each.outcome)).toEqual([outcome])
  expect(asked.length).toBeLessThanOrEqual(count)
})
