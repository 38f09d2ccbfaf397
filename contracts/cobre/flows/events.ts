/**
 * Events: subscribed to, signed, told in the order of what happened.
 * Source: https://docs.cobre.com/notifications-subscriptions-1886572m0, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { adjust, drainLater, useBalance } from '../accounts.ts'
import { askForSubscription, awaitEvent, subscribe, toKeyField } from '../events.ts'
import { demandError } from '../expectations.ts'
import { createMovement, toEmptyTransfer } from '../movements.ts'

const CREDIT = 'accounts.balance.credit'

export const events: readonly Flow[] = defineFlows({
  'subscription.life': {
    title: 'A subscription shows the end of its key alone, and is gone once it is deleted',
    run: async (session) => {
      const url = 'https://example.com/ensayo'
      const wanted = { events: ['reports.created'], url, description: 'Ensayo contracts' }
      const field = toKeyField(session)
      session.step('a key too short')
      const short = { ...wanted, [field]: 'too-short' }
      demandError(session, await askForSubscription(session, short), 400)
      session.step('an event that there is not')
      const unknown = { ...wanted, events: ['money_movements.status.pending'] }
      const refused = await askForSubscription(session, unknown)
      if (session.variantOf('cobre.subscription.unknown-event') === 'refused')
        demandError(session, refused, 400)
      else session.expect(refused, { status: 201 })
      session.step('subscribed')
      const key = session.credentials.eventSignatureKey ?? ''
      const made = await askForSubscription(session, { ...wanted, [field]: key })
      const masked = `${'*'.repeat(key.length - 4)}${key.slice(-4)}`
      session.expect(made, { status: 201, body: { ...wanted, event_signature_key: masked } })
      session.step('deleted')
      const path = `/v1/subscriptions/${made.body.id}`
      session.expect(await session.send('DELETE', path), { status: 204 })
      demandError(session, await session.send('DELETE', path), 404)
    },
  },
  'event.movement': {
    title: 'Each state of a movement is told in a signed event with the movement in it',
    needs: ['callbacks'],
    waits: 'PT20S',
    holds: ['webhooks'],
    run: async (session) => {
      const states = ['initiated', 'processing', 'failed']
      const keys = states.map((state) => `money_movements.status.${state}`)
      await subscribe(session, keys, toKeyField(session))
      const wanted = await toEmptyTransfer(session, { external_id: session.unique() })
      const { id } = await createMovement(session, wanted)
      for (const [index, key] of keys.entries()) {
        session.step(key)
        const status = { state: states[index] }
        const rest = { type: 'fast_pay', currency: 'cop', batch_id: '' }
        await awaitEvent(session, key, { ...wanted, ...rest, id, status })
      }
    },
  },
  'event.credit': {
    title: 'A credit is told with the balance before and after it',
    needs: ['callbacks', 'money'],
    waits: 'PT20S',
    holds: ['balance', 'webhooks'],
    run: async (session) => {
      const { id } = await useBalance(session, 'main')
      drainLater(session, id)
      await subscribe(session, [CREDIT], toKeyField(session))
      session.expect(await adjust(session, { account_id: id, amount: 250 }), { status: 200 })
      const credit = { account_id: id, amount: 250, currency: 'COP', type: 'adjustment_credit' }
      const { content } = await awaitEvent(session, CREDIT, credit)
      session.expect(await session.send('GET', `/v1/accounts/${id}`), {
        body: { obtained_balance: content.current_balance },
      })
      session.expect(await session.send('GET', `/v1/accounts/${id}/transactions/${content.id}`), {
        status: 200,
        body: {
          amount: 250,
          currency: 'COP',
          credit_debit_type: content.credit_debit_type,
          metadata: content.metadata,
        },
      })
    },
  },
})
