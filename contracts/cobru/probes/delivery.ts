/** When, how often and in which order a target notifies. */
import { defineProbes, type Probe, type Undecided, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { listOf, payAndCatch, payOne, toBody, waitFor, waitForAll } from '../notifications.ts'
import { expirePayment, makePayment, readState } from '../payment.ts'

export const deliveryProbes: readonly Probe[] = defineProbes({
  'cobru.webhook.trigger': {
    needs: ['callbacks'],
    tell: async (session) => {
      const { message } = await expireOne(session)
      if (message !== undefined) return 'every-state-change'
      return tellPaid(session, 'paid-only')
    },
  },
  'cobru.webhook.unsigned': {
    needs: ['callbacks'],
    maskedBy: { 'cobru.webhook.trigger': ['paid-only'] },
    tell: async (session) => {
      const { url, message } = await expireOne(session)
      if (message === undefined) return undecided('an expired payment is not told')
      const told = Number(toBody(message).state)
      const state = await readState(session, url)
      if (told === state) return 'unsigned'
      return told === 3 ? 'spoofed' : undecided(`told is ${told} while the payment is in ${state}`)
    },
  },
  'cobru.create.platform-gates-callback': {
    needs: ['callbacks'],
    tell: async (session) => {
      const url = await payOne(session, { platform: undefined })
      if ((await waitFor(session, url)) !== undefined) return 'always-send'
      return tellPaid(session, 'only-when-api')
    },
  },
  'cobru.webhook.delivery': {
    needs: ['callbacks'],
    waits: 'PT1M30S',
    tell: async (session) => {
      const url = await payOne(session, { callback: session.callbacks.refusingUrl })
      const list = () => listOf(session, url)
      const early = await waitForAll(session, list, 2)
      if (early.length === 0) return undecided('no notification came')
      if (early.length > 1) return 'duplicate'
      // A retry comes a minute after the first; by now three quarters of one are over.
      return (await waitForAll(session, list, 2)).length > 1 ? 'retry-until-200' : 'once'
    },
  },
  'cobru.webhook.out-of-order': {
    needs: ['callbacks'],
    tell: async (session) => {
      const urls: string[] = []
      for (let round = 0; round < ROUNDS; round++) {
        urls.push(await payOne(session))
        await session.pass('PT1S')
      }
      const order = await waitForOrder(session, urls)
      if (order.length < ROUNDS) return undecided(`${order.length} of ${ROUNDS} payments were told`)
      return order.every((url, index) => url === urls[index]) ? 'in-order' : 'shuffled'
    },
  },
})

/** So many rarely come in order by chance. */
const ROUNDS = 6

/** Expires a payment: a change of state without anybody's doing that is not a payment. */
async function expireOne(session: Session) {
  const { url } = await makePayment(session, { callback: session.callbackUrl })
  session.expect(await expirePayment(session, url), { status: 200 })
  return { url, message: await waitFor(session, url) }
}

/** Silence counts only when a paid payment of platform API is told. */
async function tellPaid(session: Session, silent: string): Promise<string | Undecided> {
  await payAndCatch(session)
  return silent
}

/** Slugs in the order of their first notification. */
async function waitForOrder(session: Session, urls: readonly string[]): Promise<string[]> {
  const listFirst = async () => {
    const messages = (await session.messages()).filter((each) => urls.includes(toBody(each).url))
    return messages.filter(
      (each, index) =>
        messages.findIndex((other) => toBody(other).url === toBody(each).url) === index,
    )
  }
  const first = await waitForAll(session, listFirst, urls.length)
  return first.map((message) => toBody(message).url)
}
