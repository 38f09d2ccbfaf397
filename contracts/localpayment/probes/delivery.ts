/** When, how often and how signed a target notifies. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { openAccount } from '../accounts.ts'
import { isAbout, listen, toDigest } from '../notifications.ts'
import { askForSimulation, receive } from '../payins.ts'
import { isAccepted } from '../reading.ts'
import { catchAbout, receiveAndCatch, unknown } from '../verdicts.ts'

/** With so many payins, chance brings all in time once in a million. */
const MANY = 6

export const deliveryProbes: readonly Probe[] = defineProbes({
  'localpayment.webhook.signature': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M',
    tell: async (session) => {
      const { message } = await receiveAndCatch(session)
      if (message === undefined) return undecided('no payin is told')
      const { 'x-signature': usual = '', 'x-localpayment-signature': other = '' } = message.headers
      if (/^[0-9a-f]{64}$/i.test(usual)) return 'bare-hex'
      if (/^HMAC-SHA256 [0-9a-f]{64}$/i.test(usual)) return 'prefixed'
      if (/^sha256=[0-9a-f]{64}$/i.test(other)) return 'sha256-header'
      return undecided(`the signature is "${usual || other}"`)
    },
  },
  'localpayment.webhook.forgery': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M',
    tell: async (session) => {
      const { message } = await receiveAndCatch(session)
      if (message === undefined) return undecided('no payin is told')
      const { 'x-signature': usual, 'x-localpayment-signature': other } = message.headers
      const digest = /[0-9a-f]{64}$/i.exec(usual ?? other ?? '')?.[0]
      if (digest === undefined) return undecided('a payin is told without a signature')
      return digest.toLowerCase() === toDigest(session, message) ? 'genuine' : 'forged'
    },
  },
  'localpayment.webhook.duplicates': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M15S',
    tell: async (session) => {
      const { externalId } = await receiveAndCatch(session)
      const { length } = await catchAbout(session, externalId, { count: 2, within: 'PT22S' })
      if (length === 1) return 'once'
      return length === 2 ? 'twice' : undecided(`a payin is told ${length} times`)
    },
  },
  'localpayment.webhook.order': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M',
    tell: async (session) => {
      await listen(session, 'PayIn')
      const account = await openAccount(session)
      const ids: string[] = []
      while (ids.length < MANY) {
        const made = await askForSimulation(session, account)
        if (!isAccepted(made)) return unknown('a simulated payment', made)
        ids.push(made.body.externalId)
      }
      await session.pass('PT3S')
      const arrived = await session.messages()
      if (ids.every((id) => arrived.some(isAbout(id)))) return 'prompt'
      const waits = ids.map((id) => catchAbout(session, id, { within: 'PT25S' }))
      const all = await Promise.all(waits)
      const isComplete = all.every((messages) => messages.length > 0)
      return isComplete ? 'shuffled' : undecided('not every payin is told')
    },
  },
  'localpayment.webhook.back-off': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT2M20S',
    tell: async (session) => {
      await listen(session, 'PayIn', session.refusingCallbackUrl)
      const { externalId } = await receive(session, await openAccount(session))
      const first = await catchAbout(session, externalId)
      if (first.length === 0) return undecided('no payin is told')
      const count = async () => (await session.messages()).filter(isAbout(externalId)).length
      // By then five retries that begin with seconds are over, and none that begins with a minute.
      await session.pass('PT55S')
      const early = await count()
      if (early >= 4) return 'seconds'
      await session.pass('PT30S')
      const late = await count()
      if (early <= 2 && late > early) return 'minutes'
      return undecided(`it is told ${early} times within a minute, ${late} within 90 s`)
    },
  },
})
