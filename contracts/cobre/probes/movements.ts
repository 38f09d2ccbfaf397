/** Which variants of payouts and their keys a target shows. Most move nothing: their source is empty. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { tellByStatus, tellByTime } from '../../kit/verdicts.ts'
import {
  askForMexican,
  drainLater,
  fund,
  listTransactions,
  openMexican,
  useBalance,
} from '../accounts.ts'
import { createCounterparty, toBrebKey } from '../counterparties.ts'
import {
  askForMovement,
  awaitStart,
  awaitState,
  changeState,
  createMovement,
  endLater,
  readMovement,
  toEmptyTransfer,
  toTransfer,
} from '../movements.ts'

/** What an answer to a creation may leave out. */
const LATER_KEYS = ['batch_id', 'mm_approval_id', 'source', 'destination', 'updated_at']

export const movementProbes: readonly Probe[] = defineProbes({
  'cobre.movement.start-time': {
    waits: 'PT13S',
    tell: async (session) => {
      const { id } = await createMovement(session, await toEmptyTransfer(session))
      return tellByTime(
        session,
        'a movement starts',
        [
          { atS: 0.1, variant: 'at-once', beforeS: 1 },
          { atS: 3, variant: 'one-second', beforeS: 10 },
          { atS: 12, variant: 'ten-seconds' },
        ],
        async () => (await readMovement(session, id)).status.state !== 'initiated',
      )
    },
  },
  'cobre.movement.completion': {
    needs: ['money'],
    waits: 'PT30S',
    holds: ['balance'],
    tell: async (session) => {
      const { id } = await transfer(session)
      const { state } = (await awaitStart(session, id)).status
      if (state !== 'processing') return undecided(`a payout starts as ${state}`)
      await session.pass('PT12S')
      const { state: last } = (await readMovement(session, id)).status
      if (last === 'processing') return 'waits'
      return last === 'completed' ? 'by-itself' : undecided(`a payout ends as ${last}`)
    },
  },
  'cobre.movement.create-answer': async (session) => {
    const body = await createMovement(session, await toEmptyTransfer(session))
    const there = LATER_KEYS.filter((key) => key in body)
    if (there.length === 0) return 'subset'
    if (there.length === LATER_KEYS.length) return 'full'
    return undecided(`of what a read adds, a creation has ${there.join(', ')}`)
  },
  'cobre.movement.external-id-unique': async (session) => {
    const transfer = await toEmptyTransfer(session, { external_id: session.unique() })
    const first = await createMovement(session, transfer)
    const second = await askForMovement(session, transfer)
    if (second.status === 201 && second.body.id !== first.id) return 'accepted'
    const variants = { 400: 'refused', 409: 'conflict' }
    return tellByStatus('a second movement with its external_id', second, variants)
  },
  'cobre.transaction.internal-credit': {
    needs: ['money'],
    waits: 'PT30S',
    holds: ['balance'],
    tell: async (session) => {
      const { id, to } = await transfer(session)
      if ((await awaitStart(session, id)).status.state === 'processing')
        await changeState(session, id, 'completed')
      await awaitState(session, id, ['completed'])
      const credits = (await listTransactions(session, to)).filter(({ amount }) => amount > 0)
      const link = credits.find(({ metadata }) => Object.values(metadata).includes(id))
      if (link?.type === 'internal_credit') return 'internal-credit'
      if (link?.type === 'col_cb_credit') return 'col-cb-credit'
      return undecided(`a credit between balances is ${link?.type ?? 'not there'}`)
    },
  },
  'cobre.transaction.external-id': {
    needs: ['money'],
    waits: 'PT15S',
    holds: ['balance'],
    tell: async (session) => {
      const external_id = session.unique()
      const debit = await findDebit(session, await transfer(session, { external_id }))
      if (debit === undefined) return undecided('a payout leaves no debit')
      if (!('mm_external_id' in debit.metadata)) return 'absent'
      return debit.metadata.mm_external_id === external_id
        ? 'present'
        : undecided(`a debit has mm_external_id ${debit.metadata.mm_external_id}`)
    },
  },
  'cobre.transaction.sensitive-data': {
    needs: ['money'],
    waits: 'PT15S',
    holds: ['balance'],
    tell: async (session) => {
      const made = await transfer(session)
      const whole = await findDebit(session, made)
      const path = `/v1/accounts/${made.from}/transactions`
      const { body } = await session.send('GET', path, { query: { page_size: 100 } })
      const shown = (body?.contents ?? []).find((each: Loose) => each.id === whole?.id)
      const [hidden, open] = [shown, whole].map((each) => each?.metadata.beneficiary_account_number)
      if (typeof open !== 'string') return undecided('a debit names no beneficiary')
      return hidden === open ? 'plain' : 'masked'
    },
  },
  'cobre.idempotency.missing': async (session) => {
    const wanted = await toEmptyTransfer(session)
    const answer = await askForMovement(session, wanted, { key: null })
    const variants = { 201: 'accepted', 400: 'refused' }
    return tellByStatus('a movement without a key', answer, variants)
  },
  'cobre.idempotency.repeated': async (session) => {
    const key = session.unique()
    const transfer = await toEmptyTransfer(session)
    const first = await createMovement(session, transfer, { key })
    const second = await askForMovement(session, { ...transfer, amount: 200 }, { key })
    if (second.status !== 201) return tellByStatus('a repeated key', second, {})
    return second.body.id === first.id ? 'first-movement' : 'ignored'
  },
  'cobre.idempotency.other-header': async (session) => {
    const transfer = await toEmptyTransfer(session)
    await createMovement(session, transfer)
    const headers = { 'idempotency-key': session.unique() }
    const answer = await askForMovement(session, transfer, { key: null, headers })
    return tellByStatus('a movement with Idempotency-Key', answer, {
      201: 'accepted',
      400: 'refused',
    })
  },
  'cobre.spei.reference': {
    waits: 'PT15S',
    maskedBy: { 'cobre.qa.features': ['documented'] },
    tell: async (session) => {
      const { body: from, status } = await askForMexican(session)
      if (status !== 201) return undecided(`a Mexican balance is answered ${status}`)
      const to = await openMexican(session)
      const metadata = { description: 'Ensayo contracts', reference: 9911 }
      const { id } = await createMovement(session, toTransfer(from.id, to.id, { metadata }))
      endLater(session, id)
      const { reference } = (await awaitStart(session, id)).metadata
      if (reference === 9911) return 'as-sent'
      if (reference === '9911') return 'text'
      return undecided(`the reference 9911 is read as ${JSON.stringify(reference)}`)
    },
  },
  'cobre.breb.rail': async (session) => {
    const key = await createCounterparty(session, toBrebKey(session))
    const source = await useBalance(session, 'empty')
    const { type } = await createMovement(session, toTransfer(source.id, key.id))
    if (type === 'breb' || type === 'ach') return type
    return type === 'fast_pay' ? 'fast-pay' : undecided(`a payout to a key has the type ${type}`)
  },
})

interface Transfer {
  from: string
  to: string
  id: string
}

/** 1 COP from one balance of the customer to another; whatever comes of it, nothing stays there. */
async function transfer(session: Session, over: Loose = {}): Promise<Transfer> {
  const { id: from } = await useBalance(session, 'main')
  const { id: to } = await useBalance(session, 'second')
  drainLater(session, to)
  await fund(session, from, 100)
  const { id } = await createMovement(session, toTransfer(from, to, over))
  endLater(session, id)
  return { from, to, id }
}

/** The debit of a transfer, once it has started. */
async function findDebit(session: Session, { from, id }: Transfer): Promise<Loose | undefined> {
  await awaitStart(session, id)
  const found = await listTransactions(session, from)
  return found.find(({ amount, metadata }) => amount < 0 && metadata.money_movement_id === id)
}
