/** The engine's methods: one per thing that control API, command line and library can ask for. */

import { EnsayoError } from '../../base/errors.ts'
import { DEFAULT_ACCOUNT } from '../../core/accounts/accounts.ts'
import { expectProvider, getProfile, unknownQuirk } from '../../core/accounts/choose.ts'
import { activeVariant, expectVariant } from '../../core/accounts/variants.ts'
import type { Spec } from '../../dialect/types.ts'
import { createState, createTraffic } from './account-methods.ts'
import { createEquip } from './authorise-request.ts'
import type { Addresses, Engine, Health } from './engine.ts'
import { toEnv } from './env.ts'
import type { Parts } from './parts.ts'
import { createProviderStates } from './provider-states.ts'
import { createReadiness } from './readiness.ts'
import { createArrangements, createChaos } from './rule-methods.ts'
import { createStartMarks } from './start-marks.ts'
import { playTrigger } from './triggers.ts'

/** Makes the engine of its parts. */
export function createMethods(parts: Parts): Engine {
  const engine: Engine = {
    version: parts.version,
    providers: parts.providers,
    get addresses() {
      return parts.addresses
    },
    set addresses(addresses) {
      parts.addresses = addresses
    },
    ...createInfo(parts),
    ...createReadiness(parts),
    ...createSwitches(parts),
    ...createTime(parts),
    ...createTraffic(parts),
    ...createState(parts),
    ...createStartMarks(parts),
    ...createArrangements(parts),
    ...createChaos(parts),
    ...createProviderStates(parts, () => engine),
    equip: createEquip(parts),
    within: (_, work) => work(),
  }
  return engine
}

function specsOf(parts: Parts, provider?: string): Spec[] {
  const specs = [...parts.runtimes.values()].map((runtime) => runtime.spec)
  return provider === undefined ? specs : [expectProvider(specs, provider)]
}

function createInfo(parts: Parts): Pick<Engine, 'health' | 'operations' | 'triggers' | 'trigger'> {
  return {
    health: (addresses = parts.addresses) => toHealth(parts, addresses),
    operations: (provider) => specsOf(parts, provider).flatMap((spec) => spec.operations),
    triggers: (provider) =>
      specsOf(parts, provider).flatMap((spec) =>
        [...spec.triggers.values()].map((trigger) => ({
          name: `${spec.name}.${trigger.name}`,
          provider: spec.name,
          title: trigger.title,
          parameters: parametersOf(spec, trigger.name),
          evidence: trigger.source.evidence,
        })),
      ),
    trigger: async (account, name, parameters) => {
      // What was answered before comes before what the world does now.
      await parts.awaitingAnswer.settle(account)
      return playTrigger(parts, account, name, parameters)
    },
  }
}

function parametersOf(spec: Spec, trigger: string): Record<string, unknown> {
  const table = spec.document['x-triggers'] as Record<
    string,
    { parameters?: Record<string, unknown> }
  >
  return table[trigger]?.parameters ?? { type: 'object', properties: {} }
}

function toHealth(parts: Parts, addresses: Addresses): Health {
  const credentials = parts.accounts.get(DEFAULT_ACCOUNT).credentials
  const providers: Health['providers'] = {}
  for (const { spec } of parts.runtimes.values()) {
    const baseUrl = addresses.providers[spec.name] ?? `${addresses.control}/${spec.name}`
    const own = credentials.get(spec.name) ?? {}
    providers[spec.name] = { baseUrl, credentials: own, env: toEnv(spec, baseUrl, own) }
  }
  return {
    status: 'ok',
    version: parts.version,
    control: addresses.control,
    providers,
    counts: {
      ...parts.counts,
      droppedRecords: parts.store.dropped(),
      droppedEntries: parts.journal.totalDropped,
      droppedMessages: parts.inbox.dropped,
      droppedDeliveries: parts.dispatcher.pruned + parts.accounts.prunedDeliveries,
    },
  }
}

function createSwitches(
  parts: Parts,
): Pick<Engine, 'quirks' | 'setVariant' | 'profiles' | 'setProfile'> {
  return {
    quirks: (account, provider) => {
      const { variants } = parts.accounts.get(account)
      return specsOf(parts, provider).flatMap((spec) =>
        [...spec.quirks.values()].map((quirk) => ({
          quirk,
          active: activeVariant(quirk, variants).name,
        })),
      )
    },
    setVariant: (account, id, variant) => {
      const { variants } = parts.accounts.get(account)
      const quirk = specsOf(parts)
        .map((spec) => spec.quirks.get(id))
        .find((found) => found !== undefined)
      if (!quirk) throw unknownQuirk(specsOf(parts), id)
      expectVariant(quirk, variant)
      variants.set(id, variant)
    },
    profiles: (account, provider) => {
      const { variants } = parts.accounts.get(account)
      return specsOf(parts, provider).flatMap((spec) =>
        [...spec.profiles].map(([profile, choices]) => ({
          provider: spec.name,
          profile,
          isActive: isActive(spec, choices, variants),
          variants: Object.fromEntries(choices),
        })),
      )
    },
    setProfile: (account, provider, profile) => {
      const { variants } = parts.accounts.get(account)
      const spec = specsOf(parts, provider)[0]!
      const choices = getProfile(spec, profile)
      for (const id of spec.quirks.keys()) variants.delete(id)
      for (const [id, variant] of choices) variants.set(id, variant)
    },
  }
}

/** A profile is active while every quirk is as it says, or at its default. */
function isActive(
  spec: Spec,
  choices: ReadonlyMap<string, string>,
  variants: ReadonlyMap<string, string>,
): boolean {
  return [...spec.quirks.values()].every(
    (quirk) =>
      activeVariant(quirk, variants).name === (choices.get(quirk.id) ?? quirk.defaultVariant),
  )
}

function createTime(parts: Parts): Pick<Engine, 'clock' | 'advance' | 'setClock' | 'settle'> {
  const clock: Engine['clock'] = (account) => {
    const { clock: own } = parts.accounts.get(account)
    return { now: own.now(), rate: own.rate }
  }
  return {
    clock,
    advance: async (account, byMs) => {
      parts.accounts.get(account)
      if (!Number.isFinite(byMs) || byMs < 0) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `A clock advances by 0 ms or more; found ${byMs}. Use "set" to go back.`,
        )
      }
      await parts.awaitingAnswer.settle(account)
      const ran = await parts.scheduler.advance(account, byMs)
      await parts.dispatcher.settle(account)
      return { ...clock(account), ran }
    },
    setClock: async (account, to) => {
      const own = parts.accounts.get(account).clock
      if ('instant' in to) own.set(to.instant)
      else if ('freeze' in to) own.freeze()
      else own.run(to.rate)
      parts.scheduler.wake(account)
      return clock(account)
    },
    settle: async (account) => {
      if (account !== undefined) parts.accounts.get(account)
      await parts.awaitingAnswer.settle(account)
      await parts.scheduler.settle(account)
      await parts.dispatcher.settle(account)
    },
  }
}
