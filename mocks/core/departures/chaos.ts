/** Rules about deliveries: as they are asked for, and which act on a notification. */
import { didYouMean } from '../../base/errors.ts'
import type { Notification, Spec } from '../../dialect/types.ts'
import type { AccountRules } from '../accounts/account-rules.ts'
import { expectProvider } from '../accounts/choose.ts'
import {
  CHAOS_KINDS,
  type ChaosKind,
  type ChaosRule,
  type ChaosSetting,
  FORGED_KINDS,
  type ForgedKind,
  type NewChaosRule,
} from '../accounts/rule-types.ts'
import type { DeliverySetting } from '../webhooks/outbox.ts'
import { compact, expectDuration, expectOnly, expectTurn, invalid, toMs } from './check.ts'
import { findNotification } from './targets.ts'

const COMMON = ['provider', 'notification', 'kind', 'times', 'skip', 'rate']

/** Kind → what it takes beside `COMMON`. */
const TAKES: Record<ChaosKind, readonly string[]> = {
  duplicate: ['copies'],
  reorder: ['duration'],
  delay: ['duration'],
  drop: [],
  'before-answer': [],
  forge: ['forge'],
  truncate: [],
}

/** How long every second notification is held back, unless told otherwise. */
const REORDER_MS = 5_000

/** Of a rule; an altered one needs to be told what to alter. */
const FORGED_BY_RULE = FORGED_KINDS.filter((kind) => kind !== 'altered')

/** The rule as it is kept. Throws `EnsayoError` with where, what and cure. */
export function toChaosSetting(specs: readonly Spec[], input: NewChaosRule): ChaosSetting {
  const { spec, notifications } = findTargets(specs, input)
  const { kind, copies, duration, forge } = input
  if (kind === undefined || !CHAOS_KINDS.includes(kind)) {
    throw invalid(
      'chaos',
      `no kind "${kind}".${didYouMean(String(kind), CHAOS_KINDS)} There are: ${CHAOS_KINDS.join(', ')}.`,
    )
  }
  const name = input.notification === undefined ? '' : `.${notifications[0]!.name}`
  const where = `chaos ${kind} of ${spec.name}${name}`
  expectOnly(where, `kind ${kind}`, input, [...COMMON, ...TAKES[kind]])
  expectTurn(where, input)
  if (duration !== undefined) expectDuration(where, duration, false)
  else if (kind === 'delay') throw invalid(where, 'duration is missing. Give one like PT10M.')
  if (copies !== undefined && !(Number.isSafeInteger(copies) && copies >= 2 && copies <= 20)) {
    throw invalid(where, `copies ${copies} is out of range. Give 2 to 20.`)
  }
  if (kind === 'forge') expectForge(where, forge, notifications)
  const { times, skip, rate } = input
  const target = {
    provider: spec.name,
    ...(input.notification === undefined ? {} : { notification: notifications[0]!.name }),
  }
  return compact({ ...target, kind, copies, duration, forge, times, skip, rate }) as ChaosSetting
}

function findTargets(
  specs: readonly Spec[],
  { provider, notification }: NewChaosRule,
): { spec: Spec; notifications: Notification[] } {
  if (notification !== undefined) {
    const found = findNotification(specs, notification, provider)
    return { spec: found.spec, notifications: [found.notification] }
  }
  if (provider === undefined) {
    throw invalid(
      'chaos',
      'it names nothing that it acts on. Name a notification, or a provider for all of its.',
    )
  }
  const spec = expectProvider(specs, provider)
  return { spec, notifications: [...spec.notifications.values()] }
}

/** Throws `RULE_INVALID` when no such forgery is possible: where nothing is signed, no signature can be wrong. */
export function expectForge(
  where: string,
  forge: ForgedKind | undefined,
  notifications: readonly Notification[],
  among: readonly ForgedKind[] = FORGED_BY_RULE,
): void {
  if (forge === undefined || !among.includes(forge)) {
    throw invalid(
      where,
      `forge ${JSON.stringify(forge)} is not known.${didYouMean(String(forge), among)} There are: ${among.join(', ')}.`,
    )
  }
  const needsSignature = forge === 'wrong-signature' || forge === 'missing-signature'
  if (!needsSignature || notifications.some(({ delivery }) => delivery.signature)) return
  throw invalid(where, 'nothing is signed there. Forge an unknown-record or a replay.')
}

/** What the rules make of one notification. */
export interface MetChaos {
  settings: DeliverySetting[]
  /** Forged ones that are sent ahead of it, each with the rule that asks for it. */
  forged: { kind: ForgedKind; note: string }[]
  /** `chs_1=drop`, in order. */
  notes: string[]
}

const NOTHING: MetChaos = { settings: [], forged: [], notes: [] }

/** Asks the rules about a notification that is being written; every one whose turn it is acts. */
export function meetChaos(
  { chaos }: AccountRules,
  provider: string,
  notification: Pick<Notification, 'name'>,
): MetChaos {
  if (chaos.size === 0) return NOTHING
  const met: MetChaos = { settings: [], forged: [], notes: [] }
  for (const rule of chaos.list()) {
    if (rule.provider !== provider) continue
    if (rule.notification !== undefined && rule.notification !== notification.name) continue
    if (!chaos.takesTurn(rule)) continue
    const note = `${rule.id}=${rule.kind}`
    if (rule.kind === 'forge') met.forged.push({ kind: rule.forge!, note })
    else met.settings.push(toDeliverySetting(rule))
    met.notes.push(note)
  }
  return met
}

function toDeliverySetting(rule: ChaosRule): DeliverySetting {
  switch (rule.kind) {
    case 'duplicate':
      return { copies: rule.copies ?? 2 }
    case 'delay':
      return { delay: toMs(rule.duration!) }
    case 'reorder':
      // Every second one leaves at once, and so overtakes the one before it.
      return rule.acted % 2 === 1 ? { delay: toMs(rule.duration ?? REORDER_MS) } : {}
    case 'drop':
      return { send: false }
    case 'truncate':
      return { truncate: true }
    default:
      return { beforeAnswer: true }
  }
}
