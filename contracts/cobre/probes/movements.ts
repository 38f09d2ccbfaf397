/** Which variants of payouts and their keys a target shows. Most move nothing: their source is empty. */
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import { tellByStatus, tellByTime } from '../../kit/verdicts.ts'
import { askForMexican, drainLater, fund, openMexican, useBalance } from '../accounts.ts'
import { createCounterparty, toBrebKey } from '../counterparties.ts'
import {
  askForMovement,
  awaitStart,
  createMovement,
  endLater,
  readMovement,
  toEmptyTransfer,
  toTransfer,
} from '../movements.ts'

/** What an answer to a creation may leave out. */
const LATER_KEYS = ['batch_id', 'mm_approval_id', 'source', 'destination', 'updated_at']

export const movementProbes: readonly Probe[] = [
  defineProbe({
    quirk: 'cobre.movement.start-time',
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
  }),
  defineProbe({
    quirk: 'cobre.movement.completion',
    needs: ['money'],
    waits: 'PT30S',
    tell: async (session) => {
      const [from, to] = [await useBalance(session, 'main'), await useBalance(session, 'second')]
      drainLater(session, to.id)
      await fund(session, from.id, 100)
      const { id } = await createMovement(session, toTransfer(from.id, to.id))
      endLater(session, id)
      const { state } = (await awaitStart(session, id)).status
      if (state !== 'processing') return undecided(`a payout starts as ${state}`)
      await session.pass('PT12S')
      const { state: last } = (await readMovement(session, id)).status
      if (last === 'processing') return 'waits'
      return last === 'completed' ? 'by-itself' : undecided(`a payout ends as ${last}`)
    },
  }),
  defineProbe({
    quirk: 'cobre.movement.create-answer',
    tell: async (session) => {
      const body = await createMovement(session, await toEmptyTransfer(session))
      const there = LATER_KEYS.filter((key) => key in body)
      if (there.length === 0) return 'subset'
      if (there.length === LATER_KEYS.length) return 'full'
      return undecided(`of what a read adds, a creation has ${there.join(', ')}`)
    },
  }),
  defineProbe({
    quirk: 'cobre.movement.external-id-unique',
    tell: async (session) => {
      const transfer = await toEmptyTransfer(session, { external_id: session.unique() })
      const first = await createMovement(session, transfer)
      const second = await askForMovement(session, transfer)
      if (second.status === 201 && second.body.id !== first.id) return 'accepted'
      return tellByStatus('a second movement with its external_id', second, { 400: 'refused' })
    },
  }),
  defineProbe({
    quirk: 'cobre.idempotency.repeated',
    tell: async (session) => {
      const key = session.unique()
      const transfer = await toEmptyTransfer(session)
      const first = await createMovement(session, transfer, { key })
      const second = await askForMovement(session, { ...transfer, amount: 200 }, { key })
      if (second.status !== 201) return tellByStatus('a repeated key', second, {})
      return second.body.id === first.id ? 'first-movement' : 'ignored'
    },
  }),
  defineProbe({
    quirk: 'cobre.idempotency.other-header',
    tell: async (session) => {
      const transfer = await toEmptyTransfer(session)
      await createMovement(session, transfer)
      const headers = { 'idempotency-key': session.unique() }
      const answer = await askForMovement(session, transfer, { key: null, headers })
      return tellByStatus('a movement with Idempotency-Key', answer, {
        201: 'accepted',
        400: 'refused',
      })
    },
  }),
  defineProbe({
    quirk: 'cobre.spei.reference',
    maskedBy: { 'cobre.qa.features': ['documented'] },
    waits: 'PT15S',
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
  }),
  defineProbe({
    quirk: 'cobre.breb.rail',
    tell: async (session) => {
      const key = await createCounterparty(session, toBrebKey(session))
      const source = await useBalance(session, 'empty')
      const { type } = await createMovement(session, toTransfer(source.id, key.id))
      if (type === 'breb' || type === 'ach') return type
      return type === 'fast_pay' ? 'fast-pay' : undecided(`a payout to a key has the type ${type}`)
    },
  }),
]
