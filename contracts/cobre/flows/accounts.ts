/**
 * Balances: opened, read, adjusted, linked, closed.
 * Source: https://docs.cobre.com/create-or-connect-an-account-25933209e0 and
 * create-a-transaction-adjustment-1886752m0, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import {
  adjust,
  askForAccount,
  askForMexican,
  drainLater,
  fund,
  listNewTransactions,
  listTransactions,
  readBalance,
  useBalance,
} from '../accounts.ts'
import { demandError, isOffered } from '../expectations.ts'

export const accounts: readonly Flow[] = defineFlows({
  'account.read': {
    title: 'A Colombian balance is read by its id and listed page by page',
    run: async (session) => {
      const { id } = await useBalance(session, 'main')
      await useBalance(session, 'second')
      session.step('read by id')
      const read = await session.send('GET', `/v1/accounts/${id}`)
      session.expect(read, {
        status: 200,
        body: {
          id,
          provider_id: 'pr_col_cobre',
          account_type: 'cobre_balance',
          geo: 'col',
          currency: 'cop',
        },
      })
      session.step('page by page')
      const first = await session.send('GET', '/v1/accounts', { query: { page_size: 1 } })
      const page_number = session.variantOf('cobre.paging.first-page') === 'one' ? 1 : 0
      const page = { page_size: 1, page_items: 1, is_last_page: false }
      session.expect(first, { status: 200, body: { ...page, page_number } })
      const query = { page_size: 1, page_number: page_number + 1 }
      const second = await session.send('GET', '/v1/accounts', { query })
      session.expect(second, { status: 200, body: { page_items: 1, ...query } })
      const ids = [first, second].map(({ body }) => body.contents[0].id)
      const distinct = [...new Set(ids)]
      const other = { ...second, at: '/contents/0/id', body: distinct }
      session.expect(other, { body: ids }, 'another balance than on the first page')
      session.step('the last page')
      const end = { page_size: 1, page_number: first.body.total_pages - 1 + page_number }
      const last = await session.send('GET', '/v1/accounts', { query: end })
      session.expect(last, { status: 200, body: { is_last_page: true } })
      session.step('an unknown one')
      demandError(session, await session.send('GET', '/v1/accounts/acc_ensayo0000'), 404)
    },
  },
  'account.refused-creations': {
    title: 'Each wrong creation of an account has its documented code',
    run: async (session) => {
      const cases: [string, Record<string, unknown>][] = [
        ['ACC002', { provider_id: 'pr_ensayo' }],
        ['ACC004', { action: undefined, alias: undefined }],
        ['ACC005', { action: 'open' }],
      ]
      for (const [code, over] of cases) {
        session.step(code)
        demandError(session, await askForAccount(session, over), 400, code)
      }
      session.step('ACC003')
      const connect = { provider_id: 'pr_col_1007', action: 'connect', account_type: 'x' }
      const answer = await askForAccount(session, connect)
      if (isOffered(session, answer)) demandError(session, answer, 400, 'ACC003')
    },
  },
  'account.mexican': {
    title: 'A Mexican balance has a CLABE, is renamed, and is gone once it is closed',
    run: async (session) => {
      session.step('it is opened')
      const made = await askForMexican(session)
      if (!isOffered(session, made)) return
      const { id, account_number } = made.body
      session.expect(made, {
        status: 201,
        body: {
          provider_id: 'pr_mex_cobre3',
          connectivity: { status: session.variantOf('cobre.account.new-status') },
          account_type: 'clabe',
          account_number: /^\d{18}$/.test(account_number) ? account_number : '18 digits',
          obtained_balance: 0,
          geo: 'mex',
          currency: 'mxn',
        },
      })
      session.step('it is renamed')
      const alias = session.unique()
      const renamed = await session.send('PATCH', `/v1/accounts/${id}`, { json: { alias } })
      session.expect(renamed, { status: 200, body: { id, alias } })
      session.step('it is closed')
      session.expect(await session.send('DELETE', `/v1/accounts/${id}`), { status: 204 })
      demandError(session, await session.send('GET', `/v1/accounts/${id}`), 404)
    },
  },
  'account.adjusted': {
    title: 'An adjustment credits and debits a balance, and each shows as a transaction',
    needs: ['money'],
    run: async (session) => {
      const { id } = await useBalance(session, 'main')
      const before = await listTransactions(session, id)
      const start = await readBalance(session, id)
      session.step('a credit and a debit')
      await fund(session, id, 500)
      const debit = { account_id: id, amount: 200, transaction_code: '0350' }
      session.expect(await adjust(session, debit), { status: 200 })
      const read = await session.send('GET', `/v1/accounts/${id}`)
      session.expect(read, { body: { obtained_balance: start + 300 } })
      session.step('the transactions')
      const found = await listNewTransactions(session, id, before)
      const added = found.find(({ type }) => type === 'adjustment_credit')
      const taken = found.find(({ type }) => type === 'adjustment_debit')
      const path = `/v1/accounts/${id}/transactions`
      session.expect(await session.send('GET', `${path}/${added?.id}`), {
        status: 200,
        body: { amount: 500, credit_debit_type: 'credit', currency: 'COP' },
      })
      session.expect(await session.send('GET', `${path}/${taken?.id}`), {
        status: 200,
        body: { amount: -200, credit_debit_type: 'debit', currency: 'COP' },
      })
      session.step('more than there is')
      const refused = await adjust(session, { ...debit, amount: start + 301 })
      if (session.variantOf('cobre.qa.adjustment-error') === 'error-object')
        demandError(session, refused, 400)
      else session.expect(refused, { status: 400, body: '' }, 'its errors have no body')
    },
  },
  'account.swept': {
    title: 'Credits of a secondary balance are swept to its primary one until it is unlinked',
    needs: ['money'],
    run: async (session) => {
      const primary = await useBalance(session, 'main')
      const secondary = await useBalance(session, 'second')
      drainLater(session, primary.id)
      drainLater(session, secondary.id)
      const path = `/v1/accounts/${secondary.id}/primary_account`
      session.later('the link', () => session.send('DELETE', path))
      session.step('linked')
      const linked = await session.send('PUT', path, { json: { primary_account: primary.id } })
      const metadata = { primary_account: primary.id }
      session.expect(linked, { status: 200, body: { id: secondary.id, metadata } })
      const start = await readBalance(session, primary.id)
      const rest = await readBalance(session, secondary.id)
      await adjust(session, { account_id: secondary.id, amount: 700 })
      const swept = await session.send('GET', `/v1/accounts/${primary.id}`)
      session.expect(swept, { body: { obtained_balance: start + 700 } })
      const emptied = await session.send('GET', `/v1/accounts/${secondary.id}`)
      session.expect(emptied, { body: { obtained_balance: rest } })
      session.step('unlinked')
      session.expect(await session.send('DELETE', path), { status: 200 })
      await adjust(session, { account_id: secondary.id, amount: 50 })
      const kept = await session.send('GET', `/v1/accounts/${secondary.id}`)
      session.expect(kept, { body: { obtained_balance: rest + 50 } })
    },
  },
})
