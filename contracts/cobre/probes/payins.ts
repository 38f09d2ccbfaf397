/** Which variants of pay-ins and checkouts a target shows. Nobody pays. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { tellByStatus } from '../../kit/verdicts.ts'
import { askForCheckout, toCheckout } from '../checkouts.ts'
import {
  askForMovement,
  awaitStart,
  changeState,
  createMovement,
  readMovement,
  toPayin,
} from '../movements.ts'

export const payinProbes: readonly Probe[] = defineProbes({
  'cobre.qa.payable-rails': {
    waits: 'PT15S',
    tell: async (session) => {
      const payable: string[] = []
      for (const rail of ['pse', 'bancolombia', 'nequi']) {
        if (await canBePaid(session, rail)) payable.push(rail)
      }
      const found = payable.join()
      if (found === 'pse,bancolombia,nequi') return 'all'
      if (found === 'bancolombia') return 'english-page'
      if (found === 'pse,bancolombia') return 'spanish-page'
      return undecided(`the rails that wait for a payer are ${found || 'none'}`)
    },
  },
  'cobre.pse.failed-metadata': {
    waits: 'PT15S',
    tell: async (session) => {
      const { id } = await createMovement(session, await toPayin(session, 'pse'))
      const { status } = await awaitStart(session, id)
      if (status.state === 'processing') await changeState(session, id, 'rejected')
      const movement = await readMovement(session, id)
      if (movement.status.state !== 'failed')
        return undecided(`a PSE payment cannot be made to fail; it is ${movement.status.state}`)
      const { payment_link, ticket_id, tracking_key } = movement.metadata
      const found = JSON.stringify([tracking_key, payment_link, ticket_id])
      if (found === '["-1","",""]') return 'minus-one'
      if (found === '[null,null,null]') return 'nulls'
      return undecided(`a failed PSE payment has ${found}`)
    },
  },
  'cobre.checkout.rails-name': async (session) => {
    const checkout = await toCheckout(session)
    const renamed = { ...checkout, checkout_rails: undefined, checkout_rail: ['pse'] }
    const answer = await askForCheckout(session, renamed)
    return tellByStatus('checkout_rail', answer, { 201: 'singular', 400: 'plural' })
  },
  'cobre.checkout.breb-rail': async (session) => {
    const checkout = await toCheckout(session, { checkout_rails: ['breb'] })
    const answer = await askForCheckout(session, checkout)
    return tellByStatus('the rail breb', answer, { 201: 'accepted', 400: 'refused' })
  },
  'cobre.deactivation.answer': async (session) => {
    const { body, status } = await askForCheckout(session, await toCheckout(session))
    if (status !== 201) return undecided(`a checkout is answered ${status}`)
    const answer = await session.send('DELETE', `/v1/checkouts/${body.id}`)
    return tellByStatus('ending a checkout', answer, { 200: 'record', 204: 'no-body' })
  },
  'cobre.checkout.singular-path': async (session) => {
    const answer = await askForCheckout(session, await toCheckout(session), '/v1/checkout')
    return tellByStatus('POST /v1/checkout', answer, { 201: 'served', 404: 'not-found' })
  },
})

async function canBePaid(session: Session, rail: string): Promise<boolean> {
  const { body, status } = await askForMovement(session, await toPayin(session, rail))
  if (status !== 201) return false
  return (await awaitStart(session, body.id)).status.state === 'processing'
}
