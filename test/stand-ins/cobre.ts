/**
 * Cobre as its documents describe it: tokens, accounts, counterparties, refused movements,
 * subscriptions. Movements that would go through are refused: they would move money.
 * Source: https://docs.cobre.com, read 2026-11-20.
 */
import {
  type Call,
  makeId,
  makeJwt,
  type Reply,
  route,
  type Service,
  type Times,
} from './stand-in.ts'

const USER = 'cli_standin0001'
const SECRET = 'stand-in-secret-0001'
const KEY = 'stand-in-signature-key'

// biome-ignore lint/suspicious/noExplicitAny: a server reads what a client sends
type Loose = Record<string, any>

const refuse = (status: number, error_code: string, error_description: string): Reply => ({
  status,
  body: { error_code, error_description },
})

const NOT_FOUND = refuse(404, 'G404', 'The resource was not found.')

export function createCobre(times: Times, baseUrl: string): Service {
  const tokens = new Map<string, number>()
  const accounts = new Map<string, Loose>()
  const counterparties = new Map<string, Loose>()
  const subscriptions = new Map<string, Loose>()
  const instant = () => `${new Date(times.now()).toISOString().slice(0, 19)}Z`

  const authenticate = ({ body, now, rawBody }: Call): Reply => {
    if (typeof body !== 'object' || body === null)
      return refuse(400, 'AU004', `Malformed: ${rawBody.length}`)
    if (body.user_id === undefined) return refuse(400, 'AU001', 'The field user_id is required.')
    if (body.secret === undefined) return refuse(400, 'AU002', 'The field secret is required.')
    if (Object.keys(body).some((key) => key !== 'user_id' && key !== 'secret')) {
      return refuse(400, 'AU003', 'There is an additional field.')
    }
    if (body.user_id !== USER || body.secret !== SECRET)
      return refuse(401, 'AU005', 'The credentials are invalid.')
    const ms = 1_200_000
    const access_token = makeJwt({ exp: Math.floor((now + ms) / 1_000) })
    tokens.set(access_token, now + times.tokenMs(ms))
    return { status: 200, body: { access_token, type: 'Bearer', expiration_time: ms / 1_000 } }
  }

  const PROVIDERS: Record<string, Loose> = {
    pr_col_cobre: {
      provider_name: 'Cobre Balance Colombia',
      account_type: 'cobre_balance',
      geo: 'col',
      currency: 'cop',
    },
    pr_mex_cobre3: {
      provider_name: 'Cobre Balance Mexico 3',
      account_type: 'clabe',
      geo: 'mex',
      currency: 'mxn',
    },
  }

  const createAccount = ({ body }: Call): Reply => {
    const provider = PROVIDERS[body?.provider_id]
    for (const field of ['provider_id', 'action', 'alias']) {
      if (!body?.[field]) return refuse(400, 'ACC004', `The field ${field} is required.`)
    }
    if (provider === undefined) return refuse(400, 'ACC002', 'The provider_id is invalid.')
    if (body.action !== 'create') return refuse(400, 'ACC005', 'The action is invalid.')
    if (body.account_type !== undefined && body.account_type !== provider.account_type) {
      return refuse(400, 'ACC003', 'The account_type is invalid.')
    }
    const account = {
      id: `acc_${makeId(10)}`,
      provider_id: body.provider_id,
      ...provider,
      connectivity: { status: 'connected', description: 'The account is connected.' },
      alias: body.alias,
      metadata: { available_services: ['mm_push_from_account'] },
      account_number: provider.geo === 'mex' ? '646180204200011681' : `@coraa${makeId(5)}`,
      obtained_balance: 0,
      obtained_balance_at: instant(),
      tags: body.tags ?? [],
      created_at: instant(),
      updated_at: instant(),
    }
    accounts.set(account.id, account)
    return { status: 201, body: account }
  }

  const page = (all: Loose[], query: URLSearchParams): Reply => {
    const size = Number(query.get('page_size') ?? 20)
    const number = Number(query.get('page_number') ?? 0)
    const contents = all.slice(number * size, (number + 1) * size)
    const total_pages = Math.max(1, Math.ceil(all.length / size))
    return {
      status: 200,
      body: {
        total_items: all.length,
        total_pages,
        is_last_page: number >= total_pages - 1,
        page_items: contents.length,
        page_size: size,
        page_number: number,
        contents,
      },
    }
  }

  const TYPES: Record<string, string[]> = {
    col: ['cc', 'ch', 'dp', 'cobre_balance', 'breb_key', 'r2p', 'r2p_breb'],
    mex: ['clabe', 'spei_card', 'r2p'],
  }

  const createCounterparty = ({ body }: Call): Reply => {
    if (!body?.type) return refuse(400, 'CP001', 'The field type is required.')
    if (!body.geo) return refuse(400, 'CP003', 'The field geo is required.')
    if (!TYPES[body.geo]?.includes(body.type)) return refuse(400, 'CP002', 'The type is invalid.')
    if (typeof body.metadata !== 'object')
      return refuse(400, 'CP003', 'The field metadata is required.')
    const { counterparty_id_type: kind, ...rest } = body.metadata
    const metadata =
      kind === undefined ? rest : { ...rest, counterparty_id_type: String(kind).toLowerCase() }
    const same = JSON.stringify([body.geo, body.type, ...Object.values(metadata).sort()])
    const known = [...counterparties.values()].find(({ same: other }) => other === same)
    const made = known ?? {
      same,
      shown: {
        id: `cp_${makeId(10)}`,
        geo: body.geo,
        type: body.type,
        alias: body.alias ?? null,
        metadata,
        created_at: instant(),
        updated_at: instant(),
      },
    }
    counterparties.set(made.shown.id, made)
    return { status: 201, body: made.shown }
  }

  /** Without `sensitive_data=true` all but the last four characters are hidden. */
  const mask = ({ shown }: Loose, query: URLSearchParams): Loose => {
    if (query.get('sensitive_data') === 'true') return shown
    const hidden = Object.entries(shown.metadata).map(([key, value]) => [
      key,
      /account_number|id_number|key_value|phone|email/.test(key) && typeof value === 'string'
        ? value.replace(/.(?=.{4})/g, '*')
        : value,
    ])
    return { ...shown, metadata: Object.fromEntries(hidden) }
  }

  const createMovement = ({ body, headers }: Call): Reply => {
    const key = headers.get('idempotency')
    if (key === null) return refuse(400, 'MM001', 'The header idempotency is required.')
    if (key.length < 9) return refuse(400, 'MM001', 'The header idempotency is too short.')
    for (const field of ['source_id', 'destination_id', 'amount', 'metadata']) {
      if (body?.[field] === undefined)
        return refuse(400, 'MM002', `The field ${field} is required.`)
    }
    if (!Number.isInteger(body.amount) || body.amount <= 0)
      return refuse(400, 'MM003', 'The amount is invalid.')
    if (!accounts.has(body.source_id) && !counterparties.has(body.source_id)) {
      return refuse(400, 'MM004', 'The source_id is invalid.')
    }
    return refuse(400, 'MM005', 'The destination_id is invalid.')
  }

  const EVENTS = [
    'accounts.balance.credit',
    'accounts.balance.debit',
    'money_movements.status.completed',
  ]

  const subscribe = ({ body }: Call): Reply => {
    for (const field of ['events', 'url']) {
      if (!body?.[field]?.length) return refuse(400, 'SUB001', `The field ${field} is required.`)
    }
    if (
      !body.events.every(
        (event: string) => EVENTS.includes(event) || /^money_movements\.status\./.test(event),
      )
    ) {
      return refuse(400, 'SUB002', 'An event is unknown.')
    }
    if (!String(body.url).startsWith('https://'))
      return refuse(400, 'SUB003', 'The url is not https.')
    const key = body.event_signature_key
    if (key !== undefined && (key.length < 10 || key.length > 64)) {
      return refuse(400, 'SUB004', 'The event_signature_key has 10 to 64 characters.')
    }
    const made = {
      id: `sub_${makeId(10)}`,
      events: body.events,
      url: body.url,
      ...(body.description === undefined ? {} : { description: body.description }),
      ...(key === undefined ? {} : { event_signature_key: key.replace(/.(?=.{4})/g, '*') }),
      created_at: instant(),
    }
    subscriptions.set(made.id, made)
    return { status: 201, body: made }
  }

  const take =
    (all: Map<string, Loose>) =>
    ({ params }: Call): Reply =>
      all.delete(params[0] ?? '') ? { status: 204 } : NOT_FOUND

  return {
    env: {
      COBRE_BASE_URL: baseUrl,
      COBRE_USER_ID: USER,
      COBRE_SECRET: SECRET,
      COBRE_EVENT_SIGNATURE_KEY: KEY,
    },
    guard: ({ headers, now }, found) => {
      if (found?.name === 'authenticate') return undefined
      const token = headers.get('authorization')?.replace('Bearer ', '') ?? ''
      return (tokens.get(token) ?? 0) > now
        ? undefined
        : refuse(401, 'AU006', 'The token is invalid.')
    },
    unknown: () => NOT_FOUND,
    routes: [
      { ...route('authenticate', 'POST', '', authenticate), path: /^(\/v1)?\/auth$/ },
      route('createAccount', 'POST', '/v1/accounts', createAccount),
      route('listAccounts', 'GET', '/v1/accounts', ({ query }) => {
        const wanted = ['alias', 'provider_id'].filter((name) => query.has(name))
        const all = [...accounts.values()].filter((each) =>
          wanted.every((name) => each[name] === query.get(name)),
        )
        return page(all, query)
      }),
      route('getAccount', 'GET', '/v1/accounts/:id', ({ params }) => {
        const account = accounts.get(params[0] ?? '')
        return account ? { status: 200, body: account } : NOT_FOUND
      }),
      route('updateAccount', 'PATCH', '/v1/accounts/:id', ({ params, body }) => {
        const account = accounts.get(params[0] ?? '')
        if (account === undefined) return NOT_FOUND
        Object.assign(account, {
          alias: body?.alias ?? account.alias,
          tags: body?.tags ?? account.tags,
          updated_at: instant(),
        })
        return { status: 200, body: account }
      }),
      route('closeAccount', 'DELETE', '/v1/accounts/:id', take(accounts)),
      route('createCounterparty', 'POST', '/v1/counterparties', createCounterparty),
      route('listCounterparties', 'GET', '/v1/counterparties', ({ query }) => {
        const all = [...new Set(counterparties.values())].filter(({ shown }) =>
          ['alias', 'counterparty_id_number', 'account_number', 'beneficiary_institution'].every(
            (name) => !query.has(name) || (shown[name] ?? shown.metadata[name]) === query.get(name),
          ),
        )
        return page(
          all.map((each) => mask(each, query)),
          query,
        )
      }),
      route('getCounterparty', 'GET', '/v1/counterparties/:id', ({ params, query }) => {
        const found = counterparties.get(params[0] ?? '')
        return found ? { status: 200, body: mask(found, query) } : NOT_FOUND
      }),
      route('deleteCounterparty', 'DELETE', '/v1/counterparties/:id', take(counterparties)),
      route('createMoneyMovement', 'POST', '/v1/money_movements', createMovement),
      route('listMoneyMovements', 'GET', '/v1/money_movements', ({ query }) => page([], query)),
      route('getMoneyMovement', 'GET', '/v1/money_movements/:id', () => NOT_FOUND),
      route('createSubscription', 'POST', '/v1/subscriptions', subscribe),
      route('listSubscriptions', 'GET', '/v1/subscriptions', ({ query }) =>
        page([...subscriptions.values()], query),
      ),
      route('deleteSubscription', 'DELETE', '/v1/subscriptions/:id', take(subscriptions)),
    ],
  }
}
