/**
 * Virtual accounts: in progress, then active with a Bre-B key, disabled, enabled, deleted.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, /docs/activate-deactivate-virtual-account
 * and /docs/delete-virtual-account, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import {
  askForAccount,
  awaitActive,
  deleteAccount,
  keyOf,
  openAccount,
  readAccount,
  setActivation,
} from '../accounts.ts'
import {
  activeWithin,
  created,
  demandRefusal,
  demandRejectedAccount,
  toExternalId,
} from '../expectations.ts'
import { awaitTold, listen } from '../notifications.ts'
import { COMPANY, PERSON, WRONG_COMPANY } from '../parties.ts'
import { askForSimulation, receive } from '../payins.ts'

const READY = {
  code: '200',
  description: 'COMPLETED',
  detail: 'Virtual account active and ready for payments',
}

export const accounts: readonly Flow[] = defineFlows({
  'account.active': {
    title: 'A virtual account is in progress without a key, and active with one six seconds later',
    waits: 'PT35S',
    run: async (session) => {
      const externalId = toExternalId(session)
      const { accountNumber } = session.credentials
      session.step('created')
      const made = await askForAccount(session, { externalId })
      const known = {
        externalId,
        accountNumber,
        country: 'COL',
        currency: 'COP',
        beneficiary: { ...COMPANY, fullName: COMPANY.name, lastName: '' },
        errors: [],
      }
      const status = {
        code: '100',
        description: 'INPROGRESS',
        detail: 'Virtual account in progress',
      }
      session.expect(made, { status: created(session), body: { ...known, status } })
      const early = { ...made, body: keyOf(made.body) ?? 'none' }
      session.expect(early, { body: 'none' }, 'a key that nobody has yet')
      session.step('nothing but waiting is possible')
      demandRefusal(session, await setActivation(session, externalId, 'disable'))
      session.step('active')
      await awaitActive(session, externalId, activeWithin(session))
      const active = await readAccount(session, externalId)
      const { internalId } = made.body
      session.expect(active, { status: 200, body: { ...known, internalId, status: READY } })
      session.expect(active, { body: { beneficiary: { bank: { account: { type: 'KEY' } } } } })
      const key = String(keyOf(active.body))
      const isKey = /^@LP[A-Za-z0-9]{1,10}\d{4}$/.test(key) && key.startsWith('@LPTechColomb')
      session.expect({ ...active, body: isKey ? 'a key' : key }, { body: 'a key' })
    },
  },
  'account.individual': {
    title: 'Accounts of one person have a key each, and their last name apart',
    waits: 'PT1M',
    run: async (session) => {
      const over = { beneficiary: PERSON }
      const one = await openAccount(session, over, activeWithin(session))
      const other = await openAccount(session, over, activeWithin(session))
      const answer = await readAccount(session, other.externalId)
      const beneficiary = { ...PERSON, fullName: 'Camila Ensayo', lastName: 'Ensayo' }
      session.expect(answer, { status: 200, body: { beneficiary } })
      const keys = new Set([keyOf(one), keyOf(other)])
      session.expect({ ...answer, body: keys.size }, { body: 2 }, 'keys that differ')
    },
  },
  'account.life': {
    title: 'A virtual account takes payments unless it is disabled, and is gone once deleted',
    needs: ['money'],
    waits: 'PT40S',
    run: async (session) => {
      const account = await openAccount(session, {}, activeWithin(session))
      const { externalId } = account
      await receive(session, account)
      session.step('disabled')
      const disabled = await setActivation(session, externalId, 'disable')
      const status = { code: '300', description: 'DISABLED', detail: 'Virtual account disabled' }
      session.expect(disabled, { status: 200, body: { externalId, status, errors: [] } })
      session.expect(await readAccount(session, externalId), { body: { status } })
      demandRefusal(session, await askForSimulation(session, account))
      demandRefusal(session, await setActivation(session, externalId, 'disable'))
      session.step('enabled')
      const enabled = await setActivation(session, externalId, 'enable')
      const isNew = session.variantOf('localpayment.va.enabled-detail') === 'has-been-created'
      const detail = isNew ? 'Virtual account has been created' : READY.detail
      session.expect(enabled, { status: 200, body: { status: { ...READY, detail } } })
      session.expect(await readAccount(session, externalId), { body: { status: READY } })
      await receive(session, account)
      session.step('deleted')
      const deleted = await deleteAccount(session, externalId)
      const code = session.variantOf('localpayment.va.deleted-code')
      const gone = { code, description: 'DELETED', detail: 'Virtual account deleted' }
      session.expect(deleted, { status: 200, body: { externalId, status: gone } })
      session.expect(await readAccount(session, externalId), { body: { status: gone } })
      demandRefusal(session, await deleteAccount(session, externalId))
      demandRefusal(session, await setActivation(session, externalId, 'enable'))
      if (session.variantOf('localpayment.va.delete-time') === 'at-once')
        demandRefusal(session, await askForSimulation(session, account))
    },
  },
  'account.rejected': {
    title: 'A virtual account with a wrong document or without a name is rejected with the reason',
    run: async (session) => {
      const whole = session.variantOf('localpayment.va.error-path') === 'whole-path'
      const path = whole ? 'beneficiary.' : ''
      session.step('a wrong check digit')
      const externalId = session.unique()
      const wrong = await askForAccount(session, { externalId, beneficiary: WRONG_COMPANY })
      const failed = `Invalid param + [${path}document.id] + verification failed`
      demandRejectedAccount(session, wrong, '300', failed)
      const kinds = [wrong.body.externalId, typeof wrong.body.internalId, wrong.body.beneficiary]
      session.expect({ ...wrong, body: kinds }, { body: [externalId, 'string', undefined] })
      session.step('no name')
      const beneficiary = { ...COMPANY, name: undefined }
      const nameless = await askForAccount(session, { beneficiary })
      demandRejectedAccount(session, nameless, '301', `Empty mandatory param + [${path}name]`)
      session.step('somebody else’s account number')
      const foreign = await askForAccount(session, { accountNumber: '170.170.99999999' })
      const number = 'Invalid param + [accountNumber] + verification failed'
      demandRejectedAccount(session, foreign, '300', number)
      session.step('unknown')
      const unknown = await readAccount(session, session.unique())
      demandRefusal(session, unknown, '404', 'Virtual account not found')
    },
  },
  'account.repeated': {
    title: 'An externalId that was used is rejected as a duplicate and answers no first account',
    waits: 'PT35S',
    run: async (session) => {
      const externalId = session.unique()
      const made = await askForAccount(session, { externalId })
      session.expect(made, { status: created(session) })
      const again = await askForAccount(session, { externalId })
      demandRejectedAccount(session, again, '500', 'External ID already used - Duplication')
      await awaitActive(session, externalId, activeWithin(session))
      const read = await readAccount(session, externalId)
      session.expect(read, { body: { internalId: made.body.internalId, status: READY } })
    },
  },
  'account.told': {
    title: 'A virtual account is told in progress and active where accounts are told at all',
    needs: ['callbacks', 'human'],
    waits: 'PT40S',
    run: async (session) => {
      await listen(session, 'VirtualAccount')
      const { externalId, status, ...account } = await openAccount(
        session,
        {},
        activeWithin(session),
      )
      session.expect(await readAccount(session, externalId), { body: { status } })
      if (session.variantOf('localpayment.va.notification') === 'none') return
      const { internalId, accountNumber } = account
      const known = { externalId, internalId, accountNumber, errors: [] }
      for (const code of ['100', '200']) {
        const { bank } = account.beneficiary
        const { type, name } = COMPANY
        const beneficiary = { type, name, lastname: '', ...(code === '200' ? { bank } : {}) }
        const data = { ...known, beneficiary, status: { code } }
        const body = { transactionType: 'VirtualAccount', data }
        await awaitTold(session, 'VirtualAccount', { externalId, code, body })
      }
    },
  },
})
