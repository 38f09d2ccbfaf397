/**
 * Balance, movements, transfers and payouts.
 * Source: https://docs.cobru.co/en/docs/guides/balances and the pages on withdrawals, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import type { Interaction } from '../kit/pact/interaction.ts'
import { amountText, eachLike, fromState, integer, like, number } from '../kit/pact/matchers.ts'
import { HEADERS } from './pact-kit.ts'

const CASH = SAMPLES.createCashWithdrawal
const BANK = SAMPLES.createThirdPartyWithdrawal
const KEY = { amount: 1000, account_holder_name: 'Rosa Ensayo', key_value: '@rosa123' }

const NOT_ENOUGH = { status: 400, body: { error: 'not enough balance' } }

function get(path: string | ReturnType<typeof fromState>, query?: Record<string, string>) {
  return { method: 'GET' as const, path, headers: HEADERS, ...(query ? { query } : {}) }
}

function post(path: string, body: unknown) {
  return { method: 'POST' as const, path, headers: HEADERS, body }
}

const books: Interaction[] = [
  {
    uponReceiving: 'a request for the balance',
    withRequest: get('/balance/'),
    willRespondWith: {
      status: 200,
      body: { balance: amountText('2000000.00'), balance_cop: amountText('2000000.00') },
    },
  },
  {
    uponReceiving: 'a request for movements of no type',
    withRequest: get('/movements/movements_by_types/'),
    willRespondWith: {
      status: 400,
      body: { error: 'Debe enviar un solo tipo de movimiento.' },
    },
  },
  {
    given: 'a payment has been paid',
    uponReceiving: 'a request for the movements of payments',
    withRequest: get('/movements/movements_by_types/', { by_cobrus: 'true' }),
    willRespondWith: {
      status: 200,
      body: { data: eachLike({ amount: amountText('50000.00'), state: 3 }) },
    },
  },
  {
    given: 'money has been received from another user',
    uponReceiving: 'a request for the transfers',
    withRequest: get('/send/'),
    willRespondWith: { status: 200, body: eachLike({ amount: like(20000) }) },
  },
  {
    uponReceiving: 'a transfer to a user that does not exist',
    withRequest: post('/send/', { to_user: '3999999999', amount: 1000 }),
    willRespondWith: { status: 404, body: { error: 'Usuario no encontrado.' } },
  },
]

const cash: Interaction[] = [
  {
    uponReceiving: 'a request for a cash withdrawal',
    withRequest: post('/cashwithdraw/', CASH),
    // What is handed out, fee taken off, not what was asked for.
    willRespondWith: {
      status: 200,
      body: { status: 'ok', ref: integer(123456), amount: number(9700), document: '213232323' },
    },
  },
  {
    uponReceiving: 'a request for a cash withdrawal of more than there is',
    withRequest: post('/cashwithdraw/', { ...CASH, amount: 99999999 }),
    willRespondWith: NOT_ENOUGH,
  },
  {
    given: 'a cash withdrawal exists',
    uponReceiving: 'a request for the cash withdrawals',
    withRequest: get('/cashwithdraw/'),
    willRespondWith: {
      status: 200,
      body: eachLike({ pk: integer(123456), amount: number(10000), method: 'efecty', state: 0 }),
    },
  },
  {
    given: 'a cash withdrawal exists',
    uponReceiving: 'a request for a cash withdrawal by its number',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
    withRequest: get(fromState('/cashwithdraw/${id}', '/cashwithdraw/123456')),
    willRespondWith: { status: 200, body: { state: 0 } },
  },
  {
    given: 'a cash withdrawal exists',
    uponReceiving: 'a request to cancel a cash withdrawal',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
    withRequest: post('/cancelcashwithdraw/', { id: fromState('${id}', '123456') }),
    willRespondWith: { status: 200 },
  },
]

const bank: Interaction[] = [
  {
    uponReceiving: 'a request for a bank withdrawal',
    withRequest: post('/thirdpartywithdraw/', BANK),
    willRespondWith: {
      status: 200,
      body: {
        type: 'third_party_withdraw',
        pk: integer(213355),
        state: 'created',
        amount: number(10123.3),
        payed_amount: number(10000),
        fee: number(70),
        gmf: number(40),
      },
    },
  },
  {
    uponReceiving: 'a request for a bank withdrawal of more than there is',
    withRequest: post('/thirdpartywithdraw/', { ...BANK, amount: 99999999 }),
    willRespondWith: NOT_ENOUGH,
  },
  {
    uponReceiving: 'a request for a bank withdrawal with no holder',
    withRequest: post('/thirdpartywithdraw/', { ...BANK, account_holder_name: undefined }),
    willRespondWith: {
      status: 400,
      body: { account_holder_name: eachLike('This field is required.') },
    },
  },
  {
    given: 'a bank withdrawal exists',
    uponReceiving: 'a request for a bank withdrawal by its number',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
    withRequest: get(fromState('/thirdpartywithdraw/${id}', '/thirdpartywithdraw/213355')),
    willRespondWith: { status: 200, body: { pk: integer(213355), state: 'created' } },
  },
  {
    given: 'a bank withdrawal exists',
    uponReceiving: 'a request for the bank withdrawals',
    withRequest: get('/thirdpartywithdraw/'),
    willRespondWith: { status: 200, body: eachLike({ pk: integer(1) }) },
  },
  {
    given: 'a bank withdrawal exists',
    uponReceiving: 'a request to cancel a bank withdrawal',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
    withRequest: post('/cancelthirdpartywithdraw/', { id: fromState('${id}', '213355') }),
    willRespondWith: { status: 200, body: { result: like('Retiro cancelado exitosamente') } },
  },
  {
    uponReceiving: 'a request for a withdrawal to a Bre-B key',
    withRequest: post('/withdraw/co/', KEY),
    willRespondWith: {
      status: 200,
      body: { pk: integer(213356), state: 'created', amount: number(1000), account_type: 8 },
    },
  },
  {
    uponReceiving: 'a request for the banks of withdrawals',
    withRequest: get('/bank_list_third_party_withdraw/'),
    willRespondWith: {
      status: 200,
      body: eachLike({ id: integer(1), name: like('BBVA Colombia') }),
    },
  },
]

export const money: Interaction[] = [...books, ...cash, ...bank]
