/** Nothing that moves money, makes users or spends is asked unless it is allowed. */
import { describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { calibrate } from '#kit/calibrate'
import { defineContract, defineFlow } from '#kit/contract'
import { toLeftBehind } from '#kit/reports/finding'
import { runContract } from '#kit/run'
import { createRemoteTarget } from '#kit/targets/remote'
import { findOperation } from '#serve/find-match'
import { findContract } from '../../contracts/index.ts'
import { createLocalpayment } from '../stand-ins/localpayment.ts'
import { PROVIDERS, SERVICES } from '../stand-ins/run.ts'
import { openStandIn } from '../stand-ins/stand-in.ts'

describe.each(PROVIDERS)('%s', (provider) => {
  test.each([
    ['a run', runContract],
    ['a calibration', calibrate],
  ])('%s without --allow-money asks no operation with an effect', async (_, run) => {
    const spec = await loadSpec(provider)
    expect(spec.effects.size).toBeGreaterThan(0)
    const { fetch, ...standIn } = openStandIn(SERVICES[provider])
    const asked: string[] = []
    const target = createRemoteTarget({
      ...standIn,
      spec,
      name: 'stand-in',
      // Somebody and a receiver are there, so that only money is missing.
      human: async () => undefined,
      callbacks: { open: () => ({ ...NOWHERE }), close: async () => {} },
      patienceMs: 86_400_000,
      fetch: (request) => {
        const { pathname } = new URL(request.url)
        asked.push(findOperation(spec, request.method, pathname)?.id ?? 'unknown')
        return fetch(request)
      },
    })
    await run((await findContract(provider))!, target)
    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((id) => spec.effects.has(id))).toEqual([])
  })
})

const NOWHERE = {
  url: 'https://receiver.example/case',
  refusingUrl: 'https://receiver.example/refuse',
  messages: async () => [],
  arrived: async () => [],
}

const flow = defineFlow({
  id: 'payout.asked',
  title: 'A payout is asked',
  run: async (session) => {
    await session.send('POST', '/api/payout/', { json: [{ externalId: 'one' }] })
  },
})

/** Runs that flow, with what answers its payout, and says how often that was asked. */
const runOne = async (
  allowsMoney: boolean,
  answer: () => Response = () => Response.json([{ internalId: 'p-7' }], { status: 201 }),
) => {
  const spec = await loadSpec('localpayment')
  const { fetch, ...standIn } = openStandIn(createLocalpayment)
  let asked = 0
  const pay = async (request: Request) => {
    if (new URL(request.url).pathname !== '/api/payout/') return fetch(request)
    asked++
    return answer()
  }
  const options = { ...standIn, spec, name: 'stand-in', allowsMoney, fetch: pay }
  const { authorize } = (await findContract('localpayment'))!
  const contract = defineContract({
    provider: 'localpayment',
    authorize,
    flows: [flow],
    probes: [],
  })
  const run = await runContract(contract, createRemoteTarget(options))
  return { run, asked, left: toLeftBehind(run) }
}

test('a case that comes to such an operation is skipped there, with the operation and the flag', async () => {
  const { run, asked } = await runOne(false)
  expect(run.cases[0]).toMatchObject({
    outcome: 'skipped',
    reason: expect.stringMatching(/createPayouts \(money\).*--allow-money/),
  })
  expect(asked).toBe(0)
})

test('what was moved is listed as left behind', async () => {
  const { left } = await runOne(true)
  expect(left).toEqual(['localpayment/flow/payout.asked: money: createPayouts p-7'])
})

test('of one request that made several, each is listed', async () => {
  const made = [{ internalId: 'p-7' }, { internalId: 'p-8' }]
  const { left } = await runOne(true, () => Response.json(made, { status: 201 }))
  expect(left).toEqual([
    'localpayment/flow/payout.asked: money: createPayouts p-7',
    'localpayment/flow/payout.asked: money: createPayouts p-8',
  ])
})

const lost = (code: string) => () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

test.each<[string, () => Response]>([
  ['a page of a gateway', () => new Response('<html></html>', { status: 502 })],
  ['a broken connection', lost('ECONNRESET')],
])('what may have been moved behind %s is listed, and not asked for again', async (_, answer) => {
  const { run, asked, left } = await runOne(true, answer)
  expect(run.cases[0]?.outcome).toBe('unsettled')
  expect(asked).toBe(1)
  expect(left).toEqual([
    expect.stringMatching(/^localpayment\/flow\/payout.asked: money: createPayouts, perhaps: .+/),
  ])
})

test.each<[string, () => Response]>([
  ['refused', () => Response.json({ detail: 'no' }, { status: 400 })],
  ['never sent', lost('ECONNREFUSED')],
])('what was %s moved nothing, and is not listed', async (_, answer) => {
  const { left } = await runOne(true, answer)
  expect(left).toEqual([])
})
