/**
 * The shop next door as it is often written at first. It passes its own tests. Ten mistakes are in
 * it, each marked with its name in mistakes.ts. Do not copy.
 */
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'

// biome-ignore lint/suspicious/noExplicitAny: it reads answers as they come
type Json = any

export interface FlawedOrder {
  id: string
  status: 'open' | 'paid'
  amount: string
  slug: string
  link: string
  shipments: number
  qr?: { text: string; orderId: string }
  payout?: string
}

interface Options {
  baseUrl: string
  apiKey: string
  refreshToken: string
  publicUrl: () => string
}

class HttpError extends Error {
  readonly status: number

  constructor(path: string, status: number) {
    super(`${path} answered ${status}`)
    this.status = status
  }
}

export function createFlawedShop({ baseUrl, apiKey, refreshToken, publicUrl }: Options) {
  const orders = new Map<string, FlawedOrder>()
  const app = new Hono()

  // MISTAKE token-per-request: a new access token for every call.
  async function getToken(): Promise<string> {
    const answer = await fetch(`${baseUrl}/token/refresh/`, {
      method: 'POST',
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ refresh: refreshToken }),
    })
    return ((await answer.json()) as Json).access
  }

  // MISTAKE blind-retry: what was refused for what it says is sent again as it is.
  async function call(method: string, path: string, body?: object): Promise<Json> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(baseUrl + path, {
        method,
        headers: {
          'x-api-key': apiKey,
          authorization: `Bearer ${await getToken()}`,
          'content-type': 'application/json',
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      if (answer.status === 200 || answer.status === 201) return answer.json()
      if (attempt === 3) throw new HttpError(path, answer.status)
    }
  }

  async function checkout(amount: number, description: string): Promise<FlawedOrder> {
    const id = randomUUID()
    const flags = { breb: true, pse: true }
    const details = {
      amount,
      description,
      expiration_days: 1,
      client_assume_costs: false,
      iva: 0,
      payer_redirect_url: `${publicUrl()}/thanks`,
      callback: `${publicUrl()}/cobru?orderId=${id}`,
    }
    // MISTAKE flags-as-object: text is only the way round when the object is refused.
    const created = await call('POST', '/cobru/', {
      ...details,
      payment_method_enabled: flags,
    }).catch((error) => {
      if (error.status !== 400) throw error
      return call('POST', '/cobru/', { ...details, payment_method_enabled: JSON.stringify(flags) })
    })
    const order: FlawedOrder = {
      id,
      status: 'open',
      amount: created.amount,
      slug: created.url,
      // MISTAKE link-from-pk: nothing is there.
      link: `${baseUrl}/pay/${created.pk}`,
      shipments: 0,
    }
    orders.set(id, order)
    return order
  }

  // MISTAKE qr-forever: made once, shown and asked about for as long as somebody looks.
  async function showQr(order: FlawedOrder): Promise<string> {
    if (!order.qr) {
      const payer = { name: 'Luis Prueba', cc: '1140867070', document_type: 'CC' }
      const contact = { email: 'luis@example.com', phone: '3000000001' }
      const text = await call('POST', `/${order.slug}`, {
        payment: 'breb',
        ...payer,
        ...contact,
      })
      const [answer] = JSON.parse(text)
      order.qr = { text: answer.fields.qr_value, orderId: answer.fields.GOrdenId }
    }
    await call('GET', `/breb_status/${order.qr.orderId}/`)
    return order.qr.text
  }

  app.post('/cobru', async (c) => {
    const body: Json = await c.req.json()
    const order = orders.get(body.orderId)
    // MISTAKE callback-refused: any state but "paid" is answered with a 500.
    if (!order || body.state !== 3) throw new Error(`what is state ${body.state}?`)
    if (body.amount !== order.amount) throw new Error(`${body.amount} is not ${order.amount}`)
    // MISTAKE callback-believed: nobody asks Cobru whether it is true.
    // MISTAKE callback-twice: the second one ships and pays again.
    order.status = 'paid'
    order.shipments++
    await paySeller(order)
    return c.text('ok')
  })

  // MISTAKE payout-blind: the balance is not read before.
  async function paySeller(order: FlawedOrder): Promise<void> {
    const seller = {
      account_holder_name: 'Ana Prueba',
      account_holder_document: '1082626262',
      account_holder_document_type: 'CC',
      account_type: 'savings',
      account_number: '05559090119',
      account_phone: '3000000000',
      account_email: 'ana@example.com',
      bank_name: 'BBVA Colombia',
    }
    // MISTAKE payout-without-key: nothing tells a repeat from a second payout.
    const amount = Number(order.amount) * 0.9
    const made = await call('POST', '/thirdpartywithdraw/', {
      ...seller,
      amount,
      description: order.id,
    })
    order.payout = String(made.pk)
  }

  async function hasSellerBeenPaid(order: FlawedOrder): Promise<boolean> {
    const rows = await call('GET', '/thirdpartywithdraw/')
    return rows.find(({ pk }: Json) => String(pk) === order.payout).state === 'consigned'
  }

  app.onError((_, c) => c.text('error', 500))
  return { app, checkout, showQr, hasSellerBeenPaid }
}
