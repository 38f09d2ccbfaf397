/** Every flow of every contract, on the emulator. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findContract, listContracts } from '../../contracts/index.ts'
import type { Contract } from '../../contracts/kit/contract.ts'
import { toPaste } from '../../contracts/kit/reports/paste.ts'
import { runFlow } from '../../contracts/kit/run.ts'
import { createEmulatorTarget } from '../../contracts/kit/targets/emulator.ts'
import type { Target } from '../../contracts/kit/targets/target.ts'

for (const provider of listContracts()) {
  const contract = (await findContract(provider)) as Contract

  describe(`${provider}: flows`, () => {
    let target: Target
    beforeAll(async () => {
      target = await createEmulatorTarget({ provider })
    })
    afterAll(() => target.close())

    test('ids are unique', () => {
      const ids = contract.flows.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeGreaterThan(0)
    })

    test.each(contract.flows)('$id: $title', async (flow) => {
      const result = await runFlow(contract, flow, target)
      const at = { target: 'emulator', baseUrl: target.baseUrl, startedAt: '' }
      expect(result.outcome, toPaste(result, at)).toBe('passed')
      expect(result.differences).toEqual([])
      expect(result.leftBehind).toEqual([])
      expect(result.exchanges).not.toHaveLength(0)
    })
  })
}
