/**
 * Registered URLs, and the log of tries at delivering to them.
 * Source: https://integration-guide.avenia.io/docs/Webhooks/webhookManagement, read 2026-11-20.
 */
import { defineBehaviour, type StoredRecord } from '../../provider.ts'
import { refuseField } from './refuse.ts'

interface Webhook extends StoredRecord {
  url: string
  subscriptions: string[]
}

interface WebhookBody {
  webhookId: string
  webhookUrl: string
  subscriptions: string[]
}

const MAX_WEBHOOKS = 3

/** Registers a URL. */
export const createWebhook = defineBehaviour<WebhookBody>('webhook.create', (context) => {
  const { webhookUrl: url, subscriptions } = context.request.body
  if (!URL.canParse(url)) return refuseField(context, 'webhookUrl', 'It is not a URL.')
  const webhooks = context.collection<Webhook>('webhook')
  if (webhooks.count() >= MAX_WEBHOOKS) {
    return refuseField(context, 'webhookUrl', `There are ${MAX_WEBHOOKS} already; delete one.`)
  }
  const id = context.ids.uuid('webhook')
  webhooks.insert({ id, url, subscriptions })
  return { status: 200, body: { webhookId: id } }
})

/** Lists URLs, under another name than they were sent. */
export const listWebhooks = defineBehaviour('webhook.list', (context) => {
  const webhooks = context.collection<Webhook>('webhook').list()
  return { status: 200, body: { webhooks: webhooks.map(toWire) } }
})

/** Shows one. */
export const readWebhook = defineBehaviour<unknown, Webhook>('webhook.read', ({ record }) => ({
  status: 200,
  body: { webhook: toWire(record!) },
}))

/** Changes what was sent. */
export const updateWebhook = defineBehaviour<Partial<WebhookBody>, Webhook>(
  'webhook.update',
  (context) => {
    const { webhookUrl: url, subscriptions } = context.request.body
    if (url !== undefined && !URL.canParse(url))
      return refuseField(context, 'webhookUrl', 'It is not a URL.')
    context.collection<Webhook>('webhook').update(context.record!.id, {
      ...(url === undefined ? {} : { url }),
      ...(subscriptions === undefined ? {} : { subscriptions }),
    })
    return { status: 200, body: {} }
  },
)

/** Forgets one. */
export const deleteWebhook = defineBehaviour<unknown, Webhook>('webhook.delete', (context) => {
  context.collection<Webhook>('webhook').delete(context.record!.id)
  return { status: 200, body: {} }
})

/** The key that verifies what comes; the same for every account. */
export const getPublicKey = defineBehaviour('webhook.publicKey', ({ account }) => ({
  status: 200,
  body: { publicKey: account.fields.webhookPublicKey },
}))

function toWire({ id, url, subscriptions }: Webhook) {
  return { id, url, subscriptions }
}
