/** Withdrawals to bank accounts in Colombia: created, looked up, refused, cancelled, paid, told. */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import {
  expectBalance,
  expectFact,
  expectTypes,
  readBalance,
  recordMoney,
  shows,
} from '../expectations.ts'
import { askForBank } from '../payout.ts'

export const bank: readonly Flow[] = defineFlows({
  'bank.banks': {
    title:
      'Banks of withdrawals have number and name; those of a country its three letters and currency',
    run: async (session) => {
      const older = await session.send('GET', '/bank_list_third_party_withdraw/')
      session.expect(older, { status: 200 })
      expectTypes(older, older.body[0], { id: 'integer', name: 'text' })
      const newer = await session.send('GET', '/bank_list/', { query: { country: 'CO' } })
      session.expect(newer, { status: 200 })
      expectTypes(newer, newer.body[0], { id: 'text', name: 'text' })
      const isColombian = newer.body.every(
        ({ country, currency }: Loose) => country === 'COL' && currency === 'COP',
      )
      expectFact(newer, 'banks of COL in COP alone', isColombian, newer.body)
    },
  },
  'bank.paid': {
    title:
      'A bank withdrawal takes the amount, is found by its key, does not repeat, and goes on by itself',
    needs: ['money'],
    waits: 'PT3M',
    holds: ['balance'],
    run: async (session) => {
      const before = await readBalance(session)
      session.step('it is created')
      const idempotency_key = session.unique()
      const answer = await create(session, { idempotency_key })
      const { pk, amount } = answer.body
      await expectBalance(session, before, -Number(amount))
      session.step('it is created again')
      const again = await askForBank(session, { idempotency_key })
      session.expect(again, {
        status: shows(session, 'cobru.bank.duplicate-key', '200-error') ? 200 : 400,
        body: { error: 'double_idempotency_key_in_thirdparty' },
      })
      session.step('it is looked up')
      const query = { idempotency_key }
      const found = await session.send('GET', '/thirdpartywithdraw/', { query })
      const isList = shows(session, 'cobru.bank.list-vs-page', 'array')
      const toBody = (...rows: Loose[]) => (isList ? rows : { count: rows.length, results: rows })
      session.expect(found, { status: 200, body: toBody({ pk }) })
      const none = await session.send('GET', '/thirdpartywithdraw/', {
        query: { idempotency_key: session.unique() },
      })
      session.expect(none, { status: 200, body: toBody() })
      session.step('it goes on by itself')
      session.expect(await readShort(session, pk), { status: 200, body: { status: 'Pendiente' } })
      if (shows(session, 'cobru.bank.pace', 'by-hand')) return
      await session.eventually(
        'it is credited',
        { within: 'PT3M', every: 'PT10S' },
        async () => (await readShort(session, pk)).body?.status === 'Consignado',
      )
      const record = await session.send('GET', `/thirdpartywithdraw/${pk}`)
      session.expect(record, { status: 200, body: { pk, state: toState(session, 3, 'consigned') } })
      session.step('its receipt is drawn')
      const receipt = await session.send('GET', '/panel/detail_withdraw_pdf/', {
        query: { withdraw_id: pk },
      })
      session.expect(receipt, { status: 200, headers: { 'content-type': /^application\/pdf/ } })
    },
  },
  'bank.cancelled': {
    title:
      'A bank withdrawal that is not processed yet is cancelled once, and the money comes back',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      const { pk } = (await create(session)).body
      const cancel = () => session.send('POST', '/cancelthirdpartywithdraw/', { json: { id: pk } })
      session.step('it is cancelled, twice')
      const cancelled = await cancel()
      session.expect(cancelled, { status: 200 })
      expectTypes(cancelled, cancelled.body, { result: 'text' })
      const again = await cancel()
      session.expect(again, { status: 400 })
      expectTypes(again, again.body, { error: 'text' })
      await expectBalance(session, before, 0)
    },
  },
  'bank.rejected-and-told': {
    title: 'A withdrawal that the bank rejects comes back, with the reason in `note`, and is told',
    needs: ['money', 'human', 'callbacks'],
    run: async (session) => {
      const before = await readBalance(session)
      const { pk } = (await create(session, { callback: session.callbackUrl })).body
      session.step('the bank rejects it')
      await session.act(
        'cobru.bank.reject',
        { id: pk, code: 'R010' },
        `Have Cobru reject the bank withdrawal ${pk} with the code R010.`,
      )
      session.step('the callback arrives')
      const message = await session.nextMessage({
        notification: 'bankWithdrawalUpdated',
        matches: ({ body }) => (body as Loose)?.id === pk && (body as Loose)?.state === 5,
        within: 'PT30S',
      })
      session.expectMessage(message, { body: { id: pk, state: 5, date_deposited: '' } })
      session.step('the withdrawal is read')
      const record = await session.send('GET', `/thirdpartywithdraw/${pk}`)
      session.expect(record, { status: 200, body: { state: toState(session, 5, 'rejected') } })
      expectFact(record, 'R010 in `note`', /^R010/.test(record.body.note), record.body.note)
      await expectBalance(session, before, 0)
    },
  },
  'bank.refused': {
    title:
      'Missing fields, an account with letters and too large an amount are refused, and nothing is taken',
    needs: ['money'],
    run: async (session) => {
      const before = await readBalance(session)
      const ask = (overrides: Record<string, unknown>) => askForBank(session, overrides)
      const noHolder = await ask({ account_holder_name: undefined })
      session.expect(noHolder, { status: 400 })
      const messages = noHolder.body.account_holder_name
      expectFact(noHolder, 'messages about the holder', Array.isArray(messages), noHolder.body)
      const letters = await ask({ account_number: 'ABC12345' })
      session.expect(letters, { status: 400, body: { error: 'E005' } })
      const tooMuch = await ask({ amount: before + 1 })
      session.expect(tooMuch, { status: 400, body: { error: 'not enough balance' } })
      const unknown = await session.send('GET', '/thirdpartywithdraw/1')
      session.expect(unknown, { status: 404 })
      await expectBalance(session, before, 0)
    },
  },
})

/** Creates one and demands the record in the types of the profile. */
async function create(session: Session, overrides: Record<string, unknown> = {}): Promise<Answer> {
  const answer = await askForBank(session, { amount: 10_000, ...overrides })
  const status = shows(session, 'cobru.bank.create-status', '201') ? 201 : 200
  const body = { type: 'third_party_withdraw', state: toState(session, 0, 'created'), note: null }
  session.expect(answer, { status, body })
  expectTypes(answer, answer.body, {
    pk: 'integer',
    amount: recordMoney(session),
    payed_amount: recordMoney(session),
    gmf: recordMoney(session),
    fee: 'number',
    fee_iva: 'number',
  })
  const isList = shows(session, 'cobru.bank.array-dates', 'array')
  const { date_created: date } = answer.body
  expectFact(answer, 'a date of its form', Array.isArray(date) === isList, date)
  expectSum(answer)
  return answer
}

/** Amount = payed amount + fee + VAT + GMF, in every consistent sample. */
function expectSum(answer: Answer): void {
  const { amount, payed_amount, fee, fee_iva, gmf } = answer.body
  const sum = Number(payed_amount) + fee + fee_iva + Number(gmf)
  expectFact(answer, `parts that add up to ${amount}`, Math.abs(Number(amount) - sum) < 0.01, sum)
}

function toState(session: Session, number: number, word: string): number | string {
  return shows(session, 'cobru.bank.state-type', 'int') ? number : word
}

function readShort(session: Session, pk: number): Promise<Answer> {
  return session.send('GET', '/get_withdraw/', { query: { pk } })
}
