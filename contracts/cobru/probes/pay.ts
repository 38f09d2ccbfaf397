/** What a target answers when a payer submits a method. */
import type { Answer } from '../../kit/answer.ts'
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { makePayment, readState } from '../payment.ts'
import { isDocumentRefused, isNotAllowed, PAYER, readOrder, submit } from '../submission.ts'
import { APPROVED, chargeCard, DECLINED } from '../test-card.ts'
import { complainsOf, hasStatus, probeAnswer, probeFact, type Sign } from '../verdicts.ts'

/** The captured sandbox refuses every document, and most methods want one. */
const NEEDS_DOCUMENT = { maskedBy: { 'cobru.pay.limit-length-cc': ['reject-all-400'] } }

/** And an order that comes alone is never text, nor are its fields. */
const NEEDS_ARRAY = {
  maskedBy: { ...NEEDS_DOCUMENT.maskedBy, 'cobru.pay.response-shapes': ['single-order'] },
}

/** Checks of the body come before that of the document. */
const passedTheChecks: Sign = (answer) => answer.status === 200 || isDocumentRefused(answer)

export const payProbes: readonly Probe[] = [
  probeSubmission(
    'cobru.pay.doc-type-enum',
    'efecty',
    { document_type: 'PASAPORTE' },
    {
      'seed-enum': complainsOf('document_type'),
      'accept-all': passedTheChecks,
    },
  ),
  probeSubmission(
    'cobru.pay.pse-address',
    'pse',
    { address: undefined },
    {
      'required-400': complainsOf('address'),
      optional: passedTheChecks,
    },
  ),
  probeFact(
    'cobru.pay.double-encoded',
    async (session) => readOrder(await submitNew(session, 'efecty')),
    {
      'plain-array': (order) => order?.shape === 'array' && !order.isEncoded,
      'json-string': (order) => order?.shape === 'array' && order.isEncoded,
    },
    NEEDS_ARRAY,
  ),
  probeFact(
    'cobru.pay.fields-as-text',
    async (session) => readOrder(await submitNew(session, 'efecty')),
    {
      object: (order) => order?.shape === 'array' && !order.hasTextFields,
      string: (order) => order?.shape === 'array' && order.hasTextFields,
    },
    NEEDS_ARRAY,
  ),
  probeFact(
    'cobru.pay.response-shapes',
    async (session) => readOrder(await submitNew(session, 'pse')),
    {
      'array-of-two': (order) => order?.shape === 'array',
      'single-order': (order) => order?.shape === 'single',
      'checkout-only': (order) =>
        order?.shape === 'other' && typeof order.order?.checkout === 'string',
    },
    NEEDS_DOCUMENT,
  ),
  probeFact(
    'cobru.pay.nequi-push-result',
    async (session) => readOrder(await submitNew(session, 'NEQUI')),
    {
      push: (order) => order?.order?.checkout === '',
      checkout: (order) => /^https?:/.test(order?.order?.checkout ?? ''),
    },
    NEEDS_DOCUMENT,
  ),
  probeFact(
    'cobru.pay.daviplata-otp-required',
    async (session) => readOrder(await submitNew(session, 'daviplata')),
    {
      'otp-required': (order) => order?.order?.result === 'OTP_REQUIRED',
      'order-array': (order) => order !== undefined && order.shape !== 'other',
    },
    NEEDS_DOCUMENT,
  ),
  probeFact(
    'cobru.pay.limit-length-cc',
    async (session) => {
      const { url } = await makePayment(session)
      const printed = await submit(session, url, 'efecty')
      const other = await submit(session, url, 'efecty', { cc: '1000000009' })
      return [printed, other].map((answer) =>
        isDocumentRefused(answer) ? 'refused' : answer.status,
      )
    },
    {
      accept: ([printed, other]) => printed === 200 && other === 200,
      'reject-all-400': ([printed, other]) => printed === 'refused' && other === 'refused',
      'allow-list': ([printed, other]) => printed === 200 && other === 'refused',
    },
  ),
  probeAnswer(
    'cobru.pay.not-allowed-400',
    async (session) => {
      const { url } = await makePayment(session, { payment_method_enabled: '{"pse":true}' })
      return submit(session, url, 'efecty')
    },
    {
      'without-key': (answer) => isNotAllowed(answer) && !('payment_method' in answer.body),
      'with-key': (answer) => isNotAllowed(answer) && 'payment_method' in answer.body,
    },
  ),
  defineProbe({
    quirk: 'cobru.pay.rejected-retry',
    tell: async (session) => {
      const { url } = await makePayment(session)
      const declined = await chargeCard(session, url, DECLINED)
      if (declined.state !== 2) return undecided(`a declined card leaves state ${declined.state}`)
      const { answer, state } = await chargeCard(session, url, APPROVED)
      if (state === 3) return 'allowed'
      if (state === 2 && answer.status === 400) return 'refused'
      return undecided(`a second card is answered ${answer.status} and leaves state ${state}`)
    },
  }),
  defineProbe({
    quirk: 'cobru.pay.magic-7777777',
    waits: 'PT1M15S',
    ...NEEDS_DOCUMENT,
    tell: async (session) => {
      const { url: created } = await makePayment(session, { payer_id: MAGIC })
      const { url: submitted } = await makePayment(session)
      const answer = await submit(session, submitted, 'efecty', { cc: MAGIC })
      if (answer.status !== 200) return undecided(`the magic payer is answered ${answer.status}`)
      const paid = await waitForMagic(session, [created, submitted])
      if (paid.every(Boolean)) return 'both'
      if (paid[0]) return 'on-create-payer-id'
      return paid[1] ? 'on-details-cc' : undecided('neither way is paid within 75 seconds')
    },
  }),
  probeAnswer(
    'cobru.hosted.pay-pk-dead',
    async (session) => {
      const { pk } = await makePayment(session)
      return session.send('GET', `/pay/${pk}`)
    },
    { '404': hasStatus(404), 'html-error': ({ status }) => status >= 500 },
  ),
]

const MAGIC = '7777777'

function probeSubmission(
  quirk: string,
  method: string,
  overrides: Record<string, unknown>,
  signs: Record<string, Sign>,
): Probe {
  return probeAnswer(quirk, (session) => submitNew(session, method, overrides), signs)
}

async function submitNew(
  session: Session,
  method: string,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  const { url } = await makePayment(session)
  return submit(session, url, method, { ...PAYER, ...overrides })
}

/** Which are paid when both are, or after 75 seconds; documented are 60. */
async function waitForMagic(session: Session, urls: readonly string[]): Promise<boolean[]> {
  const isPaid = async (url: string) => (await readState(session, url)) === 3
  await session.pass('PT1M')
  for (let waited = 0; ; waited += 5) {
    const paid = await Promise.all(urls.map(isPaid))
    if (paid.every(Boolean) || waited >= 15) return paid
    await session.pass('PT5S')
  }
}
