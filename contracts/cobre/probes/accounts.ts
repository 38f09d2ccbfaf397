/** Which variants of accounts, their keys and their references to banks a target shows. */
import type { Loose } from '../../kit/answer.ts'
import { defineProbes, type Probe, type Undecided, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { orNothing, tellByStatus, tellByTime } from '../../kit/verdicts.ts'
import { askForAccount, askForMexican, fund, listTransactions, useBalance } from '../accounts.ts'
import { actOnKey, askForKey, awaitKey, endKeyLater, readKey } from '../keys.ts'
import { askForReturn, endLater } from '../movements.ts'

/** Cobre's test host has neither keys nor Mexico under `documented`. */
const NOT_IN_QA = { 'cobre.qa.features': ['documented'] }

export const accountProbes: readonly Probe[] = defineProbes({
  'cobre.account.new-status': async (session) => {
    // Where Mexico lacks, the balance is of this run or of an earlier one.
    const made = await askForMexican(session)
    const { connectivity } = made.status === 201 ? made.body : await useBalance(session, 'main')
    const status = connectivity?.status
    return status === 'connected' || status === 'created'
      ? status
      : undecided(`a new account is ${JSON.stringify(connectivity)}`)
  },
  'cobre.account.alias-place': async (session) => {
    const isMexican = (await askForMexican(session)).status === 201
    const over = { alias: undefined, metadata: { alias: 'Ensayo contracts nested' } }
    const answer = await (isMexican ? askForMexican : askForAccount)(session, over)
    const { error_code } = answer.body ?? {}
    if (answer.status === 400 && error_code === 'ACC004') return 'top-level'
    const what = 'a creation with its alias in the metadata'
    return tellByStatus(what, answer, { 201: 'in-metadata' })
  },
  'cobre.account.closable': async (session) => {
    const { id } = await useBalance(session, 'spare')
    const answer = await session.send('DELETE', `/v1/accounts/${id}`)
    const variants = { 200: 'every-balance', 204: 'every-balance', 400: 'mexico' }
    return tellByStatus('closing a Colombian balance', answer, variants)
  },
  'cobre.balance-history.providers': {
    maskedBy: NOT_IN_QA,
    tell: async (session) => {
      const { body, status } = await askForMexican(session, { provider_id: 'pr_mex_cobre2' })
      if (status !== 201) return undecided(`a balance of pr_mex_cobre2 is answered ${status}`)
      const answer = await session.send('GET', `/v1/accounts/${body.id}/daily_balance_history`)
      const variants = { 200: 'all-generations', 400: 'latest' }
      return tellByStatus('its daily balances', answer, variants)
    },
  },
  'cobre.balance-history.list-key': async (session) => {
    const { id } = await useBalance(session, 'main')
    const { body, status } = await session.send('GET', `/v1/accounts/${id}/daily_balance_history`)
    if (Array.isArray(body?.['Daily Balance history List'])) return 'as-printed'
    if (Array.isArray(body?.contents)) return 'contents'
    return undecided(`daily balances are answered ${status} without a list`)
  },
  'cobre.money.currency-case': {
    needs: ['money'],
    maskedBy: NOT_IN_QA,
    tell: async (session) => {
      const { body, status } = await askForMexican(session)
      if (status !== 201) return undecided(`a Mexican balance is answered ${status}`)
      await fund(session, body.id, 100)
      const [credit] = await listTransactions(session, body.id)
      if (credit?.currency === 'mxn') return 'by-account'
      return credit?.currency === 'MXN'
        ? 'all-upper'
        : undecided(`a credit in Mexico is in ${credit?.currency}`)
    },
  },
  'cobre.return.providers': {
    needs: ['money', 'human'],
    maskedBy: NOT_IN_QA,
    tell: async (session) => {
      const newest = await returnDeposit(session, 'pr_mex_cobre3')
      if (newest !== 201) return undecided(`a return on pr_mex_cobre3 is answered ${newest}`)
      const older = await returnDeposit(session, 'pr_mex_cobre2')
      if (older === 201) return 'second-and-third'
      return older === 400 ? 'third-only' : undecided(`one on pr_mex_cobre2 is answered ${older}`)
    },
  },
  'cobre.key.open-input': {
    waits: 'PT1M5S',
    maskedBy: NOT_IN_QA,
    tell: async (session) => {
      const open_input = `E${session.uuid().replaceAll('-', '').slice(0, 15)}`
      const answer = await askForKey(session, { key_config: 'open_input', open_input })
      if (answer.status === 201) endKeyLater(session, answer.body)
      const variants = { 201: 'available', 400: 'coming-soon' }
      return tellByStatus("a key of one's own words", answer, variants)
    },
  },
  'cobre.key.time': {
    waits: 'PT1M5S',
    maskedBy: NOT_IN_QA,
    tell: (session) =>
      withKey(session, (key) =>
        tellByTime(
          session,
          'a key is registered',
          [
            { atS: 2 },
            { atS: 7, variant: 'five-seconds', beforeS: 60 },
            { atS: 63, variant: 'one-minute' },
          ],
          async () => (await readKey(session, key)).connectivity.status === 'registered',
        ),
      ),
  },
  'cobre.key.action-at-once': {
    waits: 'PT1M5S',
    maskedBy: NOT_IN_QA,
    tell: (session) =>
      withKey(session, async (key) => {
        if (!(await orNothing(awaitKey(session, key, 'registered', 'PT1M5S'))))
          return undecided('a new key is not registered')
        const { body, status } = await actOnKey(session, key, 'disable')
        const shown = body?.connectivity?.status
        if (status === 200 && shown === 'registered') return 'later'
        if (status === 200 && shown === 'disabled') return 'at-once'
        return undecided(`disabling a key is answered ${status} with "${shown}"`)
      }),
  },
})

async function withKey(
  session: Session,
  tell: (key: Loose) => Promise<string | Undecided>,
): Promise<string | Undecided> {
  const { body, status, text } = await askForKey(session)
  if (status !== 201) return undecided(`a new key is answered ${status}: ${text}`)
  endKeyLater(session, body)
  return tell(body)
}

/** Status of the return of money that somebody sends to a new balance; undefined when none comes. */
async function returnDeposit(session: Session, provider_id: string): Promise<number | undefined> {
  const { body: account, status } = await askForMexican(session, { provider_id })
  if (status !== 201) return undefined
  const parameters = { account_id: account.id, amount: 500 }
  const instruction = `Send 5.00 MXN by SPEI to CLABE ${account.account_number}.`
  await session.act('cobre.account.receive', parameters, instruction)
  const credit = (await listTransactions(session, account.id)).find(
    ({ type }) => type === 'spei_credit',
  )
  if (credit === undefined) return undefined
  const answer = await askForReturn(session, credit.id)
  if (answer.status === 201) endLater(session, answer.body.id)
  return answer.status
}
