/** How the sandbox's parts look as JSON, over the control API and in `--json` of the command line. */

import type {
  Evidence,
  Json,
  Operation,
  Quirk,
  QuirkKind,
  QuirkStage,
  Source,
} from '../../dialect/types.ts'
import type {
  AccountFace,
  Addresses,
  ClockFace,
  Engine,
  IncidentStatus,
  QuirkStatus,
} from '../engine/engine.ts'
import { toEnv } from '../engine/env.ts'

export interface OperationView {
  id: string
  provider: string
  method: string
  path: string
  title: string
  tags: string[]
  /** What it does: a behaviour of the provider, a default, or `not-modelled`. */
  behaviour: string
  evidence: Evidence
  source: Source
  quirks: string[]
}

export interface VariantView {
  name: string
  title?: string
  kind: QuirkKind
  setting: Json
  isDefault: boolean
  isActive: boolean
  evidence: Evidence
  source: Source
}

export interface QuirkView {
  id: string
  provider: string
  title: string
  stage: QuirkStage
  operationId?: string
  notification?: string
  hint?: string
  active: string
  variants: VariantView[]
  source: Source
}

export interface TriggerView {
  name: string
  provider: string
  title: string
  parameters: Record<string, unknown>
  evidence: string
  source?: Source
}

export interface IncidentView {
  id: string
  provider: string
  title: string
  /** What it adds, as `POST /faults` and `POST /chaos` take it. */
  faults: Record<string, Json>[]
  chaos: Record<string, Json>[]
  isActive: boolean
  evidence: Evidence
  source: Source
}

export interface ProviderAccess {
  baseUrl: string
  credentials: Record<string, string>
  /** The variables that the provider's documents use, filled in. */
  env: Record<string, string>
}

export interface AccountView extends AccountFace {
  providers: Record<string, ProviderAccess>
}

export interface ClockView extends ClockFace {
  /** `now` in ISO 8601. */
  instant: string
  frozen: boolean
}

export function toOperationView(operation: Operation): OperationView {
  const { id, provider, method, path, title, tags, source, quirks } = operation
  const evidence = source.evidence
  // The document's quirks concern every operation; only its own are told here.
  const own = quirks.filter((quirk) => quirk.operationId === id).map((quirk) => quirk.id)
  const behaviour = operation.behaviour.name
  return { id, provider, method, path, title, tags, behaviour, evidence, source, quirks: own }
}

export function toQuirkView({ quirk, active }: QuirkStatus): QuirkView {
  const { id, provider, title, stage, operationId, notification, hint, source } = quirk
  return {
    id,
    provider,
    title,
    stage,
    ...(operationId === undefined ? {} : { operationId }),
    ...(notification === undefined ? {} : { notification }),
    ...(hint === undefined ? {} : { hint }),
    active,
    variants: toVariantViews(quirk, active),
    source,
  }
}

function toVariantViews(quirk: Quirk, active: string): VariantView[] {
  return [...quirk.variants.values()].map(({ name, title, kind, setting, isDefault, source }) => ({
    name,
    ...(title === undefined ? {} : { title }),
    kind,
    setting,
    isDefault,
    isActive: name === active,
    evidence: source.evidence,
    source,
  }))
}

/** The engine's triggers with the source that their spec gives. */
export function toTriggerViews(engine: Engine, provider?: string): TriggerView[] {
  return engine.triggers(provider).map((trigger) => {
    const name = trigger.name.slice(trigger.provider.length + 1)
    const source = engine.providers.get(trigger.provider)?.spec.triggers.get(name)?.source
    return { ...trigger, ...(source === undefined ? {} : { source }) }
  })
}

export function toIncidentView({ incident, provider, isActive }: IncidentStatus): IncidentView {
  const { id, title, faults, chaos, source } = incident
  return { id, provider, title, faults, chaos, isActive, evidence: source.evidence, source }
}

/** An account with what a client needs to use it, the variables of the documents included. */
export function toAccountView(
  engine: Engine,
  account: AccountFace,
  { control, providers: own }: Addresses,
): AccountView {
  const providers = [...engine.providers.values()].map(({ name, spec }) => {
    const baseUrl = own[name] ?? `${control}/${name}`
    const credentials = account.credentials[name] ?? {}
    return [name, { baseUrl, credentials, env: toEnv(spec, baseUrl, credentials) }] as const
  })
  const inboxUrl = `${control}/_ensayo/inbox/${account.id}`
  return { ...account, inboxUrl, providers: Object.fromEntries(providers) }
}

export function toClockView(clock: ClockFace): ClockView {
  const instant = new Date(clock.now).toISOString()
  return { now: clock.now, instant, rate: clock.rate, frozen: clock.rate === 0 }
}
