/** Which cases wait beside one another, and that reports and lists are as if they had not. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { defineContract, defineFlow, defineProbe, type Flow, unsettled } from '#kit/contract'
import { type RunOptions, runContract } from '#kit/run'
import { createRemoteTarget, type RemoteOptions } from '#kit/targets/remote'
import { rehearse } from '../stand-ins/run.ts'

type Run = Flow['run']

/** A target that answers at once, with a clock that jumps. */
async function open(over: Partial<RemoteOptions> = {}) {
  let clock = 0
  const asked: string[] = []
  const target = createRemoteTarget({
    spec: await loadSpec('cobru'),
    name: 'stand-in',
    baseUrl: 'https://stand-in.example',
    env: { COBRU_API_KEY: 'key', COBRU_REFRESH_TOKEN: 'token' },
    allowsMoney: true,
    human: async () => undefined,
    now: () => clock,
    wait: async (ms) => {
      clock += ms
    },
    fetch: async ({ url }) => {
      asked.push(`${new URL(url).pathname} at ${clock / 1_000}`)
      return Response.json({})
    },
    ...over,
  })
  const run = (flows: readonly Flow[], options: RunOptions = {}) =>
    runContract(
      defineContract({
        provider: 'cobru',
        authorize: async () => ({ headers: {} }),
        flows,
        probes: [],
      }),
      target,
      options,
    )
  return { target, asked, run, seconds: () => clock / 1_000 }
}

const flow = (id: string, run: Run, over: Partial<Flow> = {}): Flow =>
  defineFlow({ id, title: `It is ${id}`, waits: 'PT30S', run, ...over })

const waiting: Run = (session) => session.pass('PT20S')

test('cases that wait do so side by side, at most eight of them', async () => {
  const { run, seconds } = await open()
  await run(Array.from({ length: 8 }, (_, index) => flow(`case-${index}`, waiting)))
  expect(seconds()).toBe(20)
  await run(Array.from({ length: 9 }, (_, index) => flow(`case-${index}`, waiting)))
  expect(seconds()).toBe(60)
})

test.each<[string, Partial<Flow>, Partial<Flow>, number]>([
  ['hold the same thing', { holds: ['balance'] }, { holds: ['balance'] }, 40],
  ['hold different things', { holds: ['balance'] }, { holds: ['webhooks'] }, 20],
  ['hold and move the balance', { holds: ['balance'] }, { needs: ['money'] }, 40],
  ['both move the balance', { needs: ['money'] }, { needs: ['money'] }, 20],
  ['hold it, and move another', { holds: ['balance'] }, { needs: ['money'], changes: [] }, 20],
  ['hold everything, or nothing', { holds: 'everything' }, {}, 40],
  ['both need a person', { needs: ['human'] }, { needs: ['human'] }, 40],
])('two that %s take their turns as that asks for', async (_, one, other, expected) => {
  const { run, seconds } = await open()
  const { cases } = await run([flow('one', waiting, one), flow('other', waiting, other)])
  expect(cases.map(({ outcome }) => outcome)).toEqual(['passed', 'passed'])
  expect(seconds()).toBe(expected)
})

test('what waits for nothing comes after them, alone', async () => {
  const { run, asked } = await open({ paceMs: 0 })
  const asking: Run = async (session) => void (await session.send('GET', '/alone'))
  const both: Run = async (session) => {
    await session.pass('PT1S')
    await session.send('GET', '/beside')
  }
  const { waits: _, ...quick } = flow('quick', asking)
  await run([quick, flow('slow', both), flow('slower', both)])
  expect(asked).toEqual(['/beside at 1', '/beside at 1', '/alone at 1'])
})

test('results stand in the order of the contract, and exchanges are numbered by case', async () => {
  const { run } = await open()
  const told: string[] = []
  const ask = (duration: string): Run => {
    return async (session) => {
      await session.send('GET', '/first')
      await session.pass(duration)
      await session.send('GET', '/second')
    }
  }
  const { cases } = await run([flow('slow', ask('PT20S')), flow('quick', ask('PT1S'))], {
    onCase: ({ id }) => told.push(id),
  })
  expect(told).toEqual(['cobru/flow/quick', 'cobru/flow/slow'])
  expect(cases.map(({ exchanges }) => exchanges.map(({ id }) => id))).toEqual([
    ['cobru/flow/slow#1', 'cobru/flow/slow#2'],
    ['cobru/flow/quick#1', 'cobru/flow/quick#2'],
  ])
})

test('a stop cuts all of them off and cleans up after each; none of them asks anything more', async () => {
  const controller = new AbortController()
  const { run, asked } = await open({ paceMs: 0 })
  const cut = (name: string): Run => {
    return async (session) => {
      session.later(`what ${name} made`, async () => {
        await session.send('DELETE', `/${name}`)
        if (name === 'two') throw new Error('it answered 500')
      })
      await session.pass('PT10S')
      await session.send('POST', `/${name}`)
    }
  }
  const stopping: Run = async (session) => {
    await session.pass('PT5S')
    controller.abort('It was stopped by SIGINT.')
  }
  const { cases, ended, isWhole } = await run(
    [
      flow('one', cut('one')),
      flow('two', cut('two')),
      flow('stopping', stopping),
      flow('held', waiting, { holds: 'everything' }),
      { ...flow('next', waiting), waits: undefined } as unknown as Flow,
    ],
    { signal: controller.signal },
  )
  expect(asked).toEqual(['/one at 5', '/two at 5'])
  expect(ended).toBe('It was stopped by SIGINT.')
  expect(isWhole).toBe(false)
  expect(cases.map(({ id, leftBehind }) => [id, leftBehind])).toEqual([
    ['cobru/flow/one', []],
    ['cobru/flow/two', ['what two made: it answered 500']],
    ['cobru/flow/stopping', []],
  ])
})

test('what was under way when the stop came is waited for, and cleaned up', async () => {
  const controller = new AbortController()
  const asked: string[] = []
  const { run } = await open({
    paceMs: 0,
    fetch: async ({ method, url }) => {
      asked.push(`${method} ${new URL(url).pathname}`)
      if (method === 'POST') controller.abort('It was stopped by SIGINT.')
      await new Promise((resolve) => setImmediate(resolve))
      return Response.json({})
    },
  })
  await run(
    [
      flow('making', async (session) => {
        await session.send('POST', '/thing')
        session.later('the thing', () => session.send('DELETE', '/thing'))
        await session.send('GET', '/thing')
      }),
    ],
    { signal: controller.signal },
  )
  expect(asked).toEqual(['POST /thing', 'DELETE /thing'])
})

test('a target that goes down ends the waiting of all', async () => {
  const refused = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
  const { run, seconds } = await open({
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: refused })),
  })
  const { cases, ended } = await run([
    flow('one', waiting),
    flow('two', async (session) => void (await session.send('GET', '/'))),
  ])
  expect(ended).toContain('no such host')
  expect(cases.map(({ outcome }) => outcome)).toEqual(['unsettled', 'unsettled'])
  expect(seconds()).toBeLessThan(20)
})

test('a probe that others held up is asked again alone, and told once', async () => {
  const { target } = await open()
  const spec = await loadSpec('cobru')
  const [quirk] = spec.quirks.values()
  let tries = 0
  const probe = defineProbe({
    quirk: quirk!.id,
    waits: 'PT5S',
    tell: async () => (++tries === 1 ? unsettled('it came too slowly') : quirk!.defaultVariant),
  })
  const told: string[] = []
  const { cases } = await runContract(
    defineContract({
      provider: 'cobru',
      authorize: async () => ({ headers: {} }),
      flows: [],
      probes: [probe],
    }),
    target,
    { onCase: ({ outcome }) => told.push(outcome) },
  )
  expect(tries).toBe(2)
  expect(told).toEqual(['passed'])
  expect(cases.map(({ outcome }) => outcome)).toEqual(['passed'])
})

test.each([false, true])(
  'a provider whose states take twenty seconds more is done in five minutes (with money: %s)',
  async (allowsMoney) => {
    const options = { noise: { slowStates: true } }
    const { run, seconds } = await rehearse('localpayment', options, { remote: { allowsMoney } })
    expect(run.ended).toBeUndefined()
    expect(run.cases.filter(({ outcome }) => outcome === 'unsettled')).toEqual([])
    expect(seconds).toBeLessThan(300)
  },
)
