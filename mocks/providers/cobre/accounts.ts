/**
 * Accounts: Cobre Balances and connected bank accounts.
 * Source: https://docs.cobre.com/create-or-connect-an-account-25933209e0, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import type { Account } from './account.ts'
import { SUPPLIERS, type Supplier } from './catalogs.ts'
import type { CrossBorder } from './cross-border.ts'
import { type Movement, OPEN_STATES } from './movement.ts'
import { makeClabe, makeId, refuseWith, toIso, toTimes } from './wire.ts'

interface NewAccount {
  provider_id: string
  action: 'create' | 'connect'
  alias?: string
  tags?: string[]
  account_type?: string
  metadata?: { alias?: string }
}

/** Opens an account with nothing on it. */
export const createAccount = defineBehaviour<NewAccount>('account.create', (context) => {
  const { body } = context.request
  // The request's schema knows every provider.
  const supplier = SUPPLIERS[body.provider_id]!
  if (supplier.action !== body.action) {
    return refuseWith(context, `${body.provider_id} takes the action ${supplier.action}.`, {
      code: 'ACC005',
    })
  }
  const account = context.collection<Account>('account').insert(toAccount(context, supplier, body))
  return toAnswer(account, 201)
})

function toAccount(
  context: BehaviourContext<NewAccount>,
  supplier: Supplier,
  body: NewAccount,
): Account {
  const status = context.quirk.value<string>('cobre.account.new-status')
  const account_number = toNumber(context, supplier)
  return {
    id: makeId(context, 'acc'),
    provider_id: body.provider_id,
    provider_name: supplier.name,
    connectivity: { status, description: 'The account is ready.' },
    // Where a quirk lets it stand in the metadata.
    alias: body.alias ?? body.metadata?.alias ?? '',
    metadata: {
      available_services: ['mm_push_from_account'],
      ...(isTag(account_number) ? { cobre_tag: account_number } : {}),
    },
    ...toPaymentMethods(context, supplier, account_number),
    account_number,
    account_type:
      supplier.action === 'connect'
        ? (body.account_type ?? supplier.accountType)
        : supplier.accountType,
    obtained_balance: 0,
    obtained_balance_at: toIso(context.now),
    geo: supplier.geo,
    currency: supplier.currency,
    tags: body.tags ?? [],
    ...toTimes(context.now),
  }
}

/** 18 digits in Mexico, a Cobre tag for Colombian balances; other forms are assumed. */
function toNumber(context: BehaviourContext, { accountType, action, geo }: Supplier): string {
  const { ids } = context
  if (accountType === 'clabe') return makeClabe(context)
  if (action === 'connect' || geo === 'usa') return ids.digits('account.number', 11)
  return `@co${ids.text('tag', 4, 'abcdefghijklmnopqrstuvwxyz')}${ids.digits('tag', 5)}`
}

function isTag(number: string): boolean {
  return number.startsWith('@')
}

/** Given without being asked for; that it is there at once is assumed. */
function toPaymentMethods({ ids }: BehaviourContext, { geo }: Supplier, account_number: string) {
  if (geo !== 'usa') return {}
  return { payment_methods: { aba_routing_number: ids.digits('aba', 9), account_number } }
}

const KEYS = [
  'id',
  'provider_id',
  'provider_name',
  'connectivity',
  'alias',
  'metadata',
  'payment_methods',
  'account_number',
  'account_type',
  'obtained_balance',
  'obtained_balance_at',
  'geo',
  'currency',
  'tags',
  'created_at',
  'updated_at',
] as const

function toAnswer(account: Account, status = 200): Outcome {
  const there = KEYS.filter((key) => account[key] !== undefined)
  return { status, body: Object.fromEntries(there.map((key) => [key, account[key]])) }
}

/** Changes alias and tags; the body is assumed, as only the schema's name is known. */
export const updateAccount = defineBehaviour<{ alias?: string; tags?: string[] }, Account>(
  'account.update',
  (context) => {
    const { alias, tags } = context.request.body
    const account = context.collection<Account>('account').update(context.record!.id, {
      ...(alias === undefined ? {} : { alias }),
      ...(tags === undefined ? {} : { tags }),
      updated_at: toIso(context.now),
    })
    return toAnswer(account)
  },
)

/** Closes an empty balance that nothing is under way on. */
export const closeAccount = defineBehaviour<unknown, Account>('account.close', (context) => {
  const account = context.record!
  const reason = findObstacle(context, account)
  if (reason) return refuseWith(context, reason)
  context.collection<Account>('account').delete(account.id)
  return { status: 204 }
})

/** Assumed: no balance may disappear with its account. */
function findObstacle(context: BehaviourContext, account: Account): string | undefined {
  const closable = context.quirk.value<string[]>('cobre.account.closable')
  if (!closable.includes(account.provider_id)) {
    context.quirk.note('cobre.account.closable')
    return `Only accounts of ${closable.join(', ')} close.`
  }
  if (account.obtained_balance !== 0) return 'The balance is not 0; move the money out first.'
  const accounts = context.collection<Account>('account').list()
  if (accounts.some(({ metadata }) => metadata.primary_account === account.id))
    return 'Other accounts are linked to it; unlink them first.'
  for (const side of ['source_id', 'destination_id'] as const) {
    const movements = context.collection<Movement>('moneyMovement')
    const found = movements.list({ where: { [side]: account.id } })
    const crossings = context.collection<CrossBorder>('crossBorder')
    const open = [...found, ...crossings.list({ where: { [side]: account.id } })]
    if (open.some(({ state }) => OPEN_STATES.has(state))) return 'A money movement is under way.'
  }
  return undefined
}

/** Links a secondary account to a primary one, to which its credits are swept from then on. */
export const linkAccount = defineBehaviour<{ primary_account: string }, Account>(
  'account.link',
  (context) => {
    const primary = context.collection<Account>('account').get(context.request.body.primary_account)
    const reason = primary ? findMismatch(context.record!, primary) : 'No account has that id.'
    if (reason) return refuseWith(context, reason)
    return changeLink(context, primary!.id)
  },
)

/** Assumed: one step only, and no conversion on the way. */
function findMismatch(secondary: Account, primary: Account): string | undefined {
  if (secondary.id === primary.id) return 'An account cannot be its own primary account.'
  if (secondary.currency !== primary.currency) return 'Both accounts need the same currency.'
  if (primary.metadata.primary_account !== undefined) return 'The primary account is linked itself.'
  return undefined
}

/** Ends the link. */
export const unlinkAccount = defineBehaviour<unknown, Account>('account.unlink', (context) =>
  changeLink(context, undefined),
)

function changeLink(
  context: BehaviourContext<unknown, Account>,
  primaryId: string | undefined,
): Outcome {
  const { id, metadata } = context.record!
  const { primary_account: _, ...rest } = metadata
  const account = context.collection<Account>('account').update(id, {
    metadata: primaryId === undefined ? rest : { ...rest, primary_account: primaryId },
    updated_at: toIso(context.now),
  })
  return toAnswer(account)
}
