/** Which variants of payins a target shows. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { orNothing } from '../../kit/verdicts.ts'
import { keyOf, openAccount } from '../accounts.ts'
import {
  askForCash,
  askForPse,
  askForPseBy,
  readBalance,
  readTransaction,
  receive,
  refund,
} from '../payins.ts'
import { isAccepted, readStatus, says, toInstant } from '../reading.ts'
import { receiveAndCatch, tellBy, unknown } from '../verdicts.ts'

const DAY_MS = 86_400_000

export const payinProbes: readonly Probe[] = defineProbes({
  'localpayment.payin.pse-flow': async (session) => {
    const redirect = await askForPseBy(session, 'REDIRECT')
    const direct = await askForPseBy(session, 'DIRECT')
    if (isAccepted(redirect) && says(direct.body, '[paymentMethod.flow]')) return 'redirect'
    if (isAccepted(direct) && says(redirect.body, '[paymentMethod.flow]')) return 'direct'
    return unknown('PSE by DIRECT', direct)
  },
  'localpayment.payin.pse-parties': async (session) => {
    const documented = await askForPse(session, { payer: undefined, bank: undefined })
    if (isAccepted(documented)) return 'merchant-and-sender'
    const isMissing = says(documented.body, '[payer]') || says(documented.body, '[bank]')
    const older = await askForPse(session, { merchant: undefined, sender: undefined })
    if (isMissing && isAccepted(older)) return 'payer-and-bank'
    return unknown('PSE with payer and bank', older)
  },
  'localpayment.payin.cash-life': async (session) => {
    const answer = await askForCash(session)
    if (!isAccepted(answer)) return unknown('a payin in cash', answer)
    const { ticket, date } = answer.body
    const lifeMs = Date.parse(ticket?.expirationDate) - Date.parse(date?.creationDate)
    const variants = { 7: '7-days', 1: '1-day' }
    return tellBy('a ticket', answer, Math.round(lifeMs / DAY_MS), variants)
  },
  'localpayment.payin.error-text': async (session) => {
    const answer = await askForPse(session, { accountNumber: '170.170.99999999' })
    const [error] = answer.body?.errors ?? []
    if (typeof error?.detail === 'string') return 'detail'
    return typeof error?.description === 'string' ? 'description' : unknown('a wrong PSE', answer)
  },
  'localpayment.payin.breb-refund': {
    needs: ['money'],
    waits: 'PT40S',
    tell: async (session) => {
      const { externalId } = await receive(session, await openAccount(session))
      const answer = await refund(session, externalId)
      const { code } = readStatus(answer.body)
      if (answer.status === 200 && code === '902') return 'allowed'
      return answer.status === 400 && code === '400' ? 'refused' : unknown('a refund', answer)
    },
  },
  'localpayment.payin.fee': {
    needs: ['money'],
    waits: 'PT40S',
    holds: ['balance'],
    tell: async (session) => {
      const account = await openAccount(session)
      const before = await readBalance(session)
      const { externalId } = await receive(session, account)
      const gained = (await readBalance(session)) - before
      const { amount, fees } = (await readTransaction(session, externalId)).body
      if (!(fees?.amount > 0)) return undecided('a payin names no fee')
      if (gained === amount) return 'told-only'
      if (gained === amount - fees.amount) return 'booked'
      return undecided(`a payin of ${amount} with a fee of ${fees.amount} adds ${gained}`)
    },
  },
  'localpayment.payin.envelope': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M',
    tell: async (session) => {
      const { message } = await receiveAndCatch(session)
      if (message === undefined) return undecided('no payin is told')
      const told = message.body as Loose
      if (typeof told.event === 'string' && told.data) return 'event'
      if (told.transactionType === 'PayIn' && told.data) return 'wrapped'
      if (told.transactionType === 'PayIn' && told.internalId) return 'flat'
      return undecided(`a payin is told with ${Object.keys(told).join(', ')}`)
    },
  },
  'localpayment.payin.external-id': {
    needs: ['human', 'money'],
    waits: 'PT1M',
    tell: async (session) => {
      const key = keyOf(await openAccount(session))!
      const since = toInstant((await session.now()) - 60_000)
      const instruction = `Send COP 1,000 to the key ${key} from a bank's app.`
      await session.act('localpayment.payin.receive', { key, amount: 1_000 }, instruction)
      const options = { within: 'PT20S', every: 'PT1S' }
      const find = async () => {
        const query = { since, until: toInstant((await session.now()) + 60_000), size: 50 }
        const { body } = await session.send('GET', '/api/transactions/list/filter', { query })
        return body?.details?.find((each: Loose) => keyOf(each) === key)
      }
      const found = await orNothing(session.eventually('the payin is listed', options, find))
      const id = String(found?.externalId)
      if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return 'uuid'
      return /^TRANSFERENCIA-\d+$/.test(id) ? 'transferencia' : undecided(`a payin is ${id}`)
    },
  },
})
