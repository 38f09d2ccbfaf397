/**
 * Every try at delivering an event, and which of them the receiver has marked as seen.
 * Source: https://api-reference.avenia.io/api-reference/notifications/list-webhook-delivery-attempts, read 2026-11-20.
 */
import {
  type BehaviourContext,
  type DeliveryView,
  defineBehaviour,
  type StoredRecord,
} from '../../provider.ts'
import { toMicros } from './dates.ts'
import { answerPage } from './page.ts'
import { mainOwner, readQuery } from './scope.ts'
import { toUuid } from './stable-uuid.ts'

interface Attempt {
  id: string
  seq: number
  eventId: string
  accountId: string
  url: string
  status: number
  isAcknowledged: boolean
  createdAt: number
  updatedAt: number
}

interface Mark extends StoredRecord {
  at: number
}

/** Lists attempts; those of one event, or those not acknowledged. */
export const listAttempts = defineBehaviour('attempt.list', (context) => {
  const eventId = readQuery(context, 'webhookEventId')
  const isUnackedOnly = readQuery(context, 'unackedOnly') === 'true'
  const attempts = readAttempts(context).filter(
    (attempt) =>
      (eventId === undefined || attempt.eventId === eventId) &&
      !(isUnackedOnly && attempt.isAcknowledged),
  )
  return answerPage(context, attempts, { wrap: 'eventAttempts', unitMs: 1_000, toWire })
})

/** Shows one. */
export const readAttempt = defineBehaviour('attempt.read', (context) => {
  const { id } = context.request.params as { id: string }
  const attempt = readAttempts(context).find((each) => each.id === id)
  if (!attempt) return context.refuse('notFound')
  return { status: 200, body: { eventAttempt: toWire(attempt) } }
})

/** Marks attempts; assumed: unknown ids are passed over. */
export const acknowledgeAttempts = defineBehaviour<{ ids: string[] }>(
  'attempt.acknowledge',
  (context) => {
    const known = new Set(readAttempts(context).map(({ id }) => id))
    const marks = context.collection<Mark>('attemptMark')
    for (const id of new Set(context.request.body.ids)) {
      if (known.has(id) && !marks.get(id)) marks.insert({ id, at: context.now })
    }
    return { status: 200, body: {} }
  },
)

function readAttempts(context: BehaviourContext): Attempt[] {
  const marks = new Map(
    context
      .collection<Mark>('attemptMark')
      .list()
      .map(({ id, at }) => [id, at]),
  )
  const byAnswer = context.quirk.value<boolean>('avenia.webhook.acknowledged')
  const attempts = context.deliveries().flatMap((delivery) => toAttempts(delivery, context))
  return attempts
    .sort((one, other) => one.createdAt - other.createdAt)
    .map((attempt, index) => {
      const at = marks.get(attempt.id)
      const isTaken = byAnswer && attempt.status >= 200 && attempt.status < 300
      return {
        ...attempt,
        seq: index + 1,
        isAcknowledged: at !== undefined || isTaken,
        updatedAt: at ?? attempt.createdAt,
      }
    })
}

function toAttempts(delivery: DeliveryView, context: BehaviourContext) {
  const { eventId, accountId } = readEvent(delivery.body)
  return delivery.attempts.map(({ at, status = 0 }, index) => ({
    // Attempts have no record of their own; their id is made from delivery and number.
    id: toUuid(`${delivery.id} ${index}`),
    eventId,
    accountId: accountId ?? mainOwner(context),
    url: delivery.url,
    status,
    createdAt: at,
  }))
}

/** The event stands under `event` or at the top, as a quirk said when it was sent. */
function readEvent(body: string): { eventId: string; accountId: string | undefined } {
  // Bodies were made by `events.ts`.
  const parsed = JSON.parse(body) as Record<string, unknown>
  const event = (parsed.event ?? parsed) as Record<string, string | undefined>
  return {
    eventId: String(event.id),
    accountId: event.accountId ?? (event.subAccountId || undefined),
  }
}

function toWire(attempt: Attempt) {
  return {
    id: attempt.id,
    accountId: attempt.accountId,
    webhookEventId: attempt.eventId,
    webhookUrl: attempt.url,
    responseStatus: attempt.status,
    acknowledged: attempt.isAcknowledged,
    createdAt: toMicros(attempt.createdAt),
    updatedAt: toMicros(attempt.updatedAt),
  }
}
