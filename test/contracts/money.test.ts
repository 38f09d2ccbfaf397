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

const runOne = async (allowsMoney: boolean) => {
  const spec = await loadSpec('localpayment')
  const { fetch, ...standIn } = openStandIn(createLocalpayment)
  const pay = async (request: Request) =>
    new URL(request.url).pathname === '/api/payout/'
      ? Response.json([{ externalId: 'one', internalId: 'p-7' }], { status: 201 })
      : fetch(request)
  const options = { ...standIn, spec, name: 'stand-in', allowsMoney, fetch: pay }
  const { authorize } = (await findContract('localpayment'))!
  const contract = defineContract({
    provider: 'localpayment',
    authorize,
    flows: [flow],
    probes: [],
  })
  return runContract(contract, createRemoteTarget(options))
}

test('a case that comes to such an operation is skipped there, with the operation and the flag', async () => {
  const { cases } = await runOne(false)
  expect(cases[0]).toMatchObject({
    outcome: 'skipped',
    reason: expect.stringMatching(/createPayouts \(money\).*--allow-money/),
  })
})

test('what was moved is listed as left behind', async () => {
  const run = await runOne(true)
  expect(toLeftBehind(run)).toEqual(['localpayment/flow/payout.asked: money: createPayouts p-7'])
})
