/** Pages of balance, transfers, cash and bank withdrawals. */
import { expect } from 'vitest'
import type { Cobru } from './kit.ts'
import { expectFields, type Fields, get, type Page, post } from './pages-kit.ts'

const decimal = expect.stringMatching(/^\d+\.\d\d$/)

const CASH =
  '{ "amount": 10000, "document": "213232323", "estimate": false, "exp_days": 30, "method": "efecty", "name": "Testeo efecty" }'

const CASH_ROW: Fields = {
  amount: 'number',
  date: 'string',
  from_user: 'string',
  from_user_phone: 'string',
  pk: 'number',
  to_user: 'string',
  method: 'string',
  state: 'number',
  callback: 'string?',
}

/** With values of the table's types; the page prints no example. */
const BANK = {
  amount: 250000,
  account_holder_name: 'Maria Perez',
  account_type: 'savings',
  account_holder_document: '1029384756',
  account_holder_document_type: 'CC',
  account_number: '1234567890',
  account_phone: '3001234567',
  account_email: 'maria@example.com',
  bank_name: 'Bancolombia',
  description: 'Supplier payout',
  callback: 'https://merchant.example/webhooks/withdrawals',
  idempotency_key: 'wd_2026_04_08_0001',
}

const BANK_ROW: Fields = {
  type: 'string',
  pk: 'number',
  state: 'string',
  amount: 'number',
  payed_amount: 'number',
  fee: 'number',
  fee_iva: 'number',
  gmf: 'number',
  account_number: 'string',
  description: 'string',
  date_created: 'string',
  date_consigned: 'string?',
  date_deposited: 'string?',
  date_rejected: 'string?',
}

const ABROAD = {
  amount: 100,
  account_phone: '3001234567',
  account_email: 'maria@example.com',
  callback: 'https://merchant.example/webhooks/withdrawals',
  idempotency_key: 'wd_1',
  description: 'Supplier payout',
  platform: 'API',
}

/** Every field that a table calls required is required, and all of them are taken. */
async function expectRequired(cobru: Cobru, path: string, body: object, optional: string[]) {
  for (const name of Object.keys(body).filter((key) => !optional.includes(key))) {
    const answer = await cobru.api.post(path, { ...body, [name]: undefined })
    expect(answer, name).toMatchObject({ status: 400, body: { [name]: [expect.any(String)] } })
  }
  expectFields((await post(cobru, path, body)).body, BANK_ROW)
}

const OPTIONAL = ['callback', 'idempotency_key', 'description', 'platform', 'bank_name']

export const MONEY_PAGES: Page[] = [
  {
    page: 'guides/balances',
    title: 'the six printed keys and no other',
    run: async (cobru) => {
      const keys = ['', '_cop', '_usd', '_ars', '_mxn', '_brl'].map((end) => `balance${end}`)
      const body = await get(cobru, '/balance/')
      expect(body).toEqual(Object.fromEntries(keys.map((key) => [key, decimal])))
    },
  },
  {
    page: 'guides/movements',
    title: 'one type at a time, a page of rows',
    run: async (cobru) => {
      const { url, pk } = await cobru.create()
      const query = 'by_cobrus=true&per_page=10&page_num=1'
      const body = await get(cobru, `/movements/movements_by_types/?${query}`)
      expect(body.data).toMatchObject([{ pk, url, reference_cobru: String(pk) }])
    },
  },
  {
    page: 'api/envios/send',
    title: 'the printed body sends',
    run: async (cobru) => {
      await post(cobru, '/send/', '{ "amount": 99000, "to_user": "3001234567" }')
      expect((await get(cobru, '/balance/')).balance).toBe('1901000.00')
    },
  },
  {
    page: 'api/envios/list',
    title: 'the four fields of the table, users as text',
    run: async (cobru) => {
      await post(cobru, '/send/', { amount: 99000, to_user: '3001234567' })
      const [row] = await get(cobru, '/send/')
      expectFields(row, {
        from_user: 'string',
        to_user: 'string',
        amount: 'number',
        date: 'string',
      })
    },
  },
  {
    page: 'api/cash-withdrawals/create',
    title: 'the printed body gets the printed answer, key by key',
    run: async (cobru) => {
      const { body } = await post(cobru, '/cashwithdraw/', CASH)
      expect(body).toEqual({ status: 'ok', document: '213232323', ref: 123456, amount: 9700 })
    },
  },
  {
    page: 'api/cash-withdrawals/create',
    title: 'the table of error signals',
    run: async (cobru) => {
      const ask = async (overrides: object) => {
        const body = { ...JSON.parse(CASH), ...overrides }
        const answer = await cobru.api.post('/cashwithdraw/', body)
        return [answer.status, answer.body]
      }
      expect(await ask({ amount: 9_000_000 })).toEqual([400, { error: 'not enough balance' }])
      for (const error of ['BAD_USER', 'EXPIRED', 'ALL_USED', 'NOT_FOUND']) {
        expect(await ask({ coupon: error })).toEqual([200, { error }])
      }
      expect(await ask({ method: 'otro' })).toEqual([400, { message: 'unknown method' }])
    },
  },
  {
    page: 'api/cash-withdrawals/list',
    title: 'the fields of the table, and the states 0 pending, 2 paid, 4 cancelled',
    run: async (cobru) => {
      const states = []
      for (const end of [undefined, 'pay', 'cancel']) {
        const { ref: id } = (await post(cobru, '/cashwithdraw/', CASH)).body
        if (end === 'pay') await cobru.sandbox.trigger('cobru.cash.pay', { id })
        if (end === 'cancel') await post(cobru, '/cancelcashwithdraw/', { id })
      }
      for (const row of await get(cobru, '/cashwithdraw/')) {
        expectFields(row, CASH_ROW)
        states.unshift(row.state)
      }
      expect(states).toEqual([0, 2, 4])
    },
  },
  {
    page: 'api/cash-withdrawals/details',
    title: 'one by `pk` of the list',
    run: async (cobru) => {
      const { ref } = (await post(cobru, '/cashwithdraw/', CASH)).body
      expectFields(await get(cobru, `/cashwithdraw/${ref}`), CASH_ROW)
    },
  },
  {
    page: 'api/cash-withdrawals/cancel',
    title: 'the printed body cancels',
    run: async (cobru) => {
      await post(cobru, '/cashwithdraw/', CASH)
      await post(cobru, '/cancelcashwithdraw/', '{ "id": 123456 }')
      expect((await get(cobru, '/cashwithdraw/123456')).state).toBe(4)
    },
  },
  {
    page: 'api/bank-withdrawals/banks-list',
    title: 'id and name, by both addresses',
    run: async (cobru) => {
      const [bank] = await get(cobru, '/bank_list_third_party_withdraw/')
      expectFields(bank, { id: 'number', name: 'string' })
      expect(await get(cobru, '/bank_list/?country=CO')).not.toHaveLength(0)
    },
  },
  {
    page: 'api/bank-withdrawals/create',
    title: 'the fields of the table in their types; phone and e-mail are required',
    run: (cobru) => expectRequired(cobru, '/thirdpartywithdraw/', BANK, OPTIONAL),
  },
  {
    page: 'api/bank-withdrawals/create',
    title: 'R010 speaks of the account, P002 of the provider, E001 of validation',
    run: async (cobru) => {
      const noted = async (code: string) => {
        const body = { ...BANK, idempotency_key: code }
        const { pk } = (await post(cobru, '/thirdpartywithdraw/', body)).body
        await cobru.sandbox.trigger('cobru.bank.reject', { id: pk, code })
        return (await get(cobru, `/thirdpartywithdraw/${pk}`)).note
      }
      expect(await noted('R010')).toContain('cuenta inválidos o rechazo del banco')
      expect(await noted('P002')).toContain('proveedor')
      expect(await noted('E001')).toContain('validación')
    },
  },
  {
    page: 'api/bank-withdrawals/list',
    title: 'the fields of the table in their types, found by `idempotency_key`',
    run: async (cobru) => {
      await post(cobru, '/thirdpartywithdraw/', BANK)
      await post(cobru, '/thirdpartywithdraw/', { ...BANK, idempotency_key: 'another' })
      const rows = await get(cobru, '/thirdpartywithdraw/')
      expect(rows).toHaveLength(2)
      for (const row of rows) expectFields(row, BANK_ROW)
      const query = `idempotency_key=${BANK.idempotency_key}`
      expect(await get(cobru, `/thirdpartywithdraw/?${query}`)).toHaveLength(1)
    },
  },
  {
    page: 'api/bank-withdrawals/details',
    title: 'one, with the fields of the list',
    run: async (cobru) => {
      const { pk } = (await post(cobru, '/thirdpartywithdraw/', BANK)).body
      expectFields(await get(cobru, `/thirdpartywithdraw/${pk}`), BANK_ROW)
    },
  },
  {
    page: 'api/bank-withdrawals/create-brazil',
    title: 'the fields of the table in their types',
    run: (cobru) => {
      const pix = { pix_key: 'a@example.com', pix_key_type: 'email', cpf: '55566644488' }
      const body = { ...ABROAD, ...pix, currency_code: 'BRL', longitude: 74, latitude: 40 }
      return expectRequired(cobru, '/withdraw/br/', body, [...OPTIONAL, 'longitude', 'latitude'])
    },
  },
  {
    page: 'api/bank-withdrawals/create-argentina',
    title: 'the fields of the table in their types',
    run: (cobru) => {
      const account = { currency_code: 'ARS', bank_name: 'Banco Nación', cbu: '1'.repeat(22) }
      const optional = OPTIONAL.filter((name) => name !== 'bank_name')
      return expectRequired(cobru, '/withdraw/ar/', { ...ABROAD, ...account }, optional)
    },
  },
  {
    page: 'api/bank-withdrawals/create-mexico',
    title: 'the fields of the table in their types',
    run: (cobru) => {
      const account = { currency_code: 'MXN', clabe: '1'.repeat(18), beneficiary: 'Maria Perez' }
      return expectRequired(cobru, '/withdraw/mx/', { ...ABROAD, ...account }, OPTIONAL)
    },
  },
]
