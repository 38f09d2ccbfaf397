/** Which variants of what all operations share a target shows: limits, paging, amounts, features. */
import type { Answer } from '../../kit/answer.ts'
import { defineProbes, type Probe, undecided, unsettled } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { adjust } from '../accounts.ts'
import { askForMovement } from '../movements.ts'

/** The bucket that documents describe. */
const BURST = 200
const PER_SECOND = 30

/** After so many requests their pace is known. */
const TRIAL = 20

export const conventionProbes: readonly Probe[] = defineProbes({
  'cobre.limits.rate': { waits: 'PT14S', holds: 'everything', tell: tellLimit },
  'cobre.paging.envelope': async (session) => {
    const query = { page_size: 1 }
    const { body, status } = await session.send('GET', '/v1/accounts', { query })
    if (typeof body?.is_last_page !== 'boolean')
      return undecided(`a list is answered ${status} without is_last_page`)
    return 'page_number' in body ? 'whole' : 'short'
  },
  'cobre.paging.first-page': {
    maskedBy: { 'cobre.paging.envelope': ['short'] },
    tell: async (session) => {
      const { body, status } = await session.send('GET', '/v1/accounts', {
        query: { page_size: 1 },
      })
      if (body?.page_number === 0) return 'zero'
      if (body?.page_number === 1) return 'one'
      return undecided(`a list is answered ${status} with page_number ${body?.page_number}`)
    },
  },
  'cobre.money.minor-units': async (session) => {
    const { body, status } = await askForMovement(session, { amount: 1000.5, metadata: {} })
    const text = String(body?.error_description)
    if (status !== 400) return undecided(`a decimal amount is answered ${status}`)
    if (text.includes('amount')) return 'refused'
    if (/(source|destination)_id/.test(text)) return 'left-to-schema'
    return undecided(`a decimal amount and missing ids are answered "${text}"`)
  },
  'cobre.qa.features': async (session) => {
    const quotes = await session.send('GET', '/v1/fx_quotes')
    const requests = await session.send('GET', '/v1/evidence_requests')
    if (quotes.status === 200 && requests.status === 200) return 'all'
    if (isRefused(quotes) && isRefused(requests)) return 'documented'
    return undecided(`quotes are answered ${quotes.status}, evidence ${requests.status}`)
  },
  'cobre.qa.adjustment-error': async (session) => {
    const { body, status, text } = await adjust(session, { account_id: 'acc_ensayo' })
    if (status === 400 && text === '') return 'no-body'
    if (status === 400 && typeof body?.error_code === 'string') return 'error-object'
    return undecided(`an adjustment of an unknown account is answered ${status}: ${text}`)
  },
})

const isRefused = ({ status }: Answer): boolean => [400, 403, 404].includes(status)

/** Asks at the pace of the run; where that is below the limit, it stops early and leaves it open. */
async function tellLimit(session: Session) {
  const refill = `PT${Math.ceil(BURST / PER_SECOND)}S`
  await session.pass(refill)
  const startedAt = await session.now()
  const ask = () => session.send('GET', '/v1/accounts', { query: { page_size: 1 } })
  for (let count = 1; count <= 3 * BURST; count++) {
    const { status } = await ask()
    const seconds = ((await session.now()) - startedAt) / 1_000
    if (status === 429) {
      await session.pass(refill)
      if (count > 0.9 * BURST) return 'thirty-per-second'
      return undecided(`the ${count}th request in ${seconds} s is answered 429`)
    }
    if (status !== 200) return undecided(`a list is answered ${status}`)
    if (count === TRIAL && seconds > TRIAL / PER_SECOND) {
      return unsettled(`the run asks ${TRIAL} times in ${seconds} s, within the limit anyway`)
    }
    if (count > BURST + PER_SECOND * (seconds + 1)) return 'none'
  }
  return unsettled('the run asks too slowly to reach the limit')
}
