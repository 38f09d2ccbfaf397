/**
 * Which rail a movement takes: it follows from both ends.
 * Source: https://docs.cobre.com/money-movement-1899651m0, read 2026-11-20.
 */
import type { BaseContext } from '../../provider.ts'
import type { Account } from './account.ts'
import { BALANCE_DEBIT, findChain, PAYOUT_TYPES, STABLECOINS, WINDOWS } from './catalogs.ts'
import type { Counterparty } from './counterparty.ts'
import type { Registration } from './registration.ts'

export interface Wanted {
  source_id: string
  destination_id: string
  amount: number
  metadata: Record<string, unknown>
}

export interface Rail {
  type: string
  geo: string
  currency: string
  isPull: boolean
  /** Type of the transaction that takes the money; empty for a pull. */
  debitType: string
  creditId: string
}

/** The rail, or the reason why there is none. */
export function findRail(context: BaseContext, wanted: Wanted): Rail | string {
  const accounts = context.collection<Account>('account')
  const source = accounts.get(wanted.source_id)
  if (!source) return findPullRail(context, wanted)
  if (source.id === wanted.destination_id) return 'Source and destination are the same account.'
  const own = accounts.get(wanted.destination_id)
  if (own) return toInternalRail(source, own)
  const to = context.collection<Counterparty>('counterparty').get(wanted.destination_id)
  if (!to) return 'destination_id is neither an account nor a counterparty.'
  return findPushRail(context, source, to, wanted)
}

/** Between two accounts of the same customer. */
function toInternalRail(source: Account, own: Account): Rail | string {
  if (source.currency !== own.currency) return 'Both accounts need the same currency.'
  const type = source.geo === 'mex' ? 'spei' : source.geo === 'col' ? 'fast_pay' : undefined
  if (type === undefined) return 'No rail joins these accounts.'
  return { ...toPush(type, source, own.account_type), creditId: own.id }
}

function toPush(type: string, { currency, geo }: Account, to: string): Rail {
  const isToBalance = type === 'fast_pay' && to === 'cobre_balance'
  const debitType = isToBalance ? BALANCE_DEBIT : PAYOUT_TYPES[type]!.debit
  return { type, geo, currency, isPull: false, debitType, creditId: '' }
}

function findPushRail(
  context: BaseContext,
  source: Account,
  to: Counterparty,
  wanted: Wanted,
): Rail | string {
  const type = findPushType(context, source, to)
  if (type === undefined)
    return `No rail goes from ${source.account_type} (${source.geo}) to ${to.type} (${to.geo}).`
  if (type === 'global') {
    const reason = findStableObstacle(to, wanted)
    if (reason) return reason
  }
  return { ...toPush(type, source, to.type), creditId: findTag(context, source, to) }
}

function findPushType(
  { quirk }: BaseContext,
  { account_type: from, geo }: Account,
  { type: to }: Counterparty,
): string | undefined {
  if (geo === 'mex') return to === 'clabe' || to === 'spei_card' ? 'spei' : undefined
  if (geo === 'global' || geo === 'usa') {
    if (to.startsWith('global_deposit')) return geo === 'global' ? 'global' : undefined
    return to === 'business' || to === 'individual' ? 'fedwire' : undefined
  }
  const isBalance = from === 'cobre_balance'
  if (to === 'cc' || to === 'ch' || to === 'dp') return isBalance ? 'fast_pay' : 'ach'
  if (!isBalance) return undefined
  if (to === 'cobre_balance') return 'fast_pay'
  return to === 'breb_key' || to === 'breb_qr' ? quirk.value<string>('cobre.breb.rail') : undefined
}

function findStableObstacle(to: Counterparty, { amount, metadata }: Wanted): string | undefined {
  if (to.state !== 'verified') return `The counterparty is ${to.state}; it must be verified first.`
  if (amount < 100) return 'A stable payout is at least 100, that is 1.00 USD.'
  const chain = findChain(String(to.metadata.counterparty_chain ?? ''))
  const tokens = chain === undefined ? [] : STABLECOINS[chain]!
  if (tokens.includes(String(metadata.token))) return undefined
  return `metadata.token is not one of ${tokens.join(', ') || 'a known chain'}.`
}

/** A Cobre tag of an account of ours; anybody else's is outside. */
function findTag(context: BaseContext, source: Account, to: Counterparty): string {
  if (to.type !== 'cobre_balance') return ''
  const where = { account_number: String(to.metadata.cobre_tag) }
  const [own] = context.collection<Account>('account').list({ where, limit: 1 })
  return own && own.id !== source.id && own.currency === source.currency ? own.id : ''
}

function findPullRail(context: BaseContext, wanted: Wanted): Rail | string {
  const from = context.collection<Counterparty>('counterparty').get(wanted.source_id)
  if (!from) return 'source_id is neither an account nor a counterparty.'
  const account = context.collection<Account>('account').get(wanted.destination_id)
  if (account?.geo !== 'col' || account.account_type !== 'cobre_balance')
    return 'A pay-in is credited to a Colombian Cobre Balance.'
  const type = findPullType(context, from, wanted)
  if (type.includes(' ')) return type
  const { geo, currency } = account
  return { type, geo, currency, isPull: true, debitType: '', creditId: account.id }
}

/** Text with a blank in it is a reason. */
function findPullType(
  context: BaseContext,
  from: Counterparty,
  { metadata, destination_id }: Wanted,
): string {
  if (from.type === 'cc' || from.type === 'ch' || from.type === 'dp') {
    const where = { counterparty_id: from.id, destination_id, state: 'registered' as const }
    const known = context.collection<Registration>('registration').count(where)
    return known > 0 ? 'direct_debit' : 'The counterparty is not registered for this debit.'
  }
  if (from.type !== 'r2p' && from.type !== 'r2p_breb')
    return `No pay-in comes from a counterparty of type ${from.type}.`
  const rail = String(metadata.r2p_rail)
  if (!Object.hasOwn(WINDOWS, rail))
    return `metadata.r2p_rail is one of ${Object.keys(WINDOWS).join(', ')}.`
  return rail.startsWith('breb') ? 'r2p_breb' : `r2p_${rail}`
}
