/** Which variants of subscriptions and events a target shows. The movements behind them move nothing. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { orNothing, tellByStatus } from '../../kit/verdicts.ts'
import { askForSubscription, isAbout, subscribe } from '../events.ts'
import { createMovement, toEmptyTransfer } from '../movements.ts'

const INITIATED = 'money_movements.status.initiated'

/** What a movement without money passes. */
const STATES = ['initiated', 'processing', 'failed']

/** With so many movements, three events each, chance keeps the order once in a million. */
const MANY = 10

export const eventProbes: readonly Probe[] = defineProbes({
  'cobre.subscription.unknown-event': async (session) =>
    tellByStatus(
      'a subscription to an unknown event',
      await askForSubscription(session, toFar({ events: ['money_movements.status.pending'] })),
      { 201: 'accepted', 400: 'refused' },
    ),
  'cobre.subscription.scheme': async (session) => {
    const secure = await askForSubscription(session, toFar())
    if (secure.status !== 201) return tellByStatus('an https address', secure, {})
    const answer = await askForSubscription(session, toFar({ url: 'http://example.com/ensayo' }))
    return tellByStatus('an http address', answer, { 201: 'http-too', 400: 'https-only' })
  },
  'cobre.subscription.secret-name': async (session) => {
    const key = session.credentials.eventSignatureKey
    const documented = await askForSubscription(session, toFar({ event_signature_key: key }))
    const other = await askForSubscription(session, toFar({ signature_key: key }))
    if (hasKey(other.body)) return 'signature-key'
    if (hasKey(documented.body)) return 'event-signature-key'
    return undecided(`neither name of the key is taken: ${documented.status}, ${other.status}`)
  },
  'cobre.subscription.update': async (session) => {
    const { body, status } = await askForSubscription(session, toFar())
    if (status !== 201) return undecided(`a subscription is answered ${status}`)
    const json = { events: ['accounts.balance.credit'] }
    const answer = await session.send('PUT', `/v1/subscriptions/${body.id}`, { json })
    const variants = { 200: 'served', 404: 'not-offered', 405: 'not-offered' }
    return tellByStatus('changing a subscription', answer, variants)
  },
  'cobre.movement.event-sides': {
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    tell: async (session) => {
      await subscribe(session, [INITIATED])
      const { id } = await createMovement(session, await toEmptyTransfer(session))
      const [message] = await awaitMessages(session, id, 1)
      if (message === undefined) return undecided('no event arrives')
      const { destination, source } = (message.body as Loose).content
      if (source === null && destination === null) return 'as-read'
      if (source?.id && destination?.id) return 'filled'
      return undecided(`an event has ${JSON.stringify({ source, destination })}`)
    },
  },
  'cobre.webhook.header-names': {
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    tell: async (session) => {
      await subscribe(session, [INITIATED])
      const { id } = await createMovement(session, await toEmptyTransfer(session))
      const [message] = await awaitMessages(session, id, 1)
      if (message === undefined) return undecided('no event arrives')
      if ('event-signature' in message.headers) return 'hyphens'
      if ('event_signature' in message.headers) return 'underscores'
      return undecided(`an event has the headers ${Object.keys(message.headers).join(', ')}`)
    },
  },
  'cobre.webhook.copies': {
    needs: ['callbacks'],
    waits: 'PT25S',
    holds: ['webhooks'],
    tell: async (session) => {
      await subscribe(session, [INITIATED])
      const { id } = await createMovement(session, await toEmptyTransfer(session))
      await awaitMessages(session, id, 1)
      await session.pass('PT5S')
      const bodies = (await awaitMessages(session, id, 1)).map(({ body }) => body as Loose)
      const events = new Set(bodies.map((event) => event.id))
      if (events.size === 1 && bodies.length === 1) return 'once'
      if (events.size === 1 && bodies.length === 2) return 'twice'
      return undecided(`${events.size} events arrive in ${bodies.length} messages`)
    },
  },
  'cobre.webhook.order': {
    needs: ['callbacks'],
    waits: 'PT25S',
    holds: ['webhooks'],
    tell: async (session) => {
      await subscribe(
        session,
        STATES.map((state) => `money_movements.status.${state}`),
      )
      const transfer = await toEmptyTransfer(session)
      const ids: string[] = []
      while (ids.length < MANY) ids.push((await createMovement(session, transfer)).id)
      const orders = await Promise.all(ids.map((id) => awaitOrder(session, id)))
      if (orders.some((states) => states.length < STATES.length))
        return undecided('not every event arrives')
      return orders.every((states) => states.join() === STATES.join()) ? 'in-order' : 'shuffled'
    },
  },
  'cobre.webhook.before-answer': {
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    tell: async (session) => {
      await subscribe(session, [INITIATED])
      const transfer = await toEmptyTransfer(session)
      const early: boolean[] = []
      while (early.length < 3) {
        const { id } = await createMovement(session, transfer)
        early.push((await session.callbacks.arrived()).some(isAbout(id)))
        if ((await awaitMessages(session, id, 1)).length === 0) return undecided('no event arrives')
      }
      return early.includes(false) ? 'after' : 'before'
    },
  },
  'cobre.webhook.retry': {
    needs: ['callbacks', 'control'],
    waits: 'PT10S',
    holds: ['webhooks'],
    tell: async (session) => {
      const { broken } = session.callbacks
      if (broken === undefined) return undecided('no address breaks off its connections')
      await askForSubscription(session, { events: [INITIATED], url: broken.url })
      await createMovement(session, await toEmptyTransfer(session))
      await session.pass('PT10S')
      const attempts = broken.attempts()
      // Each event may come in two copies.
      if (attempts === 4 || attempts === 8) return 'connection-only'
      if (attempts === 1 || attempts === 2) return 'none'
      return undecided(`${attempts} attempts are made`)
    },
  },
})

/** A subscription that is told of nothing while it lasts. */
function toFar(over: Record<string, unknown> = {}): Record<string, unknown> {
  return { events: ['reports.created'], url: 'https://example.com/ensayo', ...over }
}

/** Answers show the end of a key that was taken. */
function hasKey(body: Loose): boolean {
  return typeof body?.event_signature_key === 'string'
}

/** The messages about a movement, once there are so many; else those that came. */
async function awaitMessages(session: Session, id: string, count: number) {
  const list = async () => (await session.messages()).filter(isAbout(id))
  await orNothing(
    session.eventually(
      `${count} events about ${id}`,
      { within: 'PT20S', every: 'PT1S' },
      async () => (await list()).length >= count,
    ),
  )
  return list()
}

/** States in the order of their first arrival. */
async function awaitOrder(session: Session, id: string): Promise<string[]> {
  const list = async () => {
    const messages = (await session.messages()).filter(isAbout(id))
    return [...new Set(messages.map(({ body }) => (body as Loose).content.status.state as string))]
  }
  const options = { within: 'PT20S', every: 'PT1S' }
  const isComplete = async () => (await list()).length >= STATES.length
  await orNothing(session.eventually(`all events about ${id}`, options, isComplete))
  return list()
}
