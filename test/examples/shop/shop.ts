/** Orders of a marketplace: paid with Cobru, shipped once, and the seller gets a share. */
import { randomUUID } from 'node:crypto'
import type { Cobru } from './cobru.ts'

export interface Order {
  id: string
  amount: number
  /** `review`: a person must look, for Cobru cannot be asked or says another amount. */
  status: 'open' | 'paid' | 'unpaid' | 'refunded' | 'review'
  /** Cobru's name of the payment; the page is at `{base}/{slug}`, never at its `pk`. */
  slug: string
  link: string
  /** Part of the callback's address, so that nobody guesses it. */
  secret: string
  shipments: number
  qr?: { text: string; madeAt: number }
  payout?: { id?: string; state: string }
}

export interface ShopOptions {
  cobru: Cobru
  /** Where Cobru and the payer reach us. */
  publicUrl: () => string
  now?: () => number
  log?: (line: string) => void
}

/** Documents say 300 seconds and 520; the shorter one, less half a minute to scan. */
const QR_LIFE_MS = 270_000

const SELLER = {
  account_holder_name: 'Ana Prueba',
  account_holder_document: '1082626262',
  account_holder_document_type: 0,
  account_type: 0,
  account_number: '05559090119',
  account_phone: '3000000000',
  account_email: 'ana@example.com',
  bank_name: 1,
}

export type Shop = ReturnType<typeof createShop>

export function createShop({ cobru, publicUrl, now = Date.now, log = console.error }: ShopOptions) {
  const orders = new Map<string, Order>()
  const underWay = new Set<Promise<void>>()

  async function checkout(amount: number, description: string): Promise<Order> {
    const [id, secret] = [randomUUID(), randomUUID()]
    const callback = `${publicUrl()}/cobru/${id}/${secret}`
    const redirect = `${publicUrl()}/thanks/${id}`
    const { slug } = await cobru.createPayment({ amount, description, callback, redirect })
    const link = `${cobru.baseUrl}/${slug}`
    const order: Order = { id, amount, status: 'open', slug, link, secret, shipments: 0 }
    orders.set(id, order)
    return order
  }

  /** Asks Cobru how a payment stands. May run twice at once: between look and mark nothing waits. */
  async function reconcile(order: Order): Promise<void> {
    const payment = await cobru.readPayment(order.slug)
    if (payment?.state === 'paid' && payment.amount === order.amount) {
      if (order.status !== 'paid') {
        order.status = 'paid'
        order.shipments++
      }
      await paySeller(order)
    } else if (payment === undefined || payment.state === 'paid') {
      if (order.status === 'open') order.status = 'review'
    } else if (payment.state === 'unpaid' || payment.state === 'refunded') {
      order.status = payment.state
    }
  }

  async function paySeller(order: Order): Promise<void> {
    if (order.payout) return
    order.payout = { state: 'starting' }
    const amount = order.amount * 0.9
    try {
      if ((await cobru.readBalance()) < amount) throw new Error('the balance does not cover it')
      const description = `Order ${order.id}`
      order.payout = await cobru.payOut({
        ...SELLER,
        amount,
        description,
        key: `seller-${order.id}`,
      })
    } catch (error) {
      // The next poll tries again, with the same key.
      delete order.payout
      throw error
    }
  }

  /** Works after the answer; what fails is made good by the next poll. */
  function inBackground(work: Promise<void>): void {
    const safe = work.catch((error) => log(String(error))).finally(() => underWay.delete(safe))
    underWay.add(safe)
  }

  return {
    checkout,
    find: (id: string) => orders.get(id),

    /**
     * A callback is a reason to ask Cobru, and no more: anybody can send one, twice or out of order.
     * Returns whether it is about this order.
     */
    hear(order: Order, body: Record<string, unknown>): boolean {
      if (body.url !== order.slug) return false
      inBackground(reconcile(order))
      return true
    },

    /** The code to scan, made anew when it is old; undefined where only the page is left. */
    async showQr(order: Order): Promise<string | undefined> {
      if (order.qr && now() - order.qr.madeAt < QR_LIFE_MS) return order.qr.text
      const payer = {
        name: 'Luis Prueba',
        document: '1140867070',
        email: 'luis@example.com',
        phone: '3000000001',
      }
      const text = await cobru.createQr(order.slug, payer)
      if (text !== undefined) order.qr = { text, madeAt: now() }
      return text
    },

    /** Every few minutes: callbacks may never come, and bank transfers take their time. */
    async poll(): Promise<void> {
      for (const order of orders.values()) {
        const isDone = order.status === 'paid' && order.payout
        if (!isDone) await reconcile(order).catch((error) => log(String(error)))
        const { id, state } = order.payout ?? {}
        if (id && state === 'pending') order.payout = await cobru.readPayout(id)
      }
    },

    /** Resolves when nothing works in the background. */
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
