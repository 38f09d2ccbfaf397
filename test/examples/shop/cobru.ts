/** A client of Cobru without SDK. Where its documents disagree, every documented way is read. */

export interface CobruOptions {
  baseUrl: string
  apiKey: string
  refreshToken: string
  now?: () => number
  fetch?: typeof fetch
  wait?: (ms: number) => Promise<unknown>
}

/** Cobru refused (`status`), or no answer came (`status` undefined). */
export class CobruError extends Error {
  readonly status: number | undefined

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }

  /** Whether the same request may succeed later. A refusal of what it says never does. */
  get isTransient(): boolean {
    return this.status === undefined || this.status >= 500
  }
}

export type Cobru = ReturnType<typeof createCobru>

// biome-ignore lint/suspicious/noExplicitAny: what Cobru answers is read with care, below
type Json = any

/** State 2 and 5 change places between documents; neither is paid. */
const STATES = ['open', 'processing', 'unpaid', 'paid', 'refunded', 'unpaid'] as const

/** Numbers in the older portal, words in the current documents. */
const ARRIVED = ['3', 'consigned']
const FAILED = ['4', '5', 'error', 'rejected', 'cancelled']

export function createCobru(options: CobruOptions) {
  const { apiKey, refreshToken, now = Date.now, fetch: request = fetch } = options
  const wait = options.wait ?? ((ms: number) => new Promise((done) => setTimeout(done, ms)))
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  let token: { value: string; renewAt: number } | undefined
  let renewal: Promise<string> | undefined

  /** One token for all, renewed a minute before its end, by one request at a time. */
  async function getToken(): Promise<string> {
    if (token && now() < token.renewAt) return token.value
    renewal ??= renew().finally(() => {
      renewal = undefined
    })
    return renewal
  }

  async function renew(): Promise<string> {
    const { access } = expectOk(await send('POST', '/token/refresh/', { refresh: refreshToken }))
    // Documents say 15 minutes and 60; the token itself knows.
    const { exp } = JSON.parse(Buffer.from(access.split('.')[1], 'base64url').toString())
    token = { value: access, renewAt: exp * 1_000 - 60_000 }
    return access
  }

  async function send(method: string, path: string, body?: object, bearer?: string) {
    const headers = new Headers({ 'x-api-key': apiKey, accept: 'application/json' })
    if (bearer) headers.set('authorization', `Bearer ${bearer}`)
    if (body) headers.set('content-type', 'application/json')
    const content = body ? { body: JSON.stringify(body) } : {}
    try {
      const signal = AbortSignal.timeout(10_000)
      const answer = await request(baseUrl + path, { method, headers, signal, ...content })
      return { status: answer.status, body: parse(await answer.text()) }
    } catch (cause) {
      throw new CobruError(`${method} ${path}: no answer`, undefined, { cause })
    }
  }

  /** A refused token was not looked past, so a new one may try again, once. */
  async function callOnce(method: string, path: string, body?: object): Promise<Json> {
    const answer = await send(method, path, body, await getToken())
    if (!refusesToken(answer)) return expectOk(answer)
    token = undefined
    return expectOk(await send(method, path, body, await getToken()))
  }

  /** Repeats what got no answer or a 5xx, if it does no harm twice: reads, and creates with a key. */
  async function call(method: string, path: string, body?: object, isSafe = method === 'GET') {
    for (let attempt = 1; ; attempt++) {
      try {
        return await callOnce(method, path, body)
      } catch (error) {
        const isLast = attempt === 3 || !isSafe
        if (isLast || !(error instanceof CobruError && error.isTransient)) throw error
        await wait(250 * 2 ** attempt)
      }
    }
  }

  return {
    baseUrl,

    /** Not repeated by itself: what a second create with the same key does is not documented. */
    async createPayment(order: {
      amount: number
      description: string
      callback: string
      redirect: string
    }) {
      const { url } = await call('POST', '/cobru/', {
        amount: order.amount,
        description: order.description,
        expiration_days: 1,
        client_assume_costs: false,
        iva: 0,
        // Some accounts are told of payments only when this says API.
        platform: 'API',
        // Text that holds JSON, not JSON.
        payment_method_enabled: JSON.stringify({ breb: true, pse: true, NEQUI: true }),
        payer_redirect_url: order.redirect,
        callback: order.callback,
      })
      return { slug: String(url) }
    },

    /** Undefined when this account has no consultation; some documents say so. */
    async readPayment(slug: string) {
      try {
        const { state, amount } = await call('GET', `/cobru_detail/${slug}`)
        return { state: STATES[Number(state)], amount: Number(amount) }
      } catch (error) {
        if (error instanceof CobruError && error.status === 404) return undefined
        throw error
      }
    },

    /** Text of a Bre-B QR; undefined when this payment has none to offer. */
    async createQr(
      slug: string,
      payer: { name: string; document: string; email: string; phone: string },
    ) {
      const { document: cc, ...rest } = payer
      try {
        return findQr(
          await call('POST', `/${slug}`, { payment: 'breb', document_type: 'CC', cc, ...rest }),
        )
      } catch (error) {
        // Bre-B needs an agreement, and some accounts take no test document: the page still works.
        if (error instanceof CobruError && error.status === 400) return undefined
        throw error
      }
    },

    async readBalance(): Promise<number> {
      const { balance_cop, balance } = await call('GET', '/balance/')
      return Number(balance_cop ?? balance)
    },

    /** Sends money to a bank account; the same key never sends it twice. */
    async payOut({
      key,
      ...details
    }: { key: string; amount: number; description: string } & object) {
      try {
        const body = { ...details, idempotency_key: key }
        return toPayout(await call('POST', '/thirdpartywithdraw/', body, true))
      } catch (error) {
        // An earlier try got through and its answer was lost: the key finds it.
        if (!(error instanceof CobruError) || !error.message.includes('idempotency')) throw error
        const found = await call(
          'GET',
          `/thirdpartywithdraw/?idempotency_key=${encodeURIComponent(key)}`,
        )
        return toPayout((found.results ?? found)[0])
      }
    },

    readPayout: async (id: string) => toPayout(await call('GET', `/thirdpartywithdraw/${id}`)),
  }
}

function parse(text: string): Json {
  try {
    const body = JSON.parse(text)
    // Some answers are JSON inside a JSON text.
    return typeof body === 'string' ? JSON.parse(body) : body
  } catch {
    return undefined
  }
}

interface Answer {
  status: number
  body: Json
}

/** An error may come with 200, as text or as `true` beside another text. */
function expectOk({ status, body }: Answer): Json {
  if (status < 300 && body && !body.error) return body
  throw new CobruError(`Cobru answered ${status}: ${JSON.stringify(body) ?? 'no JSON'}`, status)
}

/** 401, or a 403 that speaks of the token. Any other 403 is about the body. */
function refusesToken({ status, body }: Answer): boolean {
  return (
    status === 401 ||
    (status === 403 && /token/i.test(JSON.stringify(body?.detail ?? body?.message) ?? ''))
  )
}

function toPayout({ pk, state }: Json) {
  const name = String(state)
  const isFinal = ARRIVED.includes(name) || FAILED.includes(name)
  return {
    id: String(pk),
    state: !isFinal ? 'pending' : ARRIVED.includes(name) ? 'arrived' : 'failed',
  }
}

/** The QR has three names and stands in a list, in one order, or below `payment_details`. */
function findQr(answer: Json): string | undefined {
  return [answer]
    .flat()
    .map((order) => {
      const fields = typeof order.fields === 'string' ? JSON.parse(order.fields) : order.fields
      const found = { ...order, ...fields }
      return found.qr_value ?? found.check_qr ?? found.payment_details?.qr_bitcoin
    })
    .find(Boolean)
}
