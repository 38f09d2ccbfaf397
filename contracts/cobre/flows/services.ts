/**
 * What stands around a balance: Bre-B keys, account references, report schedulers, evidence.
 * Source: https://docs.cobre.com/cobre-keys-with-bre-b-1886558m0, transfer-in-2117611m0,
 * report-scheduler-1886573m0 and evidence-api-1886574m0, read 2026-11-20.
 */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { drainLater, listNewTransactions, listTransactions, useBalance } from '../accounts.ts'
import { awaitEvent, subscribe, toKeyField } from '../events.ts'
import { demandError, isOffered } from '../expectations.ts'
import { actOnKey, askForKey, awaitKey, cancelKey, endKeyLater } from '../keys.ts'

export const services: readonly Flow[] = defineFlows({
  'key.life': {
    title: 'A key is registered, blocked, reactivated and canceled for good',
    waits: 'PT30S',
    run: async (session) => {
      const key = await openKey(session)
      if (key === undefined) return
      const within = toKeyTime(session)
      session.step('blocked')
      const before = session.variantOf('cobre.key.action-at-once') === 'later'
      session.expect(await actOnKey(session, key, 'disable'), {
        status: 200,
        body: {
          connectivity: { status: before ? 'registered' : 'disabled' },
          previous_action: { action_requested: 'disable' },
        },
      })
      await awaitKey(session, key, 'disabled', within)
      session.step('reactivated')
      session.expect(await actOnKey(session, key, 'enable'), { status: 200 })
      await awaitKey(session, key, 'registered', within)
      session.step('canceled')
      session.expect(await cancelKey(session, key), { status: 204 })
      await awaitKey(session, key, 'unregistered', 'PT2S')
      demandError(session, await actOnKey(session, key, 'enable'), 400, undefined, 'it has ended')
    },
  },
  'key.paid': {
    title: 'Money that somebody pays to a key is credited to its balance',
    needs: ['human', 'money'],
    waits: 'PT10S',
    holds: ['balance'],
    run: async (session) => {
      const key = await openKey(session)
      if (key === undefined) return
      const parameters = { key: key.id, amount: 500 }
      const pay = () =>
        session.act('cobre.key.pay', parameters, `Pay 5.00 COP to the key ${key.key_value}.`)
      await demandCredit(session, key.account_id, pay, { type: 'breb_credit', amount: 500 })
    },
  },
  'reference.enabled': {
    title: 'An account reference gets its number once it is enabled, and takes transfers',
    needs: ['human', 'money'],
    waits: 'PT10S',
    holds: ['balance'],
    run: async (session) => {
      const { id: source_id } = await useBalance(session, 'main', 'pr_col_1066')
      session.step('refused')
      const other = await useBalance(session, 'main')
      const ask = (over: Record<string, unknown>) => {
        const json = { type: 'transfer_acc', source_id, alias: 'Ensayo', ...over }
        return session.send('POST', '/v1/account_references', { json })
      }
      demandError(session, await ask({ source_id: other.id }), 400, 'REF001')
      demandError(session, await ask({ type: 'ensayo' }), 400, 'REF002')
      demandError(session, await ask({ source_id: 'acc_ensayo0000' }), 400, 'REF006')
      session.step('enabled')
      const made = await ask({})
      session.expect(made, {
        status: 201,
        body: { source_id, connectivity: { status: 'processing' } },
      })
      const { id } = made.body
      const path = `/v1/account_references/${id}`
      session.later(`reference ${id}`, () => session.send('DELETE', path))
      const { metadata } = await session.eventually(
        'the reference is enabled',
        { within: 'PT8S', every: 'PT1S' },
        async () => {
          const { body } = await session.send('GET', path)
          return body.connectivity.status === 'enabled' && body
        },
      )
      session.step('paid')
      const instruction = `Transfer 7.00 COP to account ${metadata.account_number}.`
      const pay = () => session.act('cobre.reference.pay', { id, amount: 700 }, instruction)
      await demandCredit(session, source_id, pay, { type: 'transfer_credit', amount: 700 })
      session.step('deleted')
      session.expect(await session.send('DELETE', path), { status: 204 })
      demandError(session, await session.send('GET', path), 404)
    },
  },
  'report-scheduler.life': {
    title: 'A report scheduler is active until it is deactivated, and stays on the list',
    run: async (session) => {
      const { id: account_id } = await useBalance(session, 'main')
      const resource = { resource: 'accounts', layout: 'cobre_balance_multicash_v1' }
      const json = { ...resource, metadata: { account_id } }
      const made = await session.send('POST', '/v1/report_schedulers', { json })
      const pattern = { active_status: true, schedule_pattern: '0 10 * * ? *' }
      session.expect(made, { status: 201, body: { ...json, ...pattern, execution_number: 1 } })
      const path = `/v1/report_schedulers/${made.body.id}`
      session.expect(await session.send('DELETE', path), { status: 204 })
      const query = { page_size: 100 }
      const { body } = await session.send('GET', '/v1/report_schedulers', { query })
      const own = body.contents.filter(({ id }: Loose) => id === made.body.id)
      session.expect({ ...made, body: own }, { body: [{ active_status: false }] })
      demandError(session, await session.send('DELETE', path), 400, undefined, 'it has ended')
    },
  },
  'evidence.asked': {
    title: 'A request for evidence is told in an envelope of its own and gives upload links',
    needs: ['human', 'callbacks'],
    run: async (session) => {
      const list = await session.send('GET', '/v1/evidence_requests')
      if (!isOffered(session, list)) return
      await subscribe(session, ['evidence-request.ask'], toKeyField(session))
      session.step('asked')
      const instruction = 'Have Cobre ask for the document doc_funds about any movement.'
      await session.act('cobre.evidence.ask', { document: 'doc_funds' }, instruction)
      const { content } = await awaitEvent(session, 'evidence-request.ask')
      const path = `/v1/evidence_requests/${content.evidence_request_id}`
      session.expect(await session.send('GET', path), { status: 200, body: content })
      session.step('upload links')
      const json = { documents: [{ type: 'doc_funds' }] }
      const links = await session.send('POST', `${path}/upload_intent`, { json })
      session.expect(links, { status: 200, body: { intents: [{ type: 'doc_funds' }] } })
    },
  },
})

/** A key once it is registered; undefined where keys are not offered. */
async function openKey(session: Session): Promise<Loose | undefined> {
  const made = await askForKey(session)
  if (!isOffered(session, made)) return undefined
  session.expect(made, { status: 201, body: { connectivity: { status: 'processing' } } })
  endKeyLater(session, made.body)
  const key = await awaitKey(session, made.body, 'registered', toKeyTime(session))
  return { ...key, account_id: made.body.account_id }
}

function toKeyTime(session: Session): string {
  return session.variantOf('cobre.key.time') === 'five-seconds' ? 'PT8S' : 'PT1M5S'
}

/** Demands one new transaction on an account once somebody has paid. */
async function demandCredit(
  session: Session,
  account_id: string,
  pay: () => Promise<unknown>,
  expected: { type: string; amount: number },
): Promise<void> {
  drainLater(session, account_id)
  const before = await listTransactions(session, account_id)
  await pay()
  const [credit] = await listNewTransactions(session, account_id, before)
  const path = `/v1/accounts/${account_id}/transactions/${credit?.id}`
  const body = { ...expected, credit_debit_type: 'credit', currency: 'COP' }
  session.expect(await session.send('GET', path), { status: 200, body })
}
