/** Which variants of webhooks a target shows. The tickets behind them wait for a payer and are canceled. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, type Undecided, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { OWN, place, UNPAID } from '../tickets.ts'
import { describe, waitForMessages } from '../verdicts.ts'
import { isAbout, isGenuine, subscribe, toEvent, WEBHOOKS } from '../webhooks.ts'

const ATTEMPTS = `${WEBHOOKS}attempts/`

export const webhookProbes: readonly Probe[] = defineProbes({
  'avenia.webhook.envelope': {
    needs: ['callbacks'],
    waits: 'PT15S',
    holds: ['webhooks'],
    tell: async (session) => {
      const body = (await catchOne(session))?.body as Loose
      if (body === undefined) return undecided('no event arrives')
      if (body.event?.data !== undefined && body.data === undefined) return 'wrapped'
      if (body.data !== undefined && body.event === undefined) return 'flat'
      return undecided(`an event has the keys ${Object.keys(body).join()}`)
    },
  },
  'avenia.webhook.signature': {
    needs: ['callbacks'],
    waits: 'PT15S',
    holds: ['webhooks'],
    tell: async (session) => {
      const message = await catchOne(session)
      if (message === undefined) return undecided('no event arrives')
      if (!message.headers.signature) return undecided('an event has no signature')
      return (await isGenuine(session, message)) ? 'right' : 'forged'
    },
  },
  'avenia.webhook.copies': {
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    tell: async (session) => {
      await subscribe(session, ['TICKET'])
      const { id } = await place(session, UNPAID)
      const matches = isAbout(id, 'TICKET-CREATED')
      await waitForMessages(session, matches)
      await session.pass('PT5S')
      const events = (await session.messages()).filter(matches).map(toEvent)
      const ids = new Set(events.map((event) => event.id))
      if (ids.size === 1 && events.length === 1) return 'once'
      if (ids.size === 1 && events.length === 2) return 'twice'
      return undecided(`${ids.size} events arrive in ${events.length} messages`)
    },
  },
  'avenia.webhook.retry': {
    needs: ['callbacks'],
    waits: 'PT7M',
    holds: ['webhooks'],
    tell: tellRetry,
  },
  'avenia.webhook.acknowledged': {
    needs: ['callbacks'],
    waits: 'PT15S',
    holds: ['webhooks'],
    tell: async (session) => {
      const message = await catchOne(session)
      if (message === undefined) return undecided('no event arrives')
      const query = { webhookEventId: String(toEvent(message).id) }
      const read = () => session.send('GET', ATTEMPTS, { query })
      const before = await read()
      const [attempt] = before.body?.eventAttempts ?? []
      const isTaken = attempt?.responseStatus >= 200 && attempt?.responseStatus < 300
      if (!isTaken) return undecided(describe('the log of an event', before))
      if (attempt.acknowledged === true) return 'by-2xx'
      await session.send('PATCH', ATTEMPTS, { json: { ids: [attempt.id] } })
      const after = await read()
      const isMarked = after.body?.eventAttempts?.some(
        (each: Loose) => each.id === attempt.id && each.acknowledged === true,
      )
      return isMarked ? 'by-patch' : undecided(describe('the log after a PATCH', after))
    },
  },
})

/** The first message about a new ticket; undefined when none comes. */
async function catchOne(session: Session) {
  await subscribe(session, ['TICKET'])
  const { id } = await place(session, UNPAID)
  const [message] = await waitForMessages(session, isAbout(id, 'TICKET-CREATED'))
  return message
}

/** Tries come after one minute and after five more; each may come in two copies. */
async function tellRetry(session: Session): Promise<string | Undecided> {
  await subscribe(session, ['TICKET'], session.refusingCallbackUrl)
  const { id } = await place(session, UNPAID, { customDuration: 600, ...OWN })
  const matches = isAbout(id, 'TICKET-CREATED')
  const counts = [(await waitForMessages(session, matches)).length]
  for (const by of ['PT25S', 'PT50S', 'PT5M']) {
    await session.pass(by)
    counts.push((await session.messages()).filter(matches).length)
  }
  const [, early = 0, second = 0, third = 0] = counts
  if (early === 0) return undecided('no event arrives')
  if (second === early && third === early) return 'never'
  if (second === 2 * early && third === 3 * early) return 'three-times'
  return undecided(`${counts.join(', ')} messages come at once, then in 25 s, 75 s and 6 minutes`)
}
