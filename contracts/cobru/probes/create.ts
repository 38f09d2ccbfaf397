/** Which creates a target takes. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { insistOnPayment, isCreationError, makePayment, tryPayment } from '../payment.ts'
import { isDocumentRefused, isNotAllowed, submit } from '../submission.ts'
import { complainsOf, hasStatus, probeAnswer, type Sign } from '../verdicts.ts'

const isCreated: Sign = hasStatus(201)

export const createProbes: readonly Probe[] = [
  ...(
    [
      ['cobru.create.missing-callback-403', ['callback'], 'both-required-403'],
      ['cobru.create.missing-redirect-403', ['payer_redirect_url'], 'both-required-403'],
      [
        'cobru.create.legacy-optional-urls',
        ['callback', 'payer_redirect_url'],
        'reject-only-if-both-missing-403',
      ],
    ] as const
  ).map(([quirk, fields, refused]) =>
    probeAnswer(quirk, (session) => insistOnPayment(session, without(fields)), {
      [refused]: isCreationError,
      'lenient-201': isCreated,
      '400-field-map': complainsOf(...fields),
    }),
  ),
  probeAnswer(
    'cobru.create.pme-object-403',
    (session) => insistOnPayment(session, { payment_method_enabled: { pse: true } }),
    { '400': complainsOf('payment_method_enabled'), '403': isCreationError },
  ),
  probeAnswer(
    'cobru.create.required-list-conflict',
    (session) => insistOnPayment(session, without(['client_assume_costs', 'iva'])),
    { optional: isCreated, required: complainsOf('client_assume_costs', 'iva') },
  ),
  probeAnswer(
    'cobru.request.numerals-as-text',
    (session) => insistOnPayment(session, { expiration_days: '1' }),
    { accepted: isCreated, refused: complainsOf('expiration_days') },
  ),
  probeAnswer(
    'cobru.request.null-fields',
    (session) => insistOnPayment(session, { idempotency_key: null }),
    { 'as-absent': isCreated, refused: complainsOf('idempotency_key') },
  ),
  probeAnswer(
    'cobru.create.url-text',
    (session) => insistOnPayment(session, { payer_redirect_url: 'ensayo' }),
    { 'any-text': isCreated, url: complainsOf('payer_redirect_url') },
  ),
  probeAnswer(
    'cobru.create.assumed-costs',
    (session) => insistOnPayment(session, { amount: 100_000, client_assume_costs: true }),
    {
      'on-top': ({ body }) => Number(body?.amount) > 100_000 && isHundred(body?.payed_amount),
      'inside-hundred': ({ body }) =>
        Number(body?.amount) === 100_000 && isHundred(body?.payed_amount),
    },
  ),
  probeAnswer(
    'cobru.create.minimum-amount',
    (session) => insistOnPayment(session, { amount: 9_999 }),
    { none: isCreated, 'min-10000-400': complainsOf('amount') },
  ),
  probeAnswer(
    'cobru.webhook.https-only',
    (session) => insistOnPayment(session, { callback: 'http://example.com/callback' }),
    { 'accept-http': isCreated, 'reject-http': complainsOf('callback') },
  ),
  ...defineProbes({
    'cobru.create.403-not-auth': async (session) => {
      let refused = 0
      for (let round = 0; round < STORM_ROUNDS; round++) {
        const answer = await tryPayment(session)
        if (isCreationError(answer)) refused++
        else if (answer.status !== 201) return undecided(`a create is answered ${answer.status}`)
      }
      if (refused === STORM_ROUNDS) return undecided('every create is refused')
      return refused === 0 ? 'body-only' : 'storm'
    },
    'cobru.create.idempotency-duplicate': async (session) => {
      const key = { idempotency_key: session.unique() }
      const first = await makePayment(session, key)
      const again = await insistOnPayment(session, key)
      if (again.status === 409) return 'error-409'
      if (again.status !== 201) return undecided(`a repeat is answered ${again.status}`)
      return again.body.url === first.url ? 'returns-first' : 'ignored-second-201'
    },
    'cobru.create.flag-names': async (session) => {
      const alias = await submitNequi('nequi')
      const exact = await submitNequi('NEQUI')
      if (!exact) return undecided('NEQUI is refused although the payment enables it')
      return alias ? 'normalise-aliases' : 'exact-only'

      async function submitNequi(flag: string): Promise<boolean> {
        const flags = { payment_method_enabled: JSON.stringify({ [flag]: true }) }
        const { url } = await makePayment(session, flags)
        const answer = await submit(session, url, 'NEQUI')
        if (isNotAllowed(answer)) return false
        // A refused document means that the method was not.
        if (answer.status === 200 || isDocumentRefused(answer)) return true
        throw new Error(`NEQUI is answered ${answer.status}`)
      }
    },
  }),
  probeAnswer('cobru.docs.no-list-endpoint', (session) => session.send('GET', '/cobru/'), {
    '405': hasStatus(405),
    list: ({ status, body }) => status === 200 && Array.isArray(body),
  }),
]

/** What was asked for, or a net that was rounded up. */
function isHundred(net: unknown): boolean {
  return Number(net) > 0 && Number(net) % 100 === 0
}

/** Every third is refused in a storm. */
const STORM_ROUNDS = 4

function without(fields: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(fields.map((field) => [field, undefined]))
}
