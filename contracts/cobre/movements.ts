/** Money movements that cases make, and how they are ended. */
import { SAMPLES } from '../../mocks/types/samples/cobre.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { useBalance } from './accounts.ts'
import { createCounterparty, toClabe, toPayer } from './counterparties.ts'

type Data = Record<string, unknown>

export interface Sending {
  /** Idempotency key; `undefined`: a new one; `null`: no such header. */
  key?: string | null | undefined
  headers?: Record<string, string>
}

/** The longest that a movement may take to start under any variant, and a margin. */
const STARTS_WITHIN = 'PT15S'

/** Asks for a movement, whatever the answer. */
export function askForMovement(
  session: Session,
  json: Data,
  { key = session.unique(), headers = {} }: Sending = {},
): Promise<Answer> {
  const own = key === null ? {} : { idempotency: key }
  return session.send('POST', '/v1/money_movements', { json, headers: { ...own, ...headers } })
}

/** Creates a movement and demands a 201 in `initiated`. */
export async function createMovement(
  session: Session,
  json: Data,
  sending?: Sending,
): Promise<Loose> {
  const answer = await askForMovement(session, json, sending)
  const created = { status: { state: 'initiated', code: '' } }
  return session.expect(answer, { status: 201, body: created }, 'a complete movement').body
}

/** A movement from a balance without money to another one: it fails by itself and moves nothing. */
export async function toEmptyTransfer(session: Session, over: Data = {}): Promise<Data> {
  const source = await useBalance(session, 'empty')
  const destination = await useBalance(session, 'main')
  return toTransfer(source.id, destination.id, over)
}

/** A movement between two ends. */
export function toTransfer(source_id: string, destination_id: string, over: Data = {}): Data {
  const metadata = { description: 'Ensayo contracts' }
  return { source_id, destination_id, amount: 100, metadata, ...over }
}

/** A pay-in by request to pay, from a new payer to the main balance. Nobody pays it unless asked to. */
export async function toPayin(session: Session, r2p_rail: string, over: Data = {}): Promise<Data> {
  const payer = await createCounterparty(session, toPayer(session))
  const balance = await useBalance(session, 'main')
  const metadata = { ...SAMPLES.createMoneyMovement.pse.metadata, r2p_rail }
  return toTransfer(payer.id, balance.id, { amount: 10_000, metadata, ...over })
}

/** What a read says now. */
export async function readMovement(session: Session, id: string): Promise<Loose> {
  const answer = await session.send('GET', `/v1/money_movements/${id}`)
  return session.expect(answer, { status: 200, body: { id } }).body
}

/** Waits until a movement is in one of the states. */
export function awaitState(
  session: Session,
  id: string,
  states: readonly string[],
  within = STARTS_WITHIN,
): Promise<Loose> {
  return session.eventually(
    `movement ${id} is ${states.join(' or ')}`,
    { within, every: 'PT1S' },
    async () => {
      const movement = await readMovement(session, id)
      return states.includes(movement.status.state) && movement
    },
  )
}

/** Waits until a movement has started, whatever came of it. */
export function awaitStart(session: Session, id: string): Promise<Loose> {
  const later = [
    'processing',
    'pending_approval',
    'completed',
    'failed',
    'rejected',
    'canceled',
    'returned',
  ]
  return awaitState(session, id, later)
}

/** Ends a payout by the QA endpoint, whatever the answer. */
export function changeState(
  session: Session,
  money_movement_id: string,
  state: 'completed' | 'rejected',
): Promise<Answer> {
  return session.send('POST', '/v1/change_mm_state', { json: { money_movement_id, state } })
}

/** Leaves no movement under way after the case: one that is gets rejected, one that waits refused. */
export function endLater(session: Session, id: string): void {
  session.later(`movement ${id}`, async () => {
    const { status } = await awaitStart(session, id)
    if (status.state === 'pending_approval') await decide(session, id, 'reject')
    if (status.state === 'processing') await changeState(session, id, 'rejected')
  })
}

/** Approves or refuses a movement that waits for it, whatever the answer. */
export function decide(
  session: Session,
  money_movement_id: string,
  decision: 'approve' | 'reject',
): Promise<Answer> {
  const json = { money_movement_id, decision }
  return session.send('POST', '/v1/money_movement_approvals', { json })
}

/** Sends a SPEI credit back, whatever the answer. */
export function askForReturn(session: Session, transaction_id: string): Promise<Answer> {
  const json = { transaction_id, metadata: { description: 'Ensayo contracts' } }
  return session.send('POST', '/v1/money_movements_return', { json })
}

/** Has a payout in processing completed: by the QA endpoint, or by itself where the profile says so. */
export async function finish(session: Session, id: string): Promise<void> {
  const endsByItself = session.variantOf('cobre.movement.completion') === 'by-itself'
  if (!endsByItself) {
    const answer = await changeState(session, id, 'completed')
    session.expect(answer, { status: 200 }, 'the QA endpoint ends a payout')
  }
  await awaitState(session, id, ['completed'], endsByItself ? 'PT13S' : 'PT2S')
}

/** A payout by SPEI to a new counterparty, with a reference that begins with zeros. */
export async function toClabePayout(
  session: Session,
  source_id: string,
  over: Data = {},
): Promise<Data> {
  const { id } = await createCounterparty(session, toClabe(session))
  const metadata = { description: 'Ensayo contracts', reference: '009911' }
  return toTransfer(source_id, id, { metadata, ...over })
}
