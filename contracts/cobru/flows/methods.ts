/** Methods that somebody finishes elsewhere: in a bank, a wallet's app, at a counter. */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import {
  expectFact,
  expectOrder,
  expectState,
  expectTypes,
  shows,
  waitForState,
} from '../expectations.ts'
import { openPayment } from '../payment.ts'
import { readOrder, readOrderId, readQr, submit } from '../submission.ts'

export const methods: readonly Flow[] = defineFlows({
  'method.pse': {
    title:
      'PSE: the list of banks needs no credentials, the order has an address to go on at, the bank pays',
    needs: ['human'],
    run: async (session) => {
      session.step('the banks are listed')
      const isPublic = shows(session, 'cobru.auth.pse-banks-public', 'public')
      const banks = await session.send('GET', '/get_banks/1/', { auth: !isPublic })
      session.expect(banks, { status: 200 })
      expectTypes(banks, banks.body[0], { bankName: 'text', bankCode: 'text' })
      session.step('the payer chooses one')
      const { url } = await openPayment(session)
      const answer = await submit(session, url, 'pse', { bank: banks.body[0].bankCode })
      const order = expectOrder(session, answer)
      if (order === undefined) return
      const { checkout } = order.order
      expectFact(answer, 'an address in `checkout`', /^https?:\/\//.test(checkout), checkout)
      if (order.shape === 'array') {
        expectFact(answer, 'a pending order', order.order.state === 'PENDIENTE', order.order.state)
        expectFact(answer, 'the payment in state 1', order.cobru.state === 1, order.cobru.state)
      }
      await expectState(session, url, 1)
      session.step('the bank pays')
      await session.act(
        'cobru.payment.approve',
        { url },
        `Open ${checkout} and approve the payment.`,
      )
      const detail = await waitForState(session, url, 3, 'PT1M')
      expectFact(answer, 'method pse in the detail', detail.payment_method === 'pse', detail)
    },
  },
  'method.efecty': {
    title: 'Efecty: the order has agreement and reference, and the counter pays',
    needs: ['human'],
    run: async (session) => {
      const { url } = await openPayment(session)
      const answer = await submit(session, url, 'efecty')
      const order = expectOrder(session, answer)
      if (order === undefined) return
      const { project_code: project, ref } = order.order
      expectTypes(answer, order.order, { project_code: 'integer', GOrdenId: 'text' })
      expectFact(answer, 'a reference', /^\d+$/.test(String(ref)), ref)
      await session.act(
        'cobru.payment.approve',
        { url },
        `Have Efecty collect reference ${ref} of agreement ${project}.`,
      )
      await waitForState(session, url, 3, 'PT1M')
    },
  },
  'method.nequi': {
    title: 'Nequi: the app is called or an address comes; a refusal in the app leaves state 2',
    needs: ['human'],
    run: async (session) => {
      const { url } = await openPayment(session)
      session.step('without a push the order has a reference to draw a QR from')
      const silent = expectOrder(session, await submit(session, url, 'NEQUI', { push: false }))
      if (silent === undefined) return
      const answer = await submit(session, url, 'NEQUI')
      expectFact(answer, 'a text in `ref`', typeof silent.order.ref === 'string', silent.order.ref)
      session.step('with a push')
      const pushed = expectOrder(session, answer)
      const hasAddress = /^https?:/.test(pushed?.order.checkout)
      const wanted = shows(session, 'cobru.pay.nequi-push-result', 'checkout')
      expectFact(answer, 'an address or none', hasAddress === wanted, pushed?.order.checkout)
      await session.act('cobru.payment.decline', { url }, 'Refuse the payment in the Nequi app.')
      await waitForState(session, url, 2, 'PT1M')
    },
  },
  'method.breb': {
    title:
      'Bre-B: each submission has a QR and a key of its own, and the payer’s transfer completes the order',
    needs: ['human'],
    run: async (session) => {
      const { url } = await openPayment(session)
      session.step('Bre-B is submitted twice')
      const first = await submitBreb(session, url)
      if (first === undefined) return
      const second = await submitBreb(session, url)
      const id = second!.orderId
      expectFact(second!.answer, 'a QR of its own', first.qr !== second!.qr, second!.qr)
      session.step('the order waits')
      const status = () => session.send('GET', `/breb_status/${id}/`, { auth: false })
      session.expect(await status(), { status: 200 })
      await expectState(session, url, 1)
      session.step('the payer transfers')
      await session.act(
        'cobru.payment.approve',
        { url },
        `Pay the QR ${second!.qr} with a bank’s app.`,
      )
      await waitForState(session, url, 3, 'PT1M')
      session.expect(await status(), { status: 200, body: { state: 'COMPLETED' } })
    },
  },
  'method.breb-expires': {
    title: 'The QR of Bre-B is past its life after the documented time, and not before',
    waits: 'PT9M',
    run: async (session) => {
      const { url } = await openPayment(session)
      const submitted = await submitBreb(session, url)
      if (submitted === undefined) return
      const path = `/breb_status/${submitted.orderId}/`
      const isLong = shows(session, 'cobru.pay.breb-ttl', '520')
      await session.pass(isLong ? 'PT8M20S' : 'PT4M40S')
      const before = await session.send('GET', path, { auth: false })
      session.expect(before, { body: { state: 'PENDING' } }, 'its life is not over')
      await session.pass('PT30S')
      const after = await session.send('GET', path, { auth: false })
      session.expect(after, { body: { state: 'EXPIRED' } }, 'its life is over')
    },
  },
})

/** Demands QR and key under the name of the profile; where Bre-B is closed, the refusal. */
async function submitBreb(session: Session, url: string) {
  const answer = await submit(session, url, 'breb')
  if (shows(session, 'cobru.pay.breb-gated', 'not-allowed-400')) {
    session.expect(answer, { status: 400, body: { result: 'NOT_ALLOWED' } }, 'Bre-B is closed')
    return undefined
  }
  session.expect(answer, { status: 200 })
  const order = readOrder(answer)
  const { field, qr } = readQr(order) ?? { field: 'none', qr: '' }
  const wanted = session.variantOf('cobru.pay.breb-qr-field')
  expectFact(answer, `a QR as ${wanted}`, field === wanted || wanted === 'rotate', field)
  const key = order?.order.key_value ?? order?.order.payment_details?.key_value
  expectFact(answer, 'a key', typeof key === 'string' && key !== '', key)
  return { answer, qr, orderId: readOrderId(order) }
}
