/** `webhooks` of a 3.1 file, where some operation registers the endpoints that they go to. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { type Reading, toRequestBody } from './exchanges.ts'
import type { Resource } from './resource.ts'
import { follow } from './source.ts'

/** Endpoints are what has an address and is called so. */
export function toWebhooks(
  reading: Reading,
  resources: readonly Resource[],
): { webhooks: JsonObject; notes: string[] } {
  const declared = reading.source.document.webhooks
  const names = isObject(declared) ? Object.keys(declared) : []
  if (names.length === 0) return { webhooks: {}, notes: [] }
  const endpoints = findEndpoints(resources)
  if (!endpoints) {
    return {
      webhooks: {},
      notes: [`No operation registers an endpoint, so nothing is sent for: ${names.join(', ')}.`],
    }
  }
  const webhooks: JsonObject = {}
  for (const [name, node] of Object.entries(declared as JsonObject)) {
    const { post, put } = follow(reading.source, node)
    const operation = follow(reading.source, post ?? put)
    const requestBody = toRequestBody(reading, operation.requestBody)
    webhooks[name] = {
      [post === undefined ? 'put' : 'post']: {
        summary: typeof operation.summary === 'string' ? operation.summary : name,
        ...(requestBody ? { requestBody } : {}),
        responses: { '200': { description: 'Taken' } },
        'x-delivery': { endpoints, 'x-source': { evidence: 'assumed' } },
      },
    }
  }
  return {
    webhooks,
    notes: [
      `Nothing causes a webhook yet. "notify" in an x-lifecycle, or in a behaviour, does: ${names.join(', ')}.`,
    ],
  }
}

function findEndpoints(resources: readonly Resource[]): JsonObject | undefined {
  for (const { collection, kept } of resources) {
    const fields = Object.keys(kept.properties).filter(
      (name) => kept.properties[name]?.readOnly !== true,
    )
    const url = fields.find((name) => /^(url|endpoint|callback_?url|target_?url)$/i.test(name))
    if (url === undefined || !/hook|endpoint|subscri|notif/i.test(collection)) continue
    const events = fields.find((name) => /events?$|types?$|topics?$/i.test(name))
    return { collection, url, ...(events === undefined ? {} : { events }) }
  }
  return undefined
}
