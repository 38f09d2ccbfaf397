/** The whole contract suite on three processes that share a database, each asked in turn. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import type { Contract } from '#kit/contract'
import { toPaste } from '#kit/reports/paste'
import { runFlow, runProbe } from '#kit/run-case'
import type { Target } from '#kit/targets/target'
import { findContract, listContracts } from '../../contracts/index.ts'
import { type Cluster, startCluster } from '../postgres/cluster.ts'
import { createClusterTarget } from '../postgres/cluster-target.ts'
import { createDatabase } from '../postgres/database.ts'

let cluster: Cluster
let drop: () => Promise<void>
beforeAll(async () => {
  const { url: store } = await createDatabase((end) => {
    drop = end
  })
  const words = ['--strict', '--freeze', '--at', '2026-04-06T15:00:00Z']
  cluster = await startCluster({ store, size: 3, words })
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await drop()
})

for (const provider of listContracts()) {
  const contract = (await findContract(provider)) as Contract
  const spec = await loadSpec(provider)
  describe(provider, () => {
    let target: Target
    beforeAll(async () => {
      target = await createClusterTarget(cluster, provider)
    })
    afterAll(() => target.close())

    test.each(contract.flows)('$id: $title', async (flow) => {
      const result = await runFlow(contract, flow, target)
      const at = { target: 'emulator', baseUrl: target.baseUrl, startedAt: '' }
      expect(result.outcome, toPaste(result, at)).toBe('passed')
      expect(result.differences).toEqual([])
      expect(result.leftBehind).toEqual([])
    })

    test.each(contract.probes)('$quirk', async (probe) => {
      const wanted = spec.quirks.get(probe.quirk)!.defaultVariant
      const result = await runProbe(contract, probe, target, { wanted })
      const at = { target: 'emulator', baseUrl: target.baseUrl, startedAt: '' }
      expect(result.variant?.seen, toPaste(result, at)).toBe(wanted)
    })
  })
}
