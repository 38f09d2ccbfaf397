/**
 * Events: kept for the list, sent to whoever subscribed.
 * Source: https://integration-guide.avenia.io/docs/Webhooks/webhookEvents, read 2026-11-20.
 */
import {
  type BaseContext,
  type Definition,
  defineBehaviour,
  definePayload,
  type StoredRecord,
} from '../../provider.ts'
import { toMicros } from './dates.ts'
import { answerPage } from './page.ts'
import { mainOwner, readQuery, withOwner } from './scope.ts'

type Subscription = 'TICKET' | 'KYC' | 'LIMIT-UPDATE'

interface EventRecord extends StoredRecord {
  seq: number
  subscription: Subscription
  owner: string
  /** Id of the ticket or attempt it tells of. */
  dataId: string
  data: Record<string, unknown>
  createdAt: number
}

/** What `notify` sends about: the event, under the id of its subject, so that one ticket's events stay in order. */
interface Told extends StoredRecord {
  event: EventRecord
}

/** Keeps an event and sends it. */
export function emit(
  context: BaseContext,
  event: Pick<EventRecord, 'subscription' | 'owner' | 'dataId' | 'data'>,
): void {
  const record = context.collection<EventRecord>('webhookEvent').insert({
    id: context.ids.uuid('webhookEvent'),
    seq: context.ids.sequence('webhookEvent'),
    ...event,
    createdAt: context.now,
  })
  const told: Told = { id: event.dataId, event: record }
  context.notify(event.subscription, told)
}

const build = (subscription: Subscription): Definition =>
  definePayload<Told>(subscription, (context) => {
    const { event } = context.record
    const isFlat = context.quirk.is('avenia.webhook.envelope', 'flat')
    if (!isFlat) return { event: toWire(event) }
    const { accountId, ...rest } = toWire(event)
    const isMain = accountId === mainOwner(context)
    return { ...rest, subAccountId: isMain ? '' : accountId }
  })

/** Bodies of the three kinds of webhook. */
export const eventPayloads = [build('TICKET'), build('KYC'), build('LIMIT-UPDATE')]

function toWire({ id, owner, subscription, data, createdAt }: EventRecord) {
  return { id, accountId: owner, subscription, data, createdAt: toMicros(createdAt) }
}

/** Lists what happened to the main account or to a sub-account. */
export const listEvents = defineBehaviour('event.list', (context) =>
  withOwner(context, (owner) => {
    const subscription = readQuery(context, 'subscription')
    const dataId = readQuery(context, 'dataId')
    const events = context.collection<EventRecord>('webhookEvent').list({
      where: {
        owner,
        ...(subscription === undefined ? {} : { subscription: subscription as Subscription }),
        ...(dataId === undefined ? {} : { dataId }),
      },
    })
    return answerPage(context, events, { wrap: 'events', toWire })
  }),
)

/** Shows one event. */
export const readEvent = defineBehaviour<unknown, EventRecord>('event.read', ({ record }) => ({
  status: 200,
  // x-record refuses an unknown id before.
  body: { event: toWire(record!) },
}))
