/** The life of one record on one line of time: what was asked, what it caused, what is to come. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Attempt, DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'
import {
  type DueThing,
  idOfSubject,
  type KeptRecord,
  listDue,
  mentions,
  namesOfRecord,
} from './records.ts'
import { toNumber } from './traffic.ts'

export type Moment = { at: number } & (
  | { kind: 'request'; entry: JournalEntry; isFirst: boolean }
  | { kind: 'queued'; row: DeliveryRow }
  | { kind: 'attempt'; row: DeliveryRow; attempt: Attempt; count: number }
  | { kind: 'future'; due: DueThing }
)

/** Oldest first; what is still to come stands last. */
export async function toStory(
  engine: Engine,
  account: string,
  collection: string,
  record: KeptRecord,
): Promise<Moment[]> {
  const [provider = ''] = collection.split('/')
  const deliveries = (await engine.deliveries(account, { provider })).filter((row) =>
    isAbout(row, record),
  )
  const causes = new Set(deliveries.map(({ causedBy }) => causedBy))
  const requests = engine
    .requests(account, { provider })
    .filter((entry) => causes.has(entry.id) || speaksOf(entry, record))
  const ids = new Set(deliveries.map(({ id }) => id))
  const due = (await listDue(engine, account)).filter(
    (thing) =>
      (thing.record?.collection === collection && thing.record.id === record.id) ||
      (thing.delivery !== undefined && ids.has(thing.delivery)),
  )
  const past: Moment[] = [
    ...requests.map(
      (entry, index): Moment => ({ kind: 'request', at: entry.at, entry, isFirst: index === 0 }),
    ),
    ...deliveries.flatMap(toMoments),
  ]
  return [
    ...past.sort((a, b) => a.at - b.at || rankOf(a) - rankOf(b)),
    ...due.map((thing): Moment => ({ kind: 'future', at: thing.at, due: thing })),
  ]
}

/** Of what happened at one instant, on a frozen clock say: by the requests that had come in. */
function rankOf(moment: Moment): number {
  if (moment.kind === 'request') return toNumber(moment.entry.id)
  if (moment.kind === 'attempt') return (moment.attempt.afterRequest ?? causeOf(moment.row)) + 0.5
  return moment.kind === 'queued' ? causeOf(moment.row) + 0.25 : Number.POSITIVE_INFINITY
}

function causeOf({ causedBy, attempts }: DeliveryRow): number {
  return causedBy === undefined ? (attempts[0]?.afterRequest ?? 0) : toNumber(causedBy)
}

/** Its subject is the record, or its body names it. */
function isAbout({ subject, body }: DeliveryRow, record: KeptRecord): boolean {
  return (
    idOfSubject(subject) === record.id || namesOfRecord(record).some((name) => mentions(body, name))
  )
}

function speaksOf({ request, response }: JournalEntry, record: KeptRecord): boolean {
  const texts = [request.path, request.body, response.body]
  return namesOfRecord(record).some((name) => texts.some((text) => mentions(text, name)))
}

function toMoments(row: DeliveryRow): Moment[] {
  return [
    { kind: 'queued', at: row.createdAt, row },
    ...row.attempts.map(
      (attempt, index): Moment => ({
        kind: 'attempt',
        at: attempt.at,
        row,
        attempt,
        count: index + 1,
      }),
    ),
  ]
}
