/**
 * Counterparties: who pays, or who is paid.
 * Source: https://docs.cobre.com/bulk-money-movements-1886564m0, read 2026-11-20; the repeated
 * creation stands in the request log of https://github.com/brilliance-admin/backend-python.
 */
import { type BaseContext, defineBehaviour, defineReaction } from '../../provider.ts'
import { findChain, STABLECOINS } from './catalogs.ts'
import type { Counterparty, Metadata } from './counterparty.ts'
import { makeId, pick, refuseWith, toIso, toTimes } from './wire.ts'

export interface NewCounterparty {
  geo: string
  type: string
  alias?: string | null
  metadata: Metadata
}

/** Registers a counterparty; one with the same data is answered as it is. */
export const createCounterparty = defineBehaviour<NewCounterparty>(
  'counterparty.create',
  (context) => {
    const { counterparty_chain: chain } = context.request.body.metadata
    if (chain !== undefined && findChain(String(chain)) === undefined) {
      const names = Object.keys(STABLECOINS).join(', ')
      return refuseWith(context, `metadata.counterparty_chain is one of ${names}.`)
    }
    const counterparty = findOrCreate(context, context.request.body)
    return { status: 201, body: toCounterparty(counterparty) }
  },
)

export function toCounterparty(counterparty: Counterparty) {
  return pick(counterparty, ['id', 'geo', 'type', 'alias', 'metadata', 'created_at', 'updated_at'])
}

/** Shared with bulk files and the hosted page, which name counterparties by their data. */
export function findOrCreate(context: BaseContext, body: NewCounterparty): Counterparty {
  const counterparties = context.collection<Counterparty>('counterparty')
  const made = toRecord(context, body)
  if (context.quirk.value<boolean>('cobre.counterparty.repeated')) {
    const { fingerprint } = made
    const [known] = counterparties.list({ where: { fingerprint }, limit: 1 })
    if (known) {
      context.quirk.note('cobre.counterparty.repeated')
      return known
    }
  }
  const stored = counterparties.insert({ ...made, id: makeId(context, 'cp') })
  if (stored.state === 'processing') startVerification(context, stored)
  return stored
}

function toRecord(context: BaseContext, body: NewCounterparty): Counterparty {
  const isGlobal = body.type.startsWith('global_deposit')
  const lowers = context.quirk.value<boolean>('cobre.counterparty.id-type-case')
  const metadata = { ...body.metadata }
  const idType = metadata.counterparty_id_type
  if (lowers && typeof idType === 'string') metadata.counterparty_id_type = idType.toLowerCase()
  if (isGlobal) metadata.verification_status = 'processing'
  return {
    id: '',
    geo: body.geo,
    type: body.type,
    alias: body.alias ?? null,
    metadata,
    ...toTimes(context.now),
    state: isGlobal ? 'processing' : 'ready',
    fingerprint: toFingerprint(body.geo, body.type, metadata),
    ...toFilters(metadata),
  }
}

/** The alias is not among what the docs concatenate. */
function toFingerprint(geo: string, type: string, metadata: Metadata): string {
  const fields = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([geo, type, fields])
}

function toFilters(metadata: Metadata): Partial<Counterparty> {
  const filters: Record<string, string> = {}
  for (const name of ['counterparty_id_number', 'beneficiary_institution', 'account_number']) {
    const value = metadata[name]
    if (typeof value === 'string') filters[name] = value
  }
  return filters
}

/** Assumed: how long it takes, and that nobody fails by himself. */
function startVerification(context: BaseContext, { id }: Counterparty): void {
  const counterparty = context.collection<Counterparty>('counterparty').get(id)
  context.notify('counterparty.status.processing', counterparty!)
  const delayMs = context.quirk.durationMs('cobre.counterparty.verification-time')
  context.after(delayMs, 'counterparty.verify', { id }, `counterparty:${id}`)
}

/** The verification ends well, by itself or by a trigger. */
export const verifyCounterparty = decide('verify', 'verified')

/** The verification ends badly. */
export const failCounterparty = decide('fail', 'failed')

function decide(transition: string, verification_status: string) {
  return defineReaction<unknown, Counterparty>(`counterparty.${transition}`, (context) => {
    const { id, metadata } = context.record
    const { state } = context.collection<Counterparty>('counterparty').transition(id, transition, {
      metadata: { ...metadata, verification_status },
      updated_at: toIso(context.now),
    })
    return { id, state }
  })
}

/** Forgets a counterparty. */
export const deleteCounterparty = defineBehaviour<unknown, Counterparty>(
  'counterparty.delete',
  (context) => {
    context.collection<Counterparty>('counterparty').delete(context.record!.id)
    const status = context.quirk.value<number>('cobre.counterparty.delete-status')
    return status === 204 ? { status } : { status, body: {} }
  },
)
