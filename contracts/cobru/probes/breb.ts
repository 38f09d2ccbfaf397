/** How a target offers Bre-B: who may use it, where the QR stands, how long it lives. */
import type { Answer } from '../../kit/answer.ts'
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { makePayment } from '../payment.ts'
import {
  isDocumentRefused,
  isNotAllowed,
  readOrder,
  readOrderId,
  readQr,
  submit,
} from '../submission.ts'
import { complainsOf, hasStatus, probeAnswer } from '../verdicts.ts'

const NEEDS_BREB = { maskedBy: { 'cobru.pay.breb-gated': ['not-allowed-400'] } }

export const brebProbes: readonly Probe[] = [
  probeAnswer('cobru.pay.breb-gated', async (session) => (await submitNew(session)).answer, {
    enabled: hasStatus(200),
    'not-allowed-400': isNotAllowed,
  }),
  probeAnswer(
    'cobru.pay.breb-qr-literal',
    async (session) => (await submitNew(session, 'breb_qr')).answer,
    {
      // A refused document means that the method was not.
      on: (answer) => answer.status === 200 || isDocumentRefused(answer),
      off: isNotAllowed,
    },
  ),
  probeAnswer(
    'cobru.pay.breb-qr-document',
    async (session) => {
      const { url } = await makePayment(session)
      return submit(session, url, 'breb_qr', { cc: undefined, document_type: undefined })
    },
    { optional: hasStatus(200), required: complainsOf('cc') },
    { maskedBy: { 'cobru.pay.breb-qr-literal': ['off'] } },
  ),
  defineProbe({
    quirk: 'cobru.pay.breb-qr-field',
    ...NEEDS_BREB,
    tell: async (session) => {
      const { url, answer } = await submitNew(session)
      const answers = [answer]
      while (answers.length < 3) answers.push(await submit(session, url, 'breb'))
      const names = answers.map((each) => readQr(readOrder(each))?.field)
      const [first] = names
      if (first === undefined || names.includes(undefined)) return undecided('an answer has no QR')
      return new Set(names).size === 1 ? first : 'rotate'
    },
  }),
  defineProbe({
    quirk: 'cobru.pay.breb-ttl',
    waits: 'PT9M',
    ...NEEDS_BREB,
    tell: async (session) => {
      const { answer } = await submitNew(session)
      const id = readOrderId(readOrder(answer))
      if (id === undefined) return undecided(`breb is answered ${answer.status}, without an order`)
      await session.pass('PT4M50S')
      const before = await readStatus(session, id)
      if (before !== 'PENDING') return undecided(`after 290 seconds the order is ${before}`)
      await session.pass('PT20S')
      if ((await readStatus(session, id)) === 'EXPIRED') return '300'
      await session.pass('PT3M20S')
      const late = await readStatus(session, id)
      if (late !== 'PENDING') return undecided(`after 510 seconds the order is ${late}`)
      await session.pass('PT20S')
      const last = await readStatus(session, id)
      return last === 'EXPIRED' ? '520' : undecided(`after 530 seconds the order is ${last}`)
    },
  }),
  defineProbe({
    quirk: 'cobru.hosted.breb-qr-undefined',
    ...NEEDS_BREB,
    tell: async (session) => {
      const { url, answer } = await submitNew(session)
      const order = readOrder(answer)
      const key = order?.order?.key_value ?? order?.order?.payment_details?.key_value
      if (typeof key !== 'string') return undecided('the order has no key to look for on the page')
      const page = await session.send('GET', `/${url}`, { auth: false })
      if (!page.text.includes(key)) return undecided('the page draws itself in a browser')
      return /<svg|<canvas|data:image\//.test(page.text) ? 'drawn' : 'blank'
    },
  }),
]

async function submitNew(
  session: Session,
  method = 'breb',
): Promise<{ url: string; answer: Answer }> {
  const { url } = await makePayment(session)
  return { url, answer: await submit(session, url, method) }
}

/** Polls as Cobru's own page does, without credentials. */
async function readStatus(session: Session, orderId: string): Promise<string | undefined> {
  const { body } = await session.send('GET', `/breb_status/${orderId}/`, { auth: false })
  return body?.state
}
