/** Every flow of every contract, on the emulator. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import type { Contract } from '#kit/contract'
import { listKinds } from '#kit/leaves'
import { toPaste } from '#kit/reports/paste'
import { runFlow } from '#kit/run-case'
import { createEmulatorTarget } from '#kit/targets/emulator'
import type { Target } from '#kit/targets/target'
import { findContract, listContracts } from '../../contracts/index.ts'
import type { Engine } from '../../mocks/sandbox/engine/engine.ts'
import { listLeft } from './left-records.ts'

for (const provider of listContracts()) {
  const contract = (await findContract(provider)) as Contract
  const spec = await loadSpec(provider)
  const { leaves = {} } = contract
  // A hostile target loses callbacks and drops answers; what a flow relies on is then not to be had.
  const profiles = [...spec.profiles].filter(([name]) => name !== 'hostile')

  test(`${provider}: ids of flows are unique`, () => {
    const ids = contract.flows.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(0)
  })

  test(`${provider}: what is declared to leave something is a case`, () => {
    const cases = [
      ...contract.flows.map(({ id }) => id),
      ...contract.probes.map((each) => each.quirk),
    ]
    expect(
      Object.values(leaves)
        .flat()
        .filter((id) => !cases.includes(id)),
    ).toEqual([])
  })

  describe.each(profiles)(`${provider}: flows on profile %s`, (profile, chosen) => {
    let target: Target
    let left: string[] = []
    const onDone = async (engine: Engine, account: string) => {
      left = await listLeft(engine, account)
    }
    beforeAll(async () => {
      target = await createEmulatorTarget({ provider, profile, onDone })
    })
    afterAll(() => target.close())

    test.each(contract.flows)('$id: $title', async (flow) => {
      const variants = Object.fromEntries(chosen)
      const result = await runFlow(contract, flow, target, { variants })
      const at = { target: 'emulator', baseUrl: target.baseUrl, startedAt: '' }
      expect(result.outcome, toPaste(result, at)).toBe('passed')
      expect(result.differences).toEqual([])
      expect(result.leftBehind).toEqual([])
      // What else may be left where documents differ is nobody's to declare.
      if (chosen.size === 0) expect(left).toEqual(listKinds(leaves, flow.id).sort())
      expect(result.exchanges).not.toHaveLength(0)
    })
  })
}
