/** Requests, notifications and operations in a line or two each: what an assistant reads first. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { OperationView, QuirkView, TriggerView } from '../../sandbox/control/views.ts'

/** Without bodies and headers. The entry is one that may be shown. */
export function outlineRequest(entry: JournalEntry) {
  const { id, at, provider, operationId, request, response, quirks, violations, problems } = entry
  return {
    id,
    at: toInstant(at),
    provider,
    operation: operationId ?? null,
    method: request.method,
    path: request.path,
    status: response.status,
    ...(entry.hint === undefined ? {} : { hint: entry.hint }),
    ...(quirks.length === 0 ? {} : { quirks: quirks.map(({ id, variant }) => `${id}=${variant}`) }),
    ...(violations.length === 0 ? {} : { violations: violations.length }),
    ...(problems.length === 0 ? {} : { problems }),
  }
}

/** Without the body. The delivery is one that may be shown. */
export function outlineDelivery(delivery: DeliveryRow) {
  const { id, provider, notification, status, method, url, attempts, reason, dueAt } = delivery
  return {
    id: String(id),
    provider,
    notification,
    status,
    to: `${method} ${url}`,
    attempts: attempts.map((each) => each.status ?? each.error ?? 'no answer'),
    ...(dueAt === undefined ? {} : { due: toInstant(dueAt) }),
    ...(reason === undefined ? {} : { reason }),
    ...(delivery.causedBy === undefined ? {} : { causedBy: delivery.causedBy }),
  }
}

export function outlineOperation({ id, provider, method, path, title, evidence }: OperationView) {
  return { operation: `${provider}.${id}`, call: `${method} ${path}`, title, evidence }
}

export function outlineQuirk({ id, title, active, variants, operationId }: QuirkView) {
  return {
    quirk: id,
    title,
    active,
    variants: variants.map(({ name, evidence }) => `${name} (${evidence})`),
    ...(operationId === undefined ? {} : { operation: operationId }),
  }
}

export function outlineTrigger({ name, title, parameters, evidence }: TriggerView) {
  const { properties = {}, required = [] } = parameters as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  const described = Object.entries(properties).map(([key, { description }]) => [
    required.includes(key) ? key : `${key}?`,
    description ?? '',
  ])
  return { trigger: name, title, parameters: Object.fromEntries(described), evidence }
}

export function toInstant(at: number): string {
  return new Date(at).toISOString()
}
