/** Which variants of access, paths and conventions a target shows. */
import type { Answer } from '../../kit/answer.ts'
import { defineProbe, defineProbes, type Probe } from '../../kit/contract.ts'
import { askForAccount, openAccount, readAccount } from '../accounts.ts'
import { logIn, refresh } from '../authorize.ts'
import { COMPANY, WRONG_COMPANY } from '../parties.ts'
import { askForPse, readTransactionStatus, receive } from '../payins.ts'
import { isAccepted, readStatus, reasonsOf, says } from '../reading.ts'
import { tellAccepted, tellBy, unknown } from '../verdicts.ts'

export const authProbes: readonly Probe[] = [
  ...defineProbes({
    'localpayment.paths.trailing-slash': async (session) => {
      const printed = await session.send('GET', '/api/resources/payment-methods')
      if (printed.status !== 200) return unknown('the printed path', printed)
      const answer = await session.send('GET', '/api/resources/payment-methods/')
      const variants = { 200: 'either', 404: 'as-printed' }
      return tellBy('a path with another slash', answer, answer.status, variants)
    },
    'localpayment.auth.ip-whitelist': async (session) => {
      const answer = await logIn(session)
      const isNamed = answer.status === 403 && /IP address|whitelist/i.test(answer.text)
      if (isNamed) return 'unlisted-403'
      return tellBy('a login', answer, answer.status, { 200: 'listed' })
    },
    'localpayment.auth.token-form': async (session) => {
      const { username = '', password = '' } = session.credentials
      const form = { username, password }
      const answer = await session.send('POST', '/api/token/', { auth: false, form })
      const hasToken = answer.status === 200 && typeof answer.body?.access === 'string'
      if (hasToken) return 'accepted'
      return tellBy('a login by a form', answer, answer.status, { 415: 'json-only' })
    },
    'localpayment.auth.refresh-answer': async (session) => {
      const answer = await refresh(session, (await logIn(session)).body?.refresh)
      const names = ['access', 'refresh'].filter((name) => typeof answer.body?.[name] === 'string')
      const variants = { 'access,refresh': 'both', access: 'access-only' }
      return tellBy('a refresh', answer, names.join(), variants)
    },
    'localpayment.http.create-status': async (session) => {
      const answer = await askForPse(session)
      if (!isAccepted(answer)) return unknown('a complete payin', answer)
      return tellBy('a complete payin', answer, answer.status, { 200: '200', 201: '201' })
    },
    'localpayment.http.rejection-status': async (session) => {
      const answer = await askForAccount(session, { beneficiary: { ...COMPANY, name: undefined } })
      if (readStatus(answer.body).code !== '300') return unknown('an account without name', answer)
      const variants = { 200: '200', 400: '400' }
      return tellBy('an account without name', answer, answer.status, variants)
    },
    'localpayment.external-id.alphabet': async (session) =>
      tellAccepted(
        'an externalId with hyphens',
        await askForPse(session, { externalId: session.uuid() }),
        { accepted: 'hyphens', rejected: 'alphanumeric', by: '[externalId]' },
      ),
    'localpayment.external-id.after-rejection': {
      waits: 'PT35S',
      tell: async (session) => {
        const externalId = session.unique()
        const wrong = await askForAccount(session, { externalId, beneficiary: WRONG_COMPANY })
        if (!says(wrong.body, 'document.id]')) return unknown('a wrong document', wrong)
        const kept = await readAccount(session, externalId)
        const right = await askForAccount(session, { externalId })
        if (isAccepted(right)) return 'free'
        const isTaken = reasonsOf(right.body).some((reason) => reason.startsWith('500 '))
        if (isTaken && kept.status === 200) return 'burned'
        return unknown('an externalId that was rejected', right)
      },
    },
    'localpayment.status.shape': async (session) => {
      const answer = await readTransactionStatus(session, session.unique())
      const { code, detail, status } = answer.body?.status ?? {}
      if (typeof code === 'string' && typeof detail === 'string') return 'text-code'
      if (typeof code === 'number' && typeof status === 'string') return 'integer-code'
      return unknown('the status of an unknown transaction', answer)
    },
    'localpayment.status.completed-casing': {
      needs: ['money'],
      waits: 'PT40S',
      tell: async (session) => {
        const { externalId } = await receive(session, await openAccount(session))
        const answer = await readTransactionStatus(session, externalId)
        const variants = { Completed: 'as-printed', COMPLETED: 'upper-case' }
        return tellBy('a credited payin', answer, readStatus(answer.body).label, variants)
      },
    },
    'localpayment.activity.envelope': async (session) => {
      const { accountNumber } = session.credentials
      const path = `/api/accounts/${accountNumber}/activity`
      const latest = await session.send('GET', path)
      const day = new Date(await session.now()).toISOString().slice(0, 10)
      const dated = await session.send('GET', path, { query: { since: day, until: day } })
      const form = ({ body }: Answer) =>
        ['listSize', 'size', 'page'].filter((name) => name in (body ?? {})).join()
      const variants = {
        'listSize listSize': 'list-size',
        'size,page size,page': 'paged',
        'listSize size,page': 'by-dates',
      }
      return tellBy('the activity', dated, `${form(latest)} ${form(dated)}`, variants)
    },
  }),
  ...[
    {
      quirk: 'localpayment.document.ce-length',
      type: 'CE',
      usual: 'E22693',
      older: '123456789012',
    },
    { quirk: 'localpayment.document.pass-length', type: 'PASS', usual: 'AO2584', older: 'A' },
  ].map(({ quirk, type, usual, older }) =>
    defineProbe({
      quirk,
      tell: async (session) => {
        const check = async (id: string) => {
          const json = { country: 'COL', document: { type, id } }
          return session.send('POST', '/api/validation/document', { json })
        }
        const known = await check(usual)
        if (known.body?.code !== '200') return unknown(`${type} ${usual}`, known)
        const answer = await check(older)
        const shorter = type === 'CE' ? '6-to-7' : '2-to-20'
        const variants = { 200: 'up-to-12', 300: shorter }
        return tellBy(`${type} ${older}`, answer, answer.body?.code, variants)
      },
    }),
  ),
]
