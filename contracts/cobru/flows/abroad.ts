/** Withdrawals to a Bre-B key and to banks in Brazil, Argentina and Mexico, by every generation of paths. */
import { defineFlow, type Flow } from '../../kit/contract.ts'
import { expectFact, expectTypes, recordMoney, shows } from '../expectations.ts'
import { askForWithdrawal } from '../payout.ts'

const CONTACT = { account_phone: '3000000000', account_email: 'rosa@example.com' }
const PIX = { currency_code: 'BRL', pix_key: 'rosa@example.com', pix_key_type: 'email' }
const CBU = { currency_code: 'ARS', cbu: '1234567890123456789012' }
const CLABE = { currency_code: 'MXN', clabe: '123456789012345678' }

/** `bank_name` abroad is the number of a bank of that country. */
const RAILS: readonly { path: string; currency: string; body: Record<string, unknown> }[] = [
  {
    path: '/withdraw/co/',
    currency: 'COP',
    body: {
      amount: 2_000,
      account_holder_name: 'Rosa Ensayo',
      key_value: '@ensayo1',
      account_type: 8,
    },
  },
  {
    path: '/withdraw/br/',
    currency: 'BRL',
    body: { amount: 2, ...CONTACT, ...PIX, cpf: '55566644488' },
  },
  {
    path: '/withdraw/ar/',
    currency: 'ARS',
    body: { amount: 20, ...CONTACT, ...CBU, bank_name: 901 },
  },
  {
    path: '/withdraw/mx/',
    currency: 'MXN',
    body: { amount: 20, ...CONTACT, ...CLABE, beneficiary: 'Rosa Ensayo' },
  },
  {
    path: '/third_party_withdraw/create/brl/',
    currency: 'BRL',
    body: { amount: 2, ...CONTACT, ...PIX, bank_name: 902 },
  },
  {
    path: '/third_party_withdraw/create/ars/',
    currency: 'ARS',
    body: { amount: 20, ...CONTACT, ...CBU, bank_name: 901 },
  },
  {
    path: '/third_party_withdraw/create/mxn/',
    currency: 'MXN',
    body: { amount: 20, ...CONTACT, ...CLABE, bank_name: 904, coupon: 'ENSAYO' },
  },
]

export const abroad: readonly Flow[] = [
  ...RAILS.map(({ path, currency, body }) =>
    defineFlow({
      id: `withdrawal${path.replaceAll(/\W+/g, '-').replace(/-$/, '')}`,
      title: `POST ${path} takes a withdrawal in ${currency} and answers its record`,
      needs: ['money'],
      run: async (session) => {
        const answer = await askForWithdrawal(session, path, {
          ...body,
          idempotency_key: session.unique(),
        })
        const status = shows(session, 'cobru.bank.create-status', '201') ? 201 : 200
        session.expect(answer, { status, body: { currency_code: currency } })
        const type = recordMoney(session)
        expectTypes(answer, answer.body, { pk: 'integer', amount: type, payed_amount: type })
        const { pk } = answer.body
        const record = await session.send('GET', `/thirdpartywithdraw/${pk}`)
        session.expect(record, { status: 200, body: { pk, currency_code: currency } })
      },
    }),
  ),
  defineFlow({
    id: 'withdrawal-registered',
    title: 'POST /withdraw/ pays out to a registered account, and GET lists it',
    needs: ['money'],
    run: async (session) => {
      const json = { bank_account: 1, amount: 30_000 }
      const answer = await askForWithdrawal(session, '/withdraw/', json)
      session.expect(answer, { status: 201, body: { amount: 30_000, success: true } })
      expectTypes(answer, answer.body, { pk: 'integer' })
      const list = await session.send('GET', '/withdraw/')
      session.expect(list, { status: 200 })
      const [row] = list.body
      expectFact(list, 'the withdrawal on top', row?.amount === 30_000, row)
      expectTypes(list, row, { payed_amount: 'number', account_number: 'text' })
    },
  }),
]
