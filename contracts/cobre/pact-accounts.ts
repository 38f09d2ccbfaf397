/**
 * Cobre Balances and their Bre-B keys.
 * Source: https://docs.cobre.com and the sources of the operations in specs/cobre.yaml.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, integer, like, regex } from '../kit/pact/matchers.ts'
import { errorOf, get, HEADERS, INSTANT, id, pageOf, pathOf, post } from './pact-kit.ts'

const HOLDER = { full_name: 'Comercio de Ensayo SAS', id_type: 'CC', id_number: '9001234567' }

const ACCOUNT = {
  id: id('acc'),
  provider_id: 'pr_col_cobre',
  account_number: like('@cokhay61260'),
  account_type: 'cobre_balance',
  // Minor units: pesos times a hundred.
  obtained_balance: integer(1000000),
  currency: 'cop',
  connectivity: { status: 'connected' },
  created_at: INSTANT,
}

const balances: Interaction[] = [
  {
    uponReceiving: 'a request to open a Cobre Balance',
    withRequest: post('/v1/accounts', {
      provider_id: 'pr_col_cobre',
      action: 'create',
      alias: 'Main',
    }),
    willRespondWith: { status: 201, body: { ...ACCOUNT, obtained_balance: 0, alias: 'Main' } },
  },
  {
    uponReceiving: 'a request to open a Cobre Balance with nothing',
    withRequest: post('/v1/accounts', {}),
    // Codes of its own; other operations answer G001.
    willRespondWith: { status: 400, body: errorOf('ACC004') },
  },
  {
    given: 'an account exists',
    uponReceiving: 'a request for an account',
    withRequest: get(pathOf('/v1/accounts/{account_id}')),
    willRespondWith: { status: 200, body: ACCOUNT },
  },
  {
    given: 'an account exists',
    uponReceiving: 'a request for the accounts',
    withRequest: get('/v1/accounts'),
    willRespondWith: { status: 200, body: pageOf(eachLike({ id: id('acc') })) },
  },
  {
    given: 'no account exists',
    uponReceiving: 'a request for an account that does not exist',
    withRequest: get('/v1/accounts/acc_0000000000'),
    willRespondWith: { status: 404, body: errorOf('G001') },
  },
  {
    given: 'an account exists',
    uponReceiving: 'a request for the transactions of an account',
    withRequest: get(pathOf('/v1/accounts/{account_id}/transactions')),
    willRespondWith: {
      status: 200,
      body: pageOf(
        eachLike({ id: id('trx'), amount: integer(1000000), credit_debit_type: 'credit' }),
      ),
    },
  },
]

const keys: Interaction[] = [
  {
    given: 'an account exists',
    uponReceiving: 'a request to register a Bre-B key',
    withRequest: post(pathOf('/v1/accounts/{account_id}/keys'), {
      alias: 'Store',
      key_config: 'random',
      holder: HOLDER,
    }),
    willRespondWith: {
      status: 201,
      body: {
        id: id('key'),
        key_value: regex(/^@CB[A-Z0-9]{7}$/, '@CBKGE9J76'),
        connectivity: { status: 'processing' },
      },
    },
  },
  {
    given: 'an account exists',
    uponReceiving: 'a request to register a Bre-B key with nothing',
    withRequest: post(pathOf('/v1/accounts/{account_id}/keys'), {}),
    willRespondWith: { status: 400, body: errorOf('G001') },
  },
  {
    given: 'a key exists',
    uponReceiving: 'a request for a Bre-B key',
    withRequest: get(pathOf('/v1/accounts/{account_id}/keys/{key_id}')),
    willRespondWith: {
      status: 200,
      body: { id: id('key'), connectivity: { status: 'registered' } },
    },
  },
  {
    given: 'a key exists',
    uponReceiving: 'a request to disable a Bre-B key',
    withRequest: post(pathOf('/v1/accounts/{account_id}/keys/{key_id}/key_action'), {
      action: 'disable',
      reason: 'client_request',
    }),
    willRespondWith: { status: 200 },
  },
  {
    given: 'a key exists',
    uponReceiving: 'a request to cancel a Bre-B key',
    withRequest: {
      method: 'DELETE',
      path: pathOf('/v1/accounts/{account_id}/keys/{key_id}'),
      headers: HEADERS,
    },
    willRespondWith: { status: 204 },
  },
]

export const accounts: Interaction[] = [...balances, ...keys]
