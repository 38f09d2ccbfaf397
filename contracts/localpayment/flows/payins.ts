/**
 * Payments to a Bre-B key: simulated or real, told, refunded, refused.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia,
 * /reference/simulate-payin-to-virtual-account and /docs/refunds, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { keyOf, openAccount } from '../accounts.ts'
import { activeWithin, created, demandRefusal, toExternalId } from '../expectations.ts'
import { awaitTold, listen } from '../notifications.ts'
import { STRANGER } from '../parties.ts'
import {
  askForSimulation,
  awaitStatus,
  cancelPayin,
  readBalance,
  readTransaction,
  readTransactionStatus,
  receive,
  refund,
} from '../payins.ts'
import { toInstant } from '../reading.ts'

const DUPLICATE = 'External ID already used - Duplication'
const CREDITED = { code: '200', description: 'COMPLETED', detail: 'The payin was credited' }

export const payins: readonly Flow[] = defineFlows({
  'payin.credited': {
    title: 'A simulated payment is credited within seconds and found by either of its ids',
    needs: ['money'],
    waits: 'PT40S',
    holds: ['balance'],
    run: async (session) => {
      const account = await openAccount(session, {}, activeWithin(session))
      const before = await readBalance(session)
      session.step('simulated')
      const externalId = toExternalId(session)
      const made = await askForSimulation(session, account, { externalId, amount: 2_500.5 })
      const payin = toPayin(session, account, { externalId, amount: 2_500.5 })
      session.expect(made, { status: created(session), body: payin })
      session.step('credited')
      const { internalId } = made.body
      await awaitStatus(session, externalId, '200', 'PT5S')
      const asPrinted = session.variantOf('localpayment.status.completed-casing') === 'as-printed'
      const status = { ...CREDITED, description: asPrinted ? 'Completed' : 'COMPLETED' }
      const body = { externalId, internalId, status }
      session.expect(await readTransactionStatus(session, externalId), { status: 200, body })
      session.expect(await readTransactionStatus(session, internalId), { status: 200, body })
      session.step('in full')
      const detail = await readTransaction(session, externalId)
      session.expect(detail, { status: 200, body: { ...payin, internalId, status: CREDITED } })
      const isBooked = session.variantOf('localpayment.payin.fee') === 'booked'
      const fee = isBooked ? detail.body.fees.amount : 0
      const gained = (await readBalance(session)) - before
      session.expect({ ...detail, body: gained }, { body: 2_500.5 - fee }, 'what was credited')
    },
  },
  'payin.told': {
    title: 'A credited payment is told in a signed notification that names the key',
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT55S',
    run: async (session) => {
      await listen(session, 'PayIn')
      const account = await openAccount(session, {}, activeWithin(session))
      const { externalId, internalId } = await receive(session, account)
      const payin = toPayin(session, account, { externalId, amount: 1_000 })
      const told = { ...payin, internalId, status: CREDITED, errors: [] }
      const form = session.variantOf('localpayment.payin.envelope')
      const envelopes: Record<string, Loose> = {
        flat: told,
        wrapped: { transactionType: 'PayIn', data: told },
        event: { event: 'transaction.completed', data: told },
      }
      const message = await awaitTold(session, 'PayIn', { externalId, body: envelopes[form] })
      session.expectMessage(message, { headers: { 'content-type': /^application\/json/ } })
    },
  },
  'payin.retried': {
    title: 'A notification that is not acknowledged comes again, the same in body and signature',
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M30S',
    run: async (session) => {
      await listen(session, 'PayIn', session.refusingCallbackUrl)
      const account = await openAccount(session, {}, activeWithin(session))
      const { externalId } = await receive(session, account)
      const isFlat = session.variantOf('localpayment.payin.envelope') === 'flat'
      const told = { externalId, status: CREDITED }
      const body = isFlat ? told : { data: told }
      const first = await awaitTold(session, 'PayIn', { externalId, body })
      const isQuick = session.variantOf('localpayment.webhook.back-off') === 'seconds'
      const within = isQuick ? 'PT5S' : 'PT1M10S'
      const again = await awaitTold(session, 'PayIn', { externalId, body, within })
      session.expectMessage({ ...again, body: again.rawBody }, { body: first.rawBody })
    },
  },
  'payin.from-anybody': {
    title: 'Anybody may pay a key; the payment is found in the list by the key',
    needs: ['human', 'money'],
    waits: 'PT55S',
    run: async (session) => {
      const account = await openAccount(session, {}, activeWithin(session))
      const key = keyOf(account)!
      const since = toInstant(await session.now())
      await session.act(
        'localpayment.payin.receive',
        { key, amount: 1_000, payerName: 'Rosa', concept: 'Ensayo' },
        `Send COP 1,000 to the key ${key} from a bank's app, with "Ensayo" as the concept.`,
      )
      const options = { within: 'PT20S', every: 'PT1S' }
      const found = await session.eventually('the list has the payment', options, async () => {
        const until = toInstant((await session.now()) + 60_000)
        const query = { since, until, transactionType: 'PayIn', size: 50 }
        const { body } = await session.send('GET', '/api/transactions/list/filter', { query })
        const isPaid = (each: Loose) => keyOf(each) === key && each.status.code === '200'
        return body?.details?.find(isPaid)
      })
      const { externalId, internalId } = found
      const expected = { externalId, internalId, amount: 1_000, tracking: { concept: 'Ensayo' } }
      session.expect(await readTransaction(session, externalId), { status: 200, body: expected })
    },
  },
  'payin.refunded': {
    title: 'A credited payment is refunded in full and once',
    needs: ['money'],
    waits: 'PT40S',
    holds: ['balance'],
    run: async (session) => {
      const account = await openAccount(session, {}, activeWithin(session))
      const { externalId, internalId } = await receive(session, account)
      const before = await readBalance(session)
      const answer = await refund(session, externalId)
      if (session.variantOf('localpayment.payin.breb-refund') === 'refused')
        return demandRefusal(session, answer)
      const status = { code: '902', description: 'REFUNDED', detail: 'The payin was refunded' }
      session.expect(answer, { status: 200, body: { externalId, internalId, status } })
      const body = { externalId, internalId, status: { code: '902' } }
      session.expect(await readTransactionStatus(session, externalId), { status: 200, body })
      const spent = before - (await readBalance(session))
      session.expect({ ...answer, body: spent }, { body: 1_000 }, 'what was given back')
      demandRefusal(session, await refund(session, externalId))
    },
  },
  'payin.refused': {
    title: 'A simulation to nobody, beyond the limits, by a stranger or repeated is refused',
    needs: ['money'],
    waits: 'PT40S',
    run: async (session) => {
      const account = await openAccount(session, {}, activeWithin(session))
      const ask = (over: Record<string, unknown>) => askForSimulation(session, account, over)
      session.step('an unknown key')
      const nobody = await ask({ beneficiary: { bank: { account: { number: '@LPNobody0000' } } } })
      demandRefusal(session, nobody, '404', 'Virtual account not found')
      session.step('beyond the limits')
      demandRefusal(session, await ask({ amount: 12_110_000.01 }), '504', 'Limit exceeded')
      demandRefusal(session, await ask({ amount: 0.5 }), '504', 'Limit exceeded')
      session.step('another currency')
      const currency = 'Invalid param + [currency] + verification failed'
      demandRefusal(session, await ask({ currency: 'USD' }), '400', currency)
      session.step('a payer who is not the beneficiary')
      if (session.variantOf('localpayment.simulate.payer-is-beneficiary') === 'enforced') {
        const payer = 'Invalid param + [payer] + verification failed'
        demandRefusal(session, await ask({ payer: STRANGER }), '400', payer)
      }
      session.step('an externalId that was used')
      const { externalId } = await receive(session, account)
      demandRefusal(session, await ask({ externalId }), '500', DUPLICATE)
      session.step('unknown, and over')
      const { body } = await readTransactionStatus(session, externalId)
      session.expect({ ...nobody, body: body.status.code }, { body: '200' })
      demandRefusal(session, await cancelPayin(session, externalId))
      const unknown = await readTransactionStatus(session, session.unique())
      demandRefusal(session, unknown, '404', 'Payin not found')
    },
  },
})

/** A payin to a key, but for its internalId and status. */
function toPayin(session: Session, account: Loose, { externalId, amount }: Loose) {
  const { type, name, document } = account.beneficiary
  return {
    externalId,
    transactionType: 'PayIn',
    paymentMethod: { type: 'BankTransfer', code: '2006', flow: 'DIRECT' },
    country: 'COL',
    currency: 'COP',
    amount,
    accountNumber: session.credentials.accountNumber,
    confirmed: { currency: 'COP', amount },
    localTaxes: [],
    withHoldings: [],
    beneficiary: {
      name: 'LOCALPAYMENT',
      bank: { account: { type: 'KEY', number: keyOf(account) } },
    },
    merchant: { type: 'COMPANY' },
    payer: { type, name, document, bank: { account: { type: 'BREB' } } },
  }
}
