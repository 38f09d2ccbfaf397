/**
 * Payouts in Colombia: debited when processed, then completed, rejected, failed, approved or refused.
 * Source: https://docs.cobre.com/money-movement-1899651m0 and fast-pay-ach-1886561m0, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import {
  fund,
  listNewTransactions,
  listTransactions,
  readBalance,
  useBalance,
} from '../accounts.ts'
import { createCounterparty, toBankAccount, toBrebKey } from '../counterparties.ts'
import { demandError, startsWithin } from '../expectations.ts'
import {
  askForMovement,
  awaitState,
  changeState,
  createMovement,
  decide,
  endLater,
  finish,
  toEmptyTransfer,
  toTransfer,
} from '../movements.ts'

/** What an answer to a creation leaves out. */
const LATER_KEYS = ['batch_id', 'mm_approval_id', 'source', 'destination', 'updated_at']

/** Type of a Bre-B payout and of the credit when it is rejected, by variant. */
const BREB_RAILS: Record<string, [string, string]> = {
  breb: ['breb', 'breb_rejected'],
  'fast-pay': ['fast_pay', 'col_credit'],
  ach: ['ach', 'col_credit'],
}

export const payouts: readonly Flow[] = defineFlows({
  'payout.completed': {
    title: 'A payout leaves the balance when it is processed and is completed',
    needs: ['money'],
    waits: 'PT20S',
    holds: ['balance'],
    run: async (session) => {
      const { account, before, start } = await prepare(session)
      const bank = await createCounterparty(session, toBankAccount(session))
      session.step('created')
      const external_id = session.unique()
      const wanted = toTransfer(account.id, bank.id, { amount: 4_000, external_id })
      const made = await createMovement(session, wanted)
      endLater(session, made.id)
      const { id } = made
      session.step('processed')
      const processing = await awaitState(session, id, ['processing'], startsWithin(session))
      demandBalance(session, await read(session, account.id), start - 4_000)
      const [debit] = await listNewTransactions(session, account.id, before)
      const path = `/v1/accounts/${account.id}/transactions/${debit?.id}`
      session.expect(await session.send('GET', path), {
        status: 200,
        body: { type: 'col_debit', amount: -4_000, currency: 'COP', credit_debit_type: 'debit' },
      })
      session.step('completed')
      await finish(session, id)
      const done = await session.send('GET', `/v1/money_movements/${id}`)
      session.expect(done, {
        status: 200,
        body: {
          ...wanted,
          id,
          status: { state: 'completed', code: '' },
          type: 'fast_pay',
          geo: 'col',
          currency: 'cop',
          checker_approval: false,
          batch_id: '',
          mm_approval_id: '',
          created_at: processing.created_at,
        },
      })
      demandBalance(session, await read(session, account.id), start - 4_000)
      demandError(session, await changeState(session, id, 'rejected'), 400, undefined, 'it is over')
      session.step('found by its external_id')
      const found = await session.send('GET', '/v1/money_movements', { query: { external_id } })
      session.expect(found, { status: 200, body: { total_items: 1, contents: [{ id }] } })
    },
  },
  'payout.breb-rejected': {
    title: 'A rejected Bre-B payout is credited back as a transaction of its own',
    needs: ['money'],
    waits: 'PT15S',
    holds: ['balance'],
    run: async (session) => {
      const { account, before, start } = await prepare(session)
      const key = await createCounterparty(session, toBrebKey(session))
      const { id, type } = await createMovement(session, toTransfer(account.id, key.id))
      endLater(session, id)
      await awaitState(session, id, ['processing'], startsWithin(session))
      demandBalance(session, await read(session, account.id), start - 100)
      session.step('rejected')
      session.expect(await changeState(session, id, 'rejected'), { status: 200 })
      const [rail, credit] = BREB_RAILS[session.variantOf('cobre.breb.rail')]!
      const movement = await session.send('GET', `/v1/money_movements/${id}`)
      session.expect(movement, { body: { type: rail, status: { state: 'rejected' } } })
      demandBalance(session, await read(session, account.id), start)
      const added = await listNewTransactions(session, account.id, before)
      const amounts = added.filter((each) => each.type === credit).map(({ amount }) => amount)
      session.expect({ ...movement, body: { type, amounts } }, { body: { amounts: [100] } })
    },
  },
  'payout.without-funds': {
    title: 'A payout without funds is accepted and fails when it is processed',
    waits: 'PT12S',
    run: async (session) => {
      const wanted = await toEmptyTransfer(session)
      const answer = await askForMovement(session, wanted)
      const status = { state: 'initiated', code: '', description: '' }
      session.expect(answer, { status: 201, body: { ...wanted, status, type: 'fast_pay' } })
      const isFull = session.variantOf('cobre.movement.create-answer') === 'full'
      const later = LATER_KEYS.filter((key) => key in answer.body)
      session.expect({ ...answer, body: later }, { body: isFull ? LATER_KEYS : [] })
      session.step('processed')
      const failed = await awaitState(session, answer.body.id, ['failed'], startsWithin(session))
      const read = await session.send('GET', `/v1/money_movements/${failed.id}`)
      session.expect(read, { body: { status: { state: 'failed', code: 'F001' } } })
    },
  },
  'payout.refused-by-checker': {
    title: 'A payout that its approver refuses is canceled',
    waits: 'PT12S',
    run: async (session) => {
      const wanted = await toEmptyTransfer(session, { checker_approval: true })
      const { id } = await createMovement(session, wanted)
      endLater(session, id)
      await awaitState(session, id, ['pending_approval'], startsWithin(session))
      session.step('refused')
      const decision = await decide(session, id, 'reject')
      session.expect(decision, {
        status: 201,
        body: { money_movement_id: id, decision: 'reject' },
      })
      session.expect(await session.send('GET', `/v1/money_movements/${id}`), {
        body: { status: { state: 'canceled' }, mm_approval_id: decision.body.id },
      })
      demandError(session, await decide(session, id, 'approve'), 400, undefined, 'it is decided')
    },
  },
  'payout.approved': {
    title: 'A payout that waits for its approval takes no money before it',
    needs: ['money'],
    waits: 'PT20S',
    holds: ['balance'],
    run: async (session) => {
      const { account, start } = await prepare(session)
      const bank = await createCounterparty(session, toBankAccount(session))
      const wanted = toTransfer(account.id, bank.id, { checker_approval: true })
      const { id } = await createMovement(session, wanted)
      endLater(session, id)
      await awaitState(session, id, ['pending_approval'], startsWithin(session))
      demandBalance(session, await read(session, account.id), start)
      session.step('approved')
      session.expect(await decide(session, id, 'approve'), { status: 201 })
      await awaitState(session, id, ['processing'], 'PT2S')
      demandBalance(session, await read(session, account.id), start - 100)
      await finish(session, id)
    },
  },
  'payout.repeated': {
    title: 'A repeated idempotency key answers the first movement; an external_id serves once',
    run: async (session) => {
      const external_id = session.unique()
      const wanted = await toEmptyTransfer(session)
      session.step('no key, and a short one')
      demandError(session, await askForMovement(session, wanted, { key: null }), 400)
      demandError(session, await askForMovement(session, wanted, { key: '12345678' }), 400)
      session.step('the same key again')
      const key = session.unique()
      const first = await createMovement(session, wanted, { key })
      const again = await askForMovement(session, wanted, { key })
      const isReplayed = session.variantOf('cobre.idempotency.repeated') === 'first-movement'
      session.expect(again, { status: 201, ...(isReplayed && { body: { id: first.id } }) })
      session.step('the same external_id again')
      const named = { ...wanted, external_id }
      await createMovement(session, named)
      const second = await askForMovement(session, named)
      const rule = session.variantOf('cobre.movement.external-id-unique')
      if (rule !== 'accepted') {
        const status = rule === 'conflict' ? 409 : 400
        demandError(session, second, status, undefined, 'the external_id is taken')
      } else session.expect(second, { status: 201, body: { external_id } })
    },
  },
  'payout.refusals': {
    title: 'A payout to nobody, of nothing or of half a peso is refused',
    run: async (session) => {
      const wanted = await toEmptyTransfer(session)
      const refused = async (over: Record<string, unknown>) =>
        demandError(session, await askForMovement(session, { ...wanted, ...over }), 400)
      await refused({ destination_id: 'cp_ensayo0000' })
      await refused({ destination_id: wanted.source_id })
      await refused({ amount: 0 })
      await refused({ amount: 0.5 })
      await refused({ amount: '100' })
      demandError(session, await session.send('GET', '/v1/money_movements/mm_ensayo'), 404)
    },
  },
})

/** The main balance with money on it. */
async function prepare(session: Session) {
  const account = await useBalance(session, 'main')
  await fund(session, account.id, 10_000)
  const before = await listTransactions(session, account.id)
  return { account, before, start: await readBalance(session, account.id) }
}

function read(session: Session, id: string) {
  return session.send('GET', `/v1/accounts/${id}`)
}

function demandBalance(session: Session, answer: Loose, obtained_balance: number): void {
  session.expect(answer, { status: 200, body: { obtained_balance } })
}
