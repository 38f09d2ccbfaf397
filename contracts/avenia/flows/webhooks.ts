/**
 * Webhooks: registered, signed, in order, logged.
 * Source: https://integration-guide.avenia.io/docs/Webhooks/webhookManagement, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import { OWN, place, UNPAID } from '../tickets.ts'
import { askForWebhook, awaitEvent, isAbout, subscribe, toEvent, WEBHOOKS } from '../webhooks.ts'

const ATTEMPTS = `${WEBHOOKS}attempts/`

const LIFE = [
  'TICKET-CREATED',
  'DEPOSIT-PROCESSING',
  'DEPOSIT-SUCCESS',
  'DELIVERY-PROCESSING',
  'DELIVERY-SUCCESS',
  'TICKET-COMPLETE',
]

export const webhooks: readonly Flow[] = defineFlows({
  'webhook.life': {
    title: 'A webhook is listed with `url`, changed by the id in the body and deleted by path',
    run: async (session) => {
      session.step('refusals')
      const webhookUrl = 'https://example.com/ensayo'
      const wanted = { webhookUrl, subscriptions: ['TICKET'] }
      const refused = async (over: Record<string, unknown>, field: string) =>
        demandInvalid(session, await askForWebhook(session, { ...wanted, ...over }), field)
      await refused({ subscriptions: [] }, 'subscriptions')
      await refused({ webhookUrl: 'hook' }, 'webhookUrl')
      session.step('registered')
      const id = await subscribe(session, ['TICKET'], webhookUrl)
      const read = () => session.send('GET', `${WEBHOOKS}${id}`)
      const webhook = { id, url: webhookUrl, subscriptions: ['TICKET'] }
      session.expect(await read(), { status: 200, body: { webhook } })
      const listed = await session.send('GET', WEBHOOKS)
      const { webhooks: all } = session.expect(listed, { status: 200 }).body
      const found = all.filter((each: Loose) => each.id === id)
      session.expect({ ...listed, body: found }, { body: [webhook] })
      session.step('changed')
      const json = { webhookId: id, subscriptions: ['KYC', 'LIMIT-UPDATE'] }
      session.expect(await session.send('PATCH', WEBHOOKS, { json }), { status: 200 })
      const subscriptions = json.subscriptions
      session.expect(await read(), { body: { webhook: { ...webhook, subscriptions } } })
      session.step('deleted')
      session.expect(await session.send('DELETE', `${WEBHOOKS}${id}`), { status: 200 })
      demandRefusal(session, await read(), 404)
    },
  },
  'webhook.ticket': {
    title: 'The life of a ticket is told in signed events, in order',
    needs: ['callbacks', 'money'],
    waits: 'PT30S',
    holds: ['webhooks'],
    run: async (session) => {
      await subscribe(session, ['TICKET'])
      const externalId = session.unique()
      const { id } = await place(session, {}, { externalId, ...OWN })
      for (const type of LIFE) {
        session.step(type)
        const event = await awaitEvent(session, 'TICKET', isAbout(id, type))
        const answer = await session.send('GET', `${WEBHOOKS}events/${event.id}`)
        const body = { subscription: 'TICKET', data: { type, ticket: { id, externalId } } }
        session.expect(answer, { status: 200, body: { event: body } })
        const { accountId, ...logged } = answer.body.event
        session.expect({ ...answer, body: event }, { body: logged }, 'told is what is logged')
      }
      session.step('in order')
      const told = (await session.messages()).filter(isAbout(id)).map((each) => toEvent(each).data)
      const list = await session.send('GET', WEBHOOKS)
      const types = [...new Set(told.map(({ type }) => type))]
      session.expect({ ...list, body: types }, { body: LIFE })
      session.expect({ ...list, body: told.at(-1).ticket }, { body: { status: 'PAID' } })
    },
  },
  'webhook.subscriptions': {
    title: 'A webhook is told of what it subscribed to alone',
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    run: async (session) => {
      await subscribe(session, ['KYC'], `${session.callbackUrl}?for=kyc`)
      await subscribe(session, ['*'], `${session.callbackUrl}?for=all`)
      const { id } = await place(session, UNPAID)
      await awaitEvent(session, 'TICKET', isAbout(id, 'TICKET-CREATED'))
      await session.pass('PT3S')
      const messages = (await session.messages()).filter(isAbout(id))
      const targets = messages.map(({ target }) => target.includes('for=kyc'))
      const answer = await session.send('GET', WEBHOOKS)
      session.expect({ ...answer, body: targets }, { body: targets.map(() => false) })
    },
  },
  'webhook.attempts': {
    title: 'Each try is logged with its answer, and acknowledged',
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    run: async (session) => {
      await subscribe(session, ['TICKET'])
      const ticket = await place(session, UNPAID)
      const event = await awaitEvent(session, 'TICKET', isAbout(ticket.id, 'TICKET-CREATED'))
      const query = { webhookEventId: event.id }
      const list = await session.send('GET', ATTEMPTS, { query })
      const { eventAttempts } = session.expect(list, { status: 200 }).body
      const [attempt] = eventAttempts
      const acknowledged = session.variantOf('avenia.webhook.acknowledged') === 'by-2xx'
      const wanted = { webhookEventId: event.id, responseStatus: 200, acknowledged }
      const tries = Array.from({ length: copiesOf(session) }, () => wanted)
      session.expect({ ...list, body: eventAttempts }, { body: tries })
      session.step('acknowledged')
      const json = { ids: eventAttempts.map(({ id }: Loose) => id) }
      const done = await session.send('PATCH', ATTEMPTS, { json })
      session.expect(done, { status: 200 })
      const read = await session.send('GET', `${ATTEMPTS}${attempt.id}`)
      session.expect(read, { status: 200, body: { eventAttempt: { acknowledged: true } } })
      const open = await session.send('GET', ATTEMPTS, { query: { ...query, unackedOnly: true } })
      session.expect(open, { status: 200, body: { eventAttempts: [] } })
      demandRefusal(session, await session.send('GET', `${ATTEMPTS}${session.uuid()}`), 404)
    },
  },
  'webhook.retried': {
    title: 'An event that its receiver refuses comes again, or the log alone has it',
    needs: ['callbacks'],
    waits: 'PT7M',
    holds: ['webhooks'],
    run: async (session) => {
      await subscribe(session, ['TICKET'], session.refusingCallbackUrl)
      const { id } = await place(session, UNPAID, { customDuration: 600, ...OWN })
      const list = async () => (await session.messages()).filter(isAbout(id, 'TICKET-CREATED'))
      const first = await awaitEvent(session, 'TICKET', isAbout(id, 'TICKET-CREATED'))
      const isRetried = session.variantOf('avenia.webhook.retry') === 'three-times'
      const wait = async (by: string) => {
        await session.pass(by)
        return (await list()).length
      }
      const counts = [await wait('PT1M5S'), await wait('PT5M5S')]
      const query = { webhookEventId: first.id }
      const log = await session.send('GET', ATTEMPTS, { query })
      const wanted = (isRetried ? [2, 3] : [1, 1]).map((tries) => tries * copiesOf(session))
      session.expect({ ...log, body: counts }, { body: wanted })
      const ids = new Set((await list()).map((message) => toEvent(message).id))
      session.expect({ ...log, body: ids.size }, { body: 1 }, 'a repeat has the id of the first')
      const statuses = log.body.eventAttempts.map((each: Loose) => each.responseStatus)
      session.expect({ ...log, body: statuses }, { body: Array(wanted[1]).fill(503) })
    },
  },
  'webhook.limits': {
    title: 'A change of a limit is told, and shown',
    // Only Avenia changes a limit.
    needs: ['control', 'callbacks'],
    run: async (session) => {
      await subscribe(session, ['LIMIT-UPDATE'])
      await session.act('avenia.limits.update', { currency: 'BRL', maxFiatIn: '5000' }, '')
      await awaitEvent(session, 'LIMIT-UPDATE', () => true)
      const answer = await session.send('GET', '/v2/account/limits')
      const { limits } = session.expect(answer, { status: 200 }).body.limitInfo
      const brl = limits.find((each: Loose) => each.currency === 'BRL')
      session.expect({ ...answer, body: brl ?? {} }, { body: { maxFiatIn: '5000' } })
    },
  },
})

/** How often each event is sent at once. */
function copiesOf(session: Session): number {
  return session.variantOf('avenia.webhook.copies') === 'twice' ? 2 : 1
}
