/** The shop over HTTP. */
import { type Context, Hono } from 'hono'
import { CobruError } from './cobru.ts'
import type { Order, Shop } from './shop.ts'

export function createApp(shop: Shop): Hono {
  const app = new Hono()
  const withOrder = async (c: Context, work: (order: Order) => Response | Promise<Response>) => {
    const order = shop.find(c.req.param('id') ?? '')
    return order ? work(order) : c.json({ error: 'no such order' }, 404)
  }

  app.post('/orders', async (c) => {
    const { amount, description } = await c.req.json()
    const { id, link } = await shop.checkout(amount, description)
    return c.json({ id, link }, 201)
  })
  app.get('/orders/:id', (c) =>
    withOrder(c, ({ status, shipments, payout }) => c.json({ status, shipments, payout })),
  )
  app.get('/orders/:id/qr', (c) =>
    withOrder(c, async (order) => c.json({ qr: await shop.showQr(order), link: order.link })),
  )
  app.get('/thanks/:id', (c) => withOrder(c, ({ status }) => c.text(`Thank you. ${status}`)))

  // Answered at once; the work comes after. Cobru sends JSON, its older documents show a form.
  app.post('/cobru/:id/:secret', (c) =>
    withOrder(c, async (order) => {
      const isForm = c.req.header('content-type')?.includes('form')
      const body = await (isForm ? c.req.parseBody() : c.req.json()).catch(() => ({}))
      const isKnown = c.req.param('secret') === order.secret && shop.hear(order, body)
      return isKnown ? c.text('ok') : c.text('unknown', 404)
    }),
  )

  app.onError((error, c) => {
    if (!(error instanceof CobruError)) throw error
    console.error(error.message)
    return c.json(
      { error: 'The payment provider refuses. Please try again later.', reason: error.message },
      503,
    )
  })
  return app
}
