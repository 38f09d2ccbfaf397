/** How a target shows, changes, quotes and ends a payment. */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { expirePayment, makePayment, readDetail, readState } from '../payment.ts'
import { hasStatus, probeAnswer, probeFact, type Signs } from '../verdicts.ts'

export const detailProbes: readonly Probe[] = [
  probeAnswer('cobru.detail.existence', consultNew, {
    available: hasStatus(200),
    '404': hasStatus(404),
  }),
  probeDetail('cobru.detail.pme-type', {
    string: (body) => typeof body.payment_method_enabled === 'string',
    object: (body) => typeof body.payment_method_enabled === 'object',
  }),
  probeDetail('cobru.detail.numbers', {
    number: (body) => typeof body.amount === 'number' && typeof body.fee_amount === 'number',
    string: (body) => typeof body.amount === 'string' && typeof body.fee_amount === 'string',
  }),
  probeDetail('cobru.detail.date-payed-empty', {
    'empty-string': (body) => body.date_payed === '',
    null: (body) => body.date_payed === null,
  }),
  probeDetail('cobru.detail.images-type', {
    null: (body) => body.images === null,
    string: (body) => typeof body.images === 'string',
  }),
  probeDetail('cobru.detail.keys-absent', {
    extended: (body) => EXTENSIONS.every((key) => key in body),
    'sample-only': (body) => 'url' in body && !EXTENSIONS.some((key) => key in body),
  }),
  probeAnswer(
    'cobru.detail.sample-posts',
    async (session) => session.send('POST', `/cobru_detail/${(await makePayment(session)).url}`),
    { 'get-only': hasStatus(405), 'also-post': hasStatus(200) },
  ),
  probeFact(
    'cobru.state.two-vs-five',
    async (session) => {
      const { url } = await makePayment(session)
      session.expect(await expirePayment(session, url), { status: 200 })
      return readState(session, url)
    },
    { '2-unpaid-5-expired': (state) => state === 5, '2-expired': (state) => state === 2 },
  ),
  probeFact('cobru.edit.stale-fees', readEdited, {
    // What the net and the costs add up to is the amount that the fees belong to.
    recompute: (sum) => Math.abs(sum - NEW_AMOUNT) < 1,
    stale: (sum) => Math.abs(sum - OLD_AMOUNT) < 1,
  }),
  defineProbe({
    quirk: 'cobru.estimate.payed-4700',
    // There a create says the printed values as well.
    maskedBy: { 'cobru.create.assumed-costs': ['inside-hundred'] },
    tell: async (session) => {
      const printed = await estimate(session, 5_000)
      if (printed.cobru_fee === 295 && printed.cobru_payed_amount === 4_700) return 'fixture'
      const costs = { amount: 5_000, client_assume_costs: true }
      const made = await makePayment(session, costs)
      const isSame =
        Number(made.amount) === printed.cobru_amount &&
        Number(made.payed_amount) === printed.cobru_payed_amount
      return isSame ? 'as-create' : undecided(`a quote is ${JSON.stringify(printed)}`)
    },
  }),
]

const EXTENSIONS = ['pk', 'client_assume_costs', 'currency_code']
const OLD_AMOUNT = 50_000
const NEW_AMOUNT = 200_000

async function consultNew(session: Session): Promise<Answer> {
  const { url } = await makePayment(session)
  return readDetail(session, url)
}

function probeDetail(quirk: string, signs: Signs<Loose>): Probe {
  return probeFact(
    quirk,
    async (session) => session.expect(await consultNew(session), { status: 200 }).body,
    signs,
    { maskedBy: { 'cobru.detail.existence': ['404'] } },
  )
}

async function readEdited(session: Session): Promise<number> {
  const { url } = await makePayment(session, { amount: OLD_AMOUNT })
  const json = { url, amount: NEW_AMOUNT }
  const { body } = session.expect(await session.send('POST', '/edit_cobru/', { json }), {
    status: 200,
  })
  return Number(body.payed_amount) + Number(body.fee_amount) + Number(body.iva_amount)
}

async function estimate(session: Session, amount: number): Promise<Loose> {
  const json = { amount, client_assume_costs: true }
  const answer = await session.send('POST', '/cobru/estimate/', { json })
  return session.expect(answer, { status: 200 }).body
}
