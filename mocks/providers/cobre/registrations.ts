/**
 * Direct debit registrations (Nequi): the account's holder allows the debit in the app.
 * Source: https://docs.cobre.com/direct-debit-1914109m0, read 2026-11-20.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type ReactionContext,
} from '../../provider.ts'
import type { Account } from './account.ts'
import { REGISTRATION_CODES } from './catalogs.ts'
import type { Counterparty } from './counterparty.ts'
import type { Registration } from './registration.ts'
import { makeId, pick, refuseWith, type Status, toIso, toTimes } from './wire.ts'

/** The user accepts in the app within about this time; what follows is assumed. */
const WAIT_MS = 15 * 60_000

/** The financial institution of Nequi, the only one enabled. */
const NEQUI = '1507'

interface NewRegistration {
  destination_id: string
  registration_description?: string
}

/** Asks the holder of an account for leave to debit it. */
export const register = defineBehaviour<NewRegistration, Counterparty>(
  'registration.create',
  (context) => {
    const { destination_id, registration_description = '' } = context.request.body
    const counterparty = context.record!
    const account = context.collection<Account>('account').get(destination_id)
    const reason = account ? findObstacle(counterparty) : 'No account has the id of destination_id.'
    if (reason) return refuseWith(context, reason)
    const registration = context.collection<Registration>('registration').insert({
      id: makeId(context, 'ddr'),
      counterparty_id: counterparty.id,
      destination_id,
      registration_description,
      status: toStatus(context, 'processing', ''),
      ...toTimes(context.now),
      state: 'processing',
    })
    const { id } = registration
    context.after(WAIT_MS, 'registration.fail', { id }, `registration:${id}`)
    return { status: 201, body: toRegistration(registration) }
  },
)

function findObstacle({ type, metadata }: Counterparty): string | undefined {
  if (type !== 'cc' && type !== 'ch' && type !== 'dp')
    return `A counterparty of type ${type} cannot be debited; cc, ch and dp can.`
  if (metadata.beneficiary_institution === NEQUI) return undefined
  return `Only accounts at Nequi (beneficiary_institution ${NEQUI}) are enabled.`
}

/** In lower case or capitalised, as the docs do both. */
function toStatus({ quirk }: BaseContext, state: string, code: string): Status {
  const isCapital = quirk.value<string>('cobre.direct-debit.state-case') === 'capitalised'
  const shown = isCapital ? state[0]!.toUpperCase() + state.slice(1) : state
  return { state: shown, code, description: REGISTRATION_CODES[code] ?? '' }
}

/** Shows a registration of the counterparty in the path. */
export const readRegistration = defineBehaviour<unknown, Registration>(
  'registration.read',
  ({ record, refuse, request }) =>
    record!.counterparty_id === request.params.counterparty_id
      ? { status: 200, body: toRegistration(record!) }
      : refuse('unknown', {}, { hint: 'The registration is of another counterparty.' }),
)

function toRegistration(registration: Registration) {
  return pick(registration, [
    'id',
    'counterparty_id',
    'destination_id',
    'registration_description',
    'status',
    'created_at',
    'updated_at',
  ])
}

type Ending = ReactionContext<{ code?: string }, Registration>

/** The holder accepts in the app. */
export const acceptRegistration = end('accept', 'registered', () => 'RD000')

/** The holder or the bank refuses. */
export const refuseRegistration = end(
  'refuse',
  'unregistered',
  ({ payload }) => payload.code ?? 'RD001',
)

/** Nobody answered in time, or something broke. */
export const failRegistration = end('fail', 'failed', ({ quirk }) =>
  quirk.value<string>('cobre.direct-debit.failed-code'),
)

function end(
  transition: string,
  state: Registration['state'],
  toCode: (context: Ending) => string,
) {
  return defineReaction<{ code?: string }, Registration>(
    `registration.${transition}`,
    (context) => {
      const { id } = context.record
      const code = toCode(context)
      const changes = { status: toStatus(context, state, code), updated_at: toIso(context.now) }
      context.collection<Registration>('registration').transition(id, transition, changes)
      return { id, state, code }
    },
  )
}
