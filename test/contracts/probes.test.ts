/** Emulator and probes prove each other: every probe, under every variant, tells exactly that one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import type { Spec } from '#dialect/types'
import { calibrate } from '#kit/calibrate'
import type { Contract, Probe } from '#kit/contract'
import { listKinds } from '#kit/leaves'
import { runProbe } from '#kit/run-case'
import { createEmulatorTarget } from '#kit/targets/emulator'
import type { Target } from '#kit/targets/target'
import { findContract, listContracts } from '../../contracts/index.ts'
import type { Engine } from '../../mocks/sandbox/engine/engine.ts'
import { listLeft } from './left-records.ts'

for (const provider of listContracts()) {
  const contract = (await findContract(provider)) as Contract
  const spec = await loadSpec(provider)

  describe(`${provider}: probes`, () => {
    let target: Target
    let left: string[] = []
    const onDone = async (engine: Engine, account: string) => {
      left = await listLeft(engine, account)
    }
    beforeAll(async () => {
      target = await createEmulatorTarget({ provider, onDone })
    })
    afterAll(() => target.close())

    test('a quirk with several variants has a probe, or a reason why nothing can be told', () => {
      const wanted = [...spec.quirks.values()].filter(({ variants }) => variants.size > 1)
      const found = [
        ...contract.probes.map(({ quirk }) => quirk),
        ...Object.keys(contract.untold ?? {}),
      ]
      expect(found.sort()).toEqual(wanted.map(({ id }) => id).sort())
    })

    for (const { probe, variant } of toCases(contract, spec)) {
      test(`${probe.quirk} = ${variant}`, async () => {
        const seat = { variants: { [probe.quirk]: variant } }
        const result = await runProbe(contract, probe, target, { wanted: variant, seat })
        expect(result.reason).toBeUndefined()
        expect(result.variant?.seen).toBe(variant)
        expect(result.leftBehind).toEqual([])
        if (variant !== spec.quirks.get(probe.quirk)?.defaultVariant) return
        expect(left).toEqual(listKinds(contract.leaves ?? {}, probe.quirk).sort())
      })
    }
  })

  describe.each([...spec.profiles.keys()])(`${provider}: calibrated on profile %s`, (profile) => {
    test('tells exactly the variants that the target runs with', async () => {
      const target = await createEmulatorTarget({ provider, profile })
      const calibration = await calibrate(contract, target)
      await target.close()
      const { variants, undecided } = calibration.profile
      const running = spec.profiles.get(profile)!
      const wanted = contract.probes
        .filter(({ quirk }) => !(quirk in undecided))
        .map(({ quirk }) => [quirk, running.get(quirk) ?? spec.quirks.get(quirk)!.defaultVariant])
      const seen = Object.entries(variants).map(([quirk, { variant }]) => [quirk, variant])
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(wanted))
      const unexplained = contract.probes.filter(
        (probe) => probe.quirk in undecided && !isMasked(probe, running, spec),
      )
      expect(unexplained.map(({ quirk }) => [quirk, undecided[quirk]])).toEqual([])
    })
  })
}

function toCases(contract: Contract, spec: Spec): { probe: Probe; variant: string }[] {
  return contract.probes.flatMap((probe) =>
    [...(spec.quirks.get(probe.quirk)?.variants.keys() ?? [])].map((variant) => ({
      probe,
      variant,
    })),
  )
}

/** Whether the probe itself says that this profile hides its quirk. */
function isMasked({ maskedBy = {} }: Probe, running: Map<string, string>, spec: Spec): boolean {
  return Object.entries(maskedBy).some(([quirk, variants]) => {
    const normal = spec.quirks.get(quirk)?.defaultVariant
    const active = running.get(quirk) ?? normal
    return variants.includes(active ?? '') || (variants.includes('*') && active !== normal)
  })
}
