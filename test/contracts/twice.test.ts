/** Two runs in a row leave the target as the first found it, but for what is declared. */
import { describe, expect, test, vi } from 'vitest'
import type { RunResult } from '#kit/result'
import { runContract } from '#kit/run'
import { createRemoteTarget } from '#kit/targets/remote'
import { findContract, listContracts } from '../../contracts/index.ts'
import { createSandbox } from '../../mocks/index.ts'
import type { Engine } from '../../mocks/sandbox/engine/engine.ts'
import { countRecords } from './left-records.ts'

vi.setConfig({ testTimeout: 300_000 })

/** A weekday morning in Bogota, so that banking hours hold. */
const START_AT = Date.parse('2026-04-06T15:00:00Z')

describe.each(listContracts())('%s', (provider) => {
  test('a second run on the same account sees what the first saw, and adds what it declares', async () => {
    const contract = (await findContract(provider))!
    await using stack = new AsyncDisposableStack()
    const sandbox = await createSandbox<string>({
      providers: [provider],
      startAt: START_AT,
      timeRate: 0,
      fetch: async () => new Response(),
    })
    stack.defer(() => sandbox.close())
    const { engine } = sandbox
    const target = createRemoteTarget({
      spec: engine.providers.get(provider)!.spec,
      name: 'one account',
      env: sandbox[provider]!.env,
      baseUrl: sandbox[provider]!.baseUrl,
      allowsMoney: true,
      human: ({ trigger, parameters }) => sandbox.trigger(trigger, parameters),
      callbacks: { open: () => toInbox(sandbox), close: async () => {} },
      paceMs: 0,
      patienceMs: 30 * 86_400_000,
      now: () => engine.clock('default').now,
      wait: async (ms) => void (await sandbox.clock.advance(ms)),
      fetch: (request) => sandbox[provider]!.fetch(request),
    })
    const first = await runContract(contract, target)
    const between = await countRecords(engine, 'default')
    const second = await runContract(contract, target)
    const after = await countRecords(engine, 'default')
    expect(toOutcomes(second)).toEqual(toOutcomes(first))
    const passed = second.cases.filter(({ outcome }) => outcome === 'passed')
    // The rest needs a control API, or sees another variant.
    expect(passed.length).toBeGreaterThan(second.cases.length * 0.75)
    const grown = Object.keys(after).filter((kind) => after[kind]! > (between[kind] ?? 0))
    expect(grown.length).toBeGreaterThan(0)
    const declared = second.cases.flatMap(({ leaves }) => leaves)
    expect(grown.filter((kind) => !declared.includes(kind))).toEqual([])
    expect(second.cases.flatMap(({ leftBehind }) => leftBehind)).toEqual([])
  })
})

const toOutcomes = ({ cases }: RunResult) =>
  Object.fromEntries(cases.map(({ id, outcome, reason }) => [id, { outcome, reason }]))

function toInbox({ engine, inbox }: { engine: Engine; inbox: { url: string } }) {
  const read = async () => engine.inbox('default')
  return {
    url: inbox.url,
    refusingUrl: 'https://receiver.example/refuse',
    messages: async () => {
      await engine.settle('default')
      return read()
    },
    arrived: read,
  }
}
