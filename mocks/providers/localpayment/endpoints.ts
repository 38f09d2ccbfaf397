/**
 * Notification URLs, which are kept in Localpayment's dashboard; no API registers them.
 * Source: https://docs.localpayment.com/docs/webhooks, read 2026-11-20.
 */
import { defineReaction, type StoredRecord, TriggerRefused } from '../../provider.ts'

interface Endpoint extends StoredRecord {
  url: string
  /** Names of notifications, or `*`. */
  types: string[]
}

const TYPES = ['PayIn', 'PayOut', 'VirtualAccount']

/** Adds a URL for some or all types; a known URL gets the new types. */
export const register = defineReaction<{ url: string; types?: string }>(
  'webhook.register',
  (context) => {
    const { url } = context.payload
    if (!URL.canParse(url)) throw new TriggerRefused(`"${url}" is not a URL`)
    const types = readTypes(context.payload.types)
    const endpoints = context.collection<Endpoint>('webhookEndpoint')
    if (endpoints.get(url)) endpoints.update(url, { types })
    else endpoints.insert({ id: url, url, types })
    return { url, types }
  },
)

function readTypes(text: string | undefined): string[] {
  if (text === undefined) return ['*']
  const wanted = text.split(',').map((type) => type.trim())
  const unknown = wanted.find((type) => !TYPES.includes(type))
  if (unknown === undefined) return wanted
  throw new TriggerRefused(`No type "${unknown}". There are: ${TYPES.join(', ')}`)
}

/** Removes a URL. */
export const remove = defineReaction<unknown, Endpoint>('webhook.remove', (context) => {
  const { url } = context.record
  context.collection<Endpoint>('webhookEndpoint').delete(url)
  return { url }
})
