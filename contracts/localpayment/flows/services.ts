/**
 * What surrounds payments: balance, activity, the list of transactions, validations, methods.
 * Source: https://docs.v3.localpayment.com/after-payment and /before-payment, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { rejected } from '../expectations.ts'
import { askForPse, readBalance } from '../payins.ts'
import { startPayout } from '../payouts.ts'
import { toInstant } from '../reading.ts'

const LIST = '/api/transactions/list/filter'

export const services: readonly Flow[] = defineFlows({
  'balance.own': {
    title: 'The balance of the merchant account is told to its owner alone',
    run: async (session) => {
      await readBalance(session)
      const detail = 'You do not have permission to perform this action.'
      for (const what of ['balance', 'activity']) {
        const foreign = await session.send('GET', `/api/accounts/170.170.99999999/${what}`)
        session.expect(foreign, { status: 403, body: { detail } })
      }
    },
  },
  'activity.payout': {
    title: 'A payout is among the movements, and the closing balance is the balance',
    needs: ['money'],
    run: async (session) => {
      const { externalId, internalId } = await startPayout(session)
      const { accountNumber } = session.credentials
      const answer = await session.send('GET', `/api/accounts/${accountNumber}/activity`)
      const closingBalance = await readBalance(session)
      session.expect(answer, { status: 200, body: { closingBalance } })
      const { details } = answer.body
      const envelope = session.variantOf('localpayment.activity.envelope')
      const isPaged = envelope === 'paged'
      const count = isPaged ? { size: details.length, page: 1 } : { listSize: details.length }
      session.expect(answer, { body: count })
      const debit = details.find((each: Loose) => each.externalId === externalId)
      const body = { internalId, accountNumber, transactionType: 'PayOut', amount: -1 }
      session.expect({ ...answer, body: debit }, { body }, 'the payout')
      session.step('of today')
      const today = new Date(await session.now()).toISOString().slice(0, 10)
      const query = { since: today, until: today }
      const path = `/api/accounts/${accountNumber}/activity`
      const daily = await session.send('GET', path, { query })
      const { length } = daily.body.details
      const dailyCount = envelope === 'list-size' ? { listSize: length } : { size: length, page: 1 }
      session.expect(daily, { status: 200, body: { closingBalance, ...dailyCount } })
    },
  },
  'transactions.list': {
    title: 'Transactions of a time are listed by pages, the newest first',
    run: async (session) => {
      const now = await session.now()
      const time = { since: toInstant(now - 60_000), until: toInstant(now + 600_000) }
      const list = (query: Record<string, string | number>) => session.send('GET', LIST, { query })
      const { externalId } = (await askForPse(session)).body
      session.step('listed')
      const page = await list({ ...time, size: 50, status: '100', transactionType: 'PayIn' })
      session.expect(page, { status: 200, body: { page: 1, size: 50 } })
      const ids = page.body.details.map((each: Loose) => each.externalId)
      session.expect({ ...page, body: ids.includes(externalId) }, { body: true }, 'the payin')
      session.step('page by page')
      const second = await list({ ...time, size: 1, page: 2 })
      session.expect(second, { status: 200, body: { page: 2, size: 1 } })
      session.step('without a time')
      const timeless = await list({ since: time.since })
      const status = { code: '400', description: 'ERROR' }
      session.expect(timeless, { status: 400, body: { status } })
    },
  },
  'validation.document': {
    title: 'Document numbers are checked by type and country, whatever the letter case',
    run: async (session) => {
      const valid = {
        status: 200,
        body: { code: '200', description: 'Valid id and type document' },
      }
      const description = 'Invalid param + Payer.document.[id or type] + [Is Invalid]'
      const wrong = { status: rejected(session), body: { code: '300', description } }
      const check = async (type: string, id: string) =>
        session.send('POST', '/api/validation/document', {
          json: { country: 'col', document: { type, id } },
        })
      for (const [type, id] of VALID) session.expect(await check(type, id), valid, `${type} ${id}`)
      for (const [type, id] of WRONG) session.expect(await check(type, id), wrong, `${type} ${id}`)
    },
  },
  'validation.bank': {
    title: 'Numbers of bank accounts are checked by the rule of their bank',
    run: async (session) => {
      const check = (code: string, number: string) =>
        session.send('POST', '/api/validation/bank', {
          json: { country: 'COL', bank: { code, account: { number, type: 'S' } } },
        })
      const description = 'Valid bank code and account number'
      const valid = await check('1007', '12345678901')
      session.expect(valid, { status: 200, body: { code: '200', description } })
      const long = await check('1007', '123456789012')
      session.expect(long, { status: rejected(session), body: { code: '300' } })
      const unknown = await check('0000', '12345678901')
      const missing = { code: '404', description: "bank code doesn't exist" }
      session.expect(unknown, { status: rejected(session), body: missing })
    },
  },
  'methods.listed': {
    title: 'The payment methods of the account have the Bre-B ones among them',
    run: async (session) => {
      const { accountNumber = '' } = session.credentials
      const query = { accountNumber }
      const answer = await session.send('GET', '/api/resources/payment-methods', { query })
      session.expect(answer, { status: 200, body: [{ accountNumber }] })
      const [{ payinPaymentMethods, payoutPaymentMethods }] = answer.body
      const codes = (methods: Loose[]) => methods.map(({ code }) => code)
      const found = [
        codes(payinPaymentMethods).includes('2006'),
        codes(payoutPaymentMethods).includes('0062'),
      ]
      session.expect({ ...answer, body: found }, { body: [true, true] }, 'codes 2006 and 0062')
    },
  },
})

const VALID: readonly [string, string][] = [
  ['CC', '1.004.922.993'],
  ['nit', '901.458.652-7'],
  ['CE', 'E226932'],
  ['TI', '1050324598'],
  ['PASS', 'AO258413'],
]

const WRONG: readonly [string, string][] = [
  ['CC', '12345'],
  ['NIT', '901458652-8'],
  ['CE', '1234567890123'],
  ['PASS', 'A'.repeat(21)],
]
