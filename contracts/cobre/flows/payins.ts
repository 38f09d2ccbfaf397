/**
 * Pay-ins: request to pay and the hosted checkout.
 * Source: https://docs.cobre.com/direct-link-1886559m0 and checkout-1886557m0, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import {
  drainLater,
  listNewTransactions,
  listTransactions,
  readBalance,
  useBalance,
} from '../accounts.ts'
import { askForCheckout, toCheckout } from '../checkouts.ts'
import { demandError, startsWithin } from '../expectations.ts'
import { askForMovement, awaitState, createMovement, toPayin } from '../movements.ts'

/** What a failed PSE payment has in the place of its links, by variant. */
const BLANKS: Record<string, Record<string, unknown>> = {
  'minus-one': { tracking_key: '-1', payment_link: '', ticket_id: '' },
  nulls: { tracking_key: null, payment_link: null, ticket_id: null },
}

/** Right after the payer's act. */
const AT_ONCE = 'PT5S'

export const payins: readonly Flow[] = defineFlows({
  'payin.paid': {
    title: 'A payment by Bancolombia gets its link, is paid, and credits the balance',
    needs: ['human', 'money'],
    run: async (session) => {
      const account = await useBalance(session, 'main')
      const before = await listTransactions(session, account.id)
      const start = await readBalance(session, account.id)
      drainLater(session, account.id)
      const { id, link } = await awaitLink(session)
      session.step('the payer pays')
      await session.act('cobre.movement.complete', { id }, `Open ${link} and pay.`)
      await awaitState(session, id, ['completed'], AT_ONCE)
      const read = await session.send('GET', `/v1/accounts/${account.id}`)
      session.expect(read, { body: { obtained_balance: start + 10_000 } })
      const [credit] = await listNewTransactions(session, account.id, before)
      const path = `/v1/accounts/${account.id}/transactions/${credit?.id}`
      session.expect(await session.send('GET', path), {
        status: 200,
        body: { type: 'r2p_credit', amount: 10_000, credit_debit_type: 'credit', currency: 'COP' },
      })
    },
  },
  'payin.declined': {
    title: 'A payment that its payer declines fails with F001',
    needs: ['human'],
    run: async (session) => {
      const { id, link } = await awaitLink(session)
      await session.act('cobre.movement.reject', { id }, `Open ${link} and decline.`)
      await awaitState(session, id, ['failed'], AT_ONCE)
      const read = await session.send('GET', `/v1/money_movements/${id}`)
      session.expect(read, { body: { status: { state: 'failed', code: 'F001' } } })
    },
  },
  'payin.lapsed': {
    title: 'A payment that nobody opens fails after ten minutes',
    waits: 'PT11M',
    run: async (session) => {
      const { id } = await awaitLink(session)
      await session.pass('PT9M')
      session.expect(await session.send('GET', `/v1/money_movements/${id}`), {
        body: { status: { state: 'processing' } },
      })
      await session.eventually(
        'the payment has failed',
        { within: 'PT90S', every: 'PT15S' },
        async () => {
          const { body } = await session.send('GET', `/v1/money_movements/${id}`)
          return body.status.state === 'failed' && body.status.code === 'F001'
        },
      )
    },
  },
  'payin.pse': {
    title: 'A PSE payment has empty slots at first; its link comes when it is processed',
    waits: 'PT12S',
    run: async (session) => {
      const wanted = await toPayin(session, 'pse')
      const made = await askForMovement(session, wanted)
      const slots = { tracking_key: '', payment_link: '', ticket_id: '' }
      const metadataAtFirst = { ...Object(wanted.metadata), ...slots }
      session.expect(made, { status: 201, body: { type: 'r2p_pse', metadata: metadataAtFirst } })
      const { id } = made.body
      session.step('processed')
      const isPayable = session.variantOf('cobre.qa.payable-rails') !== 'english-page'
      const state = isPayable ? 'processing' : 'failed'
      const { metadata } = await awaitState(session, id, [state], startsWithin(session))
      const read = await session.send('GET', `/v1/money_movements/${id}`)
      const blanks = BLANKS[session.variantOf('cobre.pse.failed-metadata')]
      const link = isLink(metadata.payment_link) ? metadata.payment_link : 'a link'
      session.expect(read, { body: { metadata: isPayable ? { payment_link: link } : blanks } })
    },
  },
  'checkout.paid': {
    title: 'A payment on the page of a checkout becomes a movement and credits the balance',
    needs: ['human', 'money'],
    waits: 'PT15S',
    holds: ['balance'],
    run: async (session) => {
      const checkout_rails = ['bancolombia']
      const wanted = await toCheckout(session, { checkout_rails, money_movement_intent_limit: 1 })
      const account_id = String(wanted.destination_id)
      const start = await readBalance(session, account_id)
      drainLater(session, account_id)
      const made = await askForCheckout(session, wanted)
      session.expect(made, { status: 201 })
      const { checkout_url, id } = made.body
      session.step('the payer pays')
      await session.act('cobre.checkout.pay', { id }, `Open ${checkout_url}, pay by Bancolombia.`)
      const query = { external_id: String(wanted.external_id) }
      const found = await session.send('GET', '/v1/money_movements', { query })
      session.expect(found, {
        status: 200,
        body: { total_items: 1, contents: [{ type: 'r2p_bancolombia', amount: 5_000 }] },
      })
      await awaitState(session, found.body.contents[0].id, ['completed'], startsWithin(session))
      const read = await session.send('GET', `/v1/accounts/${account_id}`)
      session.expect(read, { body: { obtained_balance: start + 5_000 } })
    },
  },
  'checkout.opened': {
    title: 'A checkout has the address of its page until it is deactivated',
    run: async (session) => {
      const wanted = await toCheckout(session, { checkout_item: 'Libro' })
      session.step('refused')
      const bare = { ...wanted, checkout_rails: [] }
      demandError(session, await askForCheckout(session, bare), 400)
      const long = { ...wanted, checkout_header: 'x'.repeat(31) }
      demandError(session, await askForCheckout(session, long), 400)
      const past = { ...wanted, valid_until: '2020-01-01T00:00:00Z' }
      demandError(session, await askForCheckout(session, past), 400)
      session.step('opened')
      const made = await askForCheckout(session, wanted)
      const { checkout_url, id } = made.body
      const url = isLink(checkout_url) ? checkout_url : 'an address'
      session.expect(made, { status: 201, body: { ...wanted, checkout_url: url } })
      session.step('deactivated')
      const path = `/v1/checkouts/${id}`
      session.expect(await session.send('GET', path), { body: { id, active_status: true } })
      session.expect(await session.send('DELETE', path), { status: 204 })
      session.expect(await session.send('GET', path), { body: { id, active_status: false } })
      demandError(session, await session.send('DELETE', path), 400, undefined, 'it has ended')
    },
  },
})

/** A payment by Bancolombia, which is payable on every target, once it has its link. */
async function awaitLink(session: Session): Promise<{ id: string; link: string }> {
  const wanted = await toPayin(session, 'bancolombia')
  const { id } = await createMovement(session, wanted)
  await awaitState(session, id, ['processing'], startsWithin(session))
  const read = await session.send('GET', `/v1/money_movements/${id}`)
  const { payment_link } = read.body.metadata
  const link = isLink(payment_link) ? payment_link : 'a link'
  session.expect(read, { body: { type: 'r2p_bancolombia', metadata: { payment_link: link } } })
  return { id, link }
}

function isLink(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value)
}
