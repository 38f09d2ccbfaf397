/** What a Cobre that departs from its documents might do. */
import {
  drop,
  good,
  media,
  put,
  refusing,
  rename,
  status,
  strange,
  variant,
  wrap,
} from './departing.ts'
import type { Call, Departure } from './stand-in.ts'

const COUNTERPARTIES = 'createCounterparty getCounterparty listCounterparties'

export const cobre: readonly Departure[] = [
  variant('cobre.auth.status', 'authenticate', status(201)),
  variant('cobre.auth.expires-in', 'authenticate', rename('expiration_time', 'expires_in')),
  variant(
    'cobre.auth.unversioned-path',
    'authenticate',
    refusing(({ path }) => path === '/auth', 404, { error_code: 'G404', error_description: 'x' }),
  ),
  variant('cobre.auth.extra-field', 'authenticate', (reply) => {
    if (reply.body.error_code === 'AU003') {
      Object.assign(reply, {
        status: 200,
        body: { access_token: 'a.b.c', type: 'Bearer', expiration_time: 1_200 },
      })
    }
  }),
  variant('cobre.paging.first-page', 'listAccounts', (reply, { query }) => {
    if (query.get('page_number') === '0') {
      Object.assign(reply, {
        status: 400,
        body: { error_code: 'G001', error_description: 'The field page_number is invalid.' },
      })
    } else if (reply.status === 200) {
      reply.body.page_number = Number(query.get('page_number') ?? 1)
    }
  }),
  variant(
    'cobre.account.new-status',
    'createAccount',
    put('connectivity.status', () => 'created'),
  ),
  variant('cobre.account.alias-place', 'createAccount', (reply, { body }) => {
    if (body?.alias !== undefined || body?.metadata?.alias === undefined) return
    const account = { ...MEXICAN, alias: body.metadata.alias, provider_id: body.provider_id }
    Object.assign(reply, { status: 201, body: account })
  }),
  {
    ...variant('cobre.counterparty.repeated', 'createCounterparty', drop('metadata.nonce')),
    before: another(),
  },
  variant(
    'cobre.counterparty.id-type-case',
    'createCounterparty',
    put('metadata.counterparty_id_type', (_, { body }) => body.metadata.counterparty_id_type),
  ),
  variant(
    'cobre.counterparty.missing-alias',
    'createCounterparty',
    good(({ body }) => {
      if (body.alias === null) delete body.alias
    }),
  ),
  variant(
    'cobre.counterparty.delete-status',
    'deleteCounterparty',
    good((reply) => {
      reply.status = 200
    }),
  ),
  variant(
    'cobre.subscription.unknown-event',
    'createSubscription',
    refusing(
      ({ body }) =>
        body?.events?.some((event: string) => /unknown|nothing|never|ensayo/.test(event)),
      400,
      { error_code: 'SUB009', error_description: 'An event is unknown.' },
    ),
  ),
  variant(
    'cobre.money.minor-units',
    'createMoneyMovement',
    refusing(({ body }) => !Number.isInteger(body?.amount), 400, {
      error_code: 'MM009',
      error_description: 'The amount is in minor units, without decimals.',
    }),
  ),
  // Nothing can be asked then: the look before the run says so.
  strange(
    'value',
    'a login wants other names',
    'authenticate',
    'credentials client_id',
    (reply, { body }) => {
      if (body?.client_id !== undefined) return
      const error_description = 'The field client_id is required.'
      Object.assign(reply, { status: 400, body: { error_code: 'AU001', error_description } })
    },
  ),
  variant('cobre.counterparty.sensitive-data', 'getCounterparty listCounterparties', reveal()),
  strange('status', 'a creation answers 202', 'createAccount', 'createAccount 202', status(202)),
  strange(
    'status',
    'a deleted subscription answers 202',
    'deleteSubscription',
    'deleteSubscription 202',
    good((reply) => {
      reply.status = 202
    }),
  ),
  strange(
    'shape',
    'the id of a counterparty is called otherwise',
    'createCounterparty',
    'createCounterparty /id',
    rename('id', 'counterparty_id'),
  ),
  strange(
    'shape',
    'a list of accounts has no page number',
    'listAccounts',
    'listAccounts /page_number',
    drop('page_number'),
  ),
  strange(
    'shape',
    'the account stands in a list',
    'getAccount',
    'getAccount',
    wrap((body) => [body]),
  ),
  strange(
    'shape',
    'a token is called otherwise',
    'authenticate',
    'credentials',
    rename('access_token', 'token'),
  ),
  strange(
    'type',
    'the balance is text',
    'createAccount getAccount',
    '/obtained_balance',
    put('obtained_balance', String),
  ),
  strange(
    'type',
    'the tags are text',
    'createAccount',
    'createAccount /tags',
    put('tags', (tags) => tags.join()),
  ),
  strange(
    'type',
    'the metadata of a counterparty is a list',
    COUNTERPARTIES,
    'Counterparty /metadata',
    put('metadata', () => []),
  ),
  strange(
    'value',
    'the currency is in upper case',
    'createAccount',
    'createAccount /currency',
    put('currency', (currency) => currency.toUpperCase()),
  ),
  strange(
    'value',
    'the type of a token is in lower case',
    'authenticate',
    'authenticate /type',
    put('type', () => 'bearer'),
  ),
  strange(
    'format',
    'an instant has no zone',
    'createAccount getAccount',
    '/created_at',
    put('created_at', (at) => at.replace('Z', '')),
  ),
  strange(
    'format',
    'the id of a subscription has no prefix',
    'createSubscription',
    'createSubscription /id',
    put('id', (id) => id.replace('sub_', '')),
  ),
  strange(
    'header',
    'the accounts come as plain text',
    'listAccounts',
    'listAccounts content-type',
    media('text/plain'),
  ),
  strange(
    'order',
    'the last page says that more follow',
    'listAccounts',
    'listAccounts /is_last_page',
    put('is_last_page', () => false),
  ),
]

const MEXICAN = {
  id: 'acc_2NDkMRjA1o',
  provider_name: 'Cobre Balance Mexico 3',
  account_type: 'clabe',
  geo: 'mex',
  currency: 'mxn',
  connectivity: { status: 'connected', description: 'The account is connected.' },
  metadata: { available_services: ['mm_push_from_account'] },
  account_number: '646180204200011681',
  obtained_balance: 0,
  obtained_balance_at: '2026-04-06T15:00:00Z',
  tags: [],
  created_at: '2026-04-06T15:00:00Z',
  updated_at: '2026-04-06T15:00:00Z',
}

/** Every creation makes a record of its own. */
function another(): (call: Call) => void {
  let count = 0
  return ({ body }) => {
    count++
    if (body?.metadata) body.metadata.nonce = String(count)
  }
}

/** Shows what was sent, unmasked. */
function reveal() {
  return good(({ body }) => {
    const text = JSON.stringify(body).replace(/\*{2,}/g, '1234567')
    Object.assign(body, JSON.parse(text))
  })
}
