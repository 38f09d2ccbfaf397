/** Which variants of virtual accounts a target shows: how they start, are enabled and end. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { tellByTime } from '../../kit/verdicts.ts'
import {
  askForAccount,
  deleteAccount,
  openAccount,
  readAccount,
  setActivation,
} from '../accounts.ts'
import { listen } from '../notifications.ts'
import { PERSON, STRANGER, WRONG_COMPANY } from '../parties.ts'
import { askForSimulation, receive } from '../payins.ts'
import { isAccepted, readStatus, says } from '../reading.ts'
import { catchAbout, tellAccepted, tellBy, unknown } from '../verdicts.ts'

export const accountProbes: readonly Probe[] = defineProbes({
  'localpayment.va.activation-time': {
    waits: 'PT35S',
    tell: async (session) => {
      const made = await askForAccount(session)
      if (!isAccepted(made)) return unknown('a new account', made)
      return tellByTime(
        session,
        'an account is active',
        [
          { atS: 8, variant: '6s', beforeS: 25 },
          { atS: 32, variant: '30s' },
        ],
        async () => {
          const { body } = await readAccount(session, made.body.externalId)
          return readStatus(body).code === '200'
        },
      )
    },
  },
  'localpayment.va.last-name': {
    waits: 'PT35S',
    tell: async (session) =>
      tellAccepted(
        'an individual without last name',
        await askForAccount(session, { beneficiary: { ...PERSON, lastName: undefined } }),
        { accepted: 'optional', rejected: 'required', by: 'lastName]' },
      ),
  },
  'localpayment.va.error-path': async (session) => {
    const answer = await askForAccount(session, { beneficiary: WRONG_COMPANY })
    if (says(answer.body, '[document.id]')) return 'without-beneficiary'
    if (says(answer.body, '[beneficiary.document.id]')) return 'whole-path'
    return unknown('a wrong document', answer)
  },
  'localpayment.va.deleted-code': {
    waits: 'PT35S',
    tell: async (session) => {
      const { externalId } = await openAccount(session)
      const answer = await deleteAccount(session, externalId)
      const { code, label } = readStatus(answer.body)
      const variants = { 'DELETED 400': '400', 'DELETED 900': '900' }
      return tellBy('a deletion', answer, `${label} ${code}`, variants)
    },
  },
  'localpayment.va.delete-time': {
    needs: ['money'],
    waits: 'PT40S',
    tell: async (session) => {
      const account = await openAccount(session)
      await receive(session, account)
      const deleted = await deleteAccount(session, account.externalId)
      if (deleted.status !== 200) return unknown('a deletion', deleted)
      const answer = await askForSimulation(session, account)
      if (isAccepted(answer)) return '24-hours'
      const isGone = ['400', '404'].includes(readStatus(answer.body).code)
      return isGone ? 'at-once' : unknown('a payment to a deleted account', answer)
    },
  },
  'localpayment.va.enabled-detail': {
    waits: 'PT35S',
    tell: async (session) => {
      const { externalId } = await openAccount(session)
      await setActivation(session, externalId, 'disable')
      const answer = await setActivation(session, externalId, 'enable')
      return tellBy('enabling', answer, readStatus(answer.body).detail, {
        'Virtual account has been created': 'has-been-created',
        'Virtual account active and ready for payments': 'active-and-ready',
      })
    },
  },
  'localpayment.va.notification': {
    needs: ['callbacks', 'human', 'money'],
    waits: 'PT1M15S',
    tell: async (session) => {
      await listen(session, 'PayIn,VirtualAccount')
      const account = await openAccount(session)
      const { externalId } = await receive(session, account)
      // Silence counts only where something else is told, and sooner than the account's own could come.
      const others = await catchAbout(session, externalId)
      if (others.length === 0) return undecided('not even a payin is told')
      const own = await catchAbout(session, account.externalId, { within: 'PT22S' })
      return own.length > 0 ? 'wrapped' : 'none'
    },
  },
  'localpayment.simulate.payer-is-beneficiary': {
    needs: ['money'],
    waits: 'PT40S',
    tell: async (session) => {
      const account = await openAccount(session)
      await receive(session, account)
      const answer = await askForSimulation(session, account, { payer: STRANGER })
      return tellAccepted('a stranger as payer', answer, {
        accepted: 'anybody',
        rejected: 'enforced',
        by: '[payer]',
      })
    },
  },
})
