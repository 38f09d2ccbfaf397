/** Made-up rows and rules for the tests of this folder. */

import type { Delivery, Notification, SignatureRule } from '#dialect/types'
import type { DeliveryRow } from '#webhooks/types'

export const NOW = Date.parse('2026-01-02T03:04:05Z')

export const SECONDS = 1_000
export const MINUTES = 60 * SECONDS

export function makeRow(fields: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    id: 'whk_1',
    account: 'default',
    provider: 'acme',
    notification: 'paymentUpdated',
    dueAt: NOW,
    createdAt: NOW,
    url: 'http://127.0.0.1:1/hook',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"state":3}',
    status: 'pending',
    attempts: [],
    timeoutMs: 10 * SECONDS,
    retryMs: [],
    retryOn: 'any',
    ack: '2xx',
    subject: `payment:${fields.id ?? 'whk_1'}`,
    quirks: [],
    causedBy: undefined,
    ...fields,
  }
}

export function makeNotification(
  fields: Partial<Notification> = {},
  delivery: Partial<Delivery> = {},
): Notification {
  return {
    name: 'paymentUpdated',
    title: 'A payment changed',
    url: '{$request.body#/callback}',
    endpoints: undefined,
    schema: undefined,
    source: { evidence: 'assumed' },
    operationId: 'createPayment',
    ...fields,
    delivery: {
      method: 'POST',
      encoding: 'json',
      headers: {},
      timeoutMs: 10 * SECONDS,
      retryMs: [1 * MINUTES, 5 * MINUTES],
      retryOn: 'any',
      ack: '2xx',
      signature: undefined,
      source: { evidence: 'assumed' },
      ...delivery,
    },
  }
}

export function makeRule(fields: Partial<SignatureRule> = {}): SignatureRule {
  return {
    scheme: 'hmac-sha256',
    header: 'X-Signature',
    over: '{timestamp}.{body}',
    encoding: 'hex',
    prefix: '',
    key: 'endpoint.secret',
    timestamp: { header: 'X-Timestamp', format: 'iso' },
    ...fields,
  }
}
