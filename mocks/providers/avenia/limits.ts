/**
 * Monthly limits. Counted, never enforced: no document says what going over one answers.
 * Source: https://github.com/pendulum-chain/vortex, read 2026-11-20; the figures are assumed.
 */
import {
  type BaseContext,
  defineReaction,
  formatInstant,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import { PER_DOLLAR } from './catalogs.ts'
import { emit } from './events.ts'
import { formatAmount, parseAmount } from './money.ts'
import { mainOwner } from './scope.ts'

interface Limit extends StoredRecord {
  maxFiatIn: string
  maxFiatOut: string
}

/** What an owner moved in one month, in millionths. */
interface Usage extends StoredRecord {
  fiatIn: number
  fiatOut: number
  chainIn: number
  chainOut: number
}

export type UsageKind = 'fiatIn' | 'fiatOut' | 'chainIn' | 'chainOut'

const ASSUMED_MAXIMUM = '100000'

/** Lengths of `2026-04` and `2026-04-06`: usage is counted per month and per day. */
const MONTH = 7
const DAY = 10

/** Counts an amount against the month and the day on the account's clock. */
export function countUsage(
  context: BaseContext,
  owner: string,
  kind: UsageKind,
  amount: { currency: string; micro: number },
): void {
  for (const period of [MONTH, DAY]) {
    const id = toUsageId(context, owner, amount.currency, period)
    addUsage(context, id, kind, amount.micro)
  }
}

function addUsage(context: BaseContext, id: string, kind: UsageKind, micro: number) {
  const usages = context.collection<Usage>('usage')
  const known = usages.get(id)
  if (known) usages.update(id, { [kind]: known[kind] + micro })
  else usages.insert({ id, fiatIn: 0, fiatOut: 0, chainIn: 0, chainOut: 0, [kind]: micro })
}

function toUsageId({ now }: BaseContext, owner: string, currency: string, period: number): string {
  return `${owner} ${currency} ${formatInstant(now).slice(0, period)}`
}

/** Limits of every currency, as answers and events show them. */
export function toLimitInfo(context: BaseContext, owner: string, createdAt: string) {
  const limits = []
  for (const currency of Object.keys(PER_DOLLAR)) {
    limits.push(toLimit(context, owner, currency))
  }
  return { blocked: false, createdAt, limits }
}

function toLimit(context: BaseContext, owner: string, currency: string) {
  const limit = context.collection<Limit>('limit').get(currency)
  const used = context.collection<Usage>('usage').get(toUsageId(context, owner, currency, MONTH))
  const date = new Date(context.now)
  return {
    currency,
    maxFiatIn: limit?.maxFiatIn ?? ASSUMED_MAXIMUM,
    maxFiatOut: limit?.maxFiatOut ?? ASSUMED_MAXIMUM,
    maxChainIn: ASSUMED_MAXIMUM,
    maxChainOut: ASSUMED_MAXIMUM,
    usedLimit: {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      usedFiatIn: formatAmount(used?.fiatIn ?? 0),
      usedFiatOut: formatAmount(used?.fiatOut ?? 0),
      usedChainIn: formatAmount(used?.chainIn ?? 0),
      usedChainOut: formatAmount(used?.chainOut ?? 0),
    },
  }
}

/** Limits of the day per currency; all use of the day is shown under D0. */
export function toEodLimits(context: BaseContext, owner: string) {
  const date = new Date(context.now)
  const limits = []
  for (const currency of Object.keys(PER_DOLLAR)) {
    const used = context.collection<Usage>('usage').get(toUsageId(context, owner, currency, DAY))
    limits.push({
      currency,
      d0: ASSUMED_MAXIMUM,
      d1: ASSUMED_MAXIMUM,
      d2: ASSUMED_MAXIMUM,
      usage: {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        usedD0: formatAmount((used?.fiatIn ?? 0) + (used?.fiatOut ?? 0)),
        usedD1: '0',
        usedD2: '0',
      },
    })
  }
  return limits
}

interface LimitChange {
  currency: string
  maxFiatIn?: string | number
  maxFiatOut?: string | number
}

/** Changes a limit of the main account and says so. */
export const updateLimits = defineReaction<LimitChange>('limits.update', (context) => {
  const { currency, maxFiatIn = ASSUMED_MAXIMUM, maxFiatOut = ASSUMED_MAXIMUM } = context.payload
  const wanted = { maxFiatIn: String(maxFiatIn), maxFiatOut: String(maxFiatOut) }
  if (!Object.hasOwn(PER_DOLLAR, currency)) {
    throw new TriggerRefused(`No limit in ${currency}. Take ${Object.keys(PER_DOLLAR).join(', ')}`)
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (parseAmount(value, currency) === undefined)
      throw new TriggerRefused(`${name} is not an amount`)
  }
  const limits = context.collection<Limit>('limit')
  if (limits.get(currency)) limits.update(currency, wanted)
  else limits.insert({ id: currency, ...wanted })
  emitLimits(context, mainOwner(context))
  return { currency, ...wanted }
})

/** Tells subscribers of LIMIT-UPDATE. */
export function emitLimits(context: BaseContext, owner: string): void {
  const limitInfo = toLimitInfo(context, owner, formatInstant(context.now))
  emit(context, {
    subscription: 'LIMIT-UPDATE',
    owner,
    dataId: owner,
    data: { type: 'LIMIT-UPDATE', limitInfo },
  })
}
