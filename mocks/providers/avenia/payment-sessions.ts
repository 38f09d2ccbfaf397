/**
 * Payment sessions: a hosted checkout that is created and read; the checkout itself is not emulated.
 * Source: https://api-reference.avenia.io/api-reference/payment-session-private/create-payment-session, read 2026-11-30.
 */
import {
  type BaseContext,
  defineBehaviour,
  formatMinorUnits,
  type StoredRecord,
  toScaled,
} from '../../provider.ts'
import { toMicros } from './dates.ts'
import { decimalsOf } from './money.ts'
import { answerPage } from './page.ts'
import { mainOwner, readQuery, withOwner, withRecord } from './scope.ts'

interface PaymentOption {
  amount?: number | string
  currency?: string
}

interface NewSession {
  paymentOptions: PaymentOption[]
  outputCurrency: string
  externalId?: string
  metadata?: object
  onCompleteRedirectionUrl?: string
  appearance?: object
  expirationInMinutes?: number
}

interface Session extends StoredRecord {
  seq: number
  userId: string
  sent: NewSession
  createdAt: number
  expiresAt: number
}

/** Assumed: no document says how long a session lives by default. */
const DEFAULT_MINUTES = 60

const MINUTE_MS = 60_000

/** The reference says seconds for this list. */
const SECOND_MS = 1_000

/** A session that nobody has opened has no ticket. */
const TICKET = { ticketId: '', ticketStatus: '', ticketJson: [] }

/** Creates a session. */
export const createPaymentSession = defineBehaviour<NewSession>(
  'paymentSession.create',
  (context) =>
    withOwner(context, (userId) => {
      const { now, ids, request } = context
      const { externalId = '', expirationInMinutes = DEFAULT_MINUTES } = request.body
      const id = ids.uuid('paymentSession')
      context.collection<Session>('paymentSession').insert({
        id,
        seq: ids.sequence('paymentSession'),
        userId,
        sent: { ...request.body, paymentOptions: request.body.paymentOptions.map(roundOption) },
        createdAt: now,
        expiresAt: now + expirationInMinutes * MINUTE_MS,
      })
      return { status: 200, body: { id, externalId } }
    }),
)

/** To what its currency can say, half up; that it is rounded and not refused is assumed. */
function roundOption(option: PaymentOption): PaymentOption {
  const { amount, currency } = option
  if (typeof amount !== 'number' && typeof amount !== 'string') return option
  const digits = decimalsOf(currency ?? '')
  const text = formatMinorUnits(toScaled(amount, digits), digits)
  return {
    ...option,
    amount: typeof amount === 'number' ? Number(text) : text.replace(/\.?0+$/, ''),
  }
}

/** Lists the owner's sessions. */
export const listPaymentSessions = defineBehaviour('paymentSession.list', (context) =>
  withOwner(context, (userId) => {
    const externalId = readQuery(context, 'externalId')
    const status = readQuery(context, 'ticketStatus')
    const all = context.collection<Session>('paymentSession').list({ where: { userId } })
    const found = all.filter(
      ({ sent }) =>
        [undefined, sent.externalId ?? ''].includes(externalId) &&
        [undefined, TICKET.ticketStatus].includes(status),
    )
    const show = (session: Session) => toWire(context, session)
    return answerPage(context, found, { wrap: 'paymentSessions', unitMs: SECOND_MS, toWire: show })
  }),
)

/** Shows one. */
export const readPaymentSession = defineBehaviour('paymentSession.read', (context) =>
  withRecord<Session>(context, 'paymentSession', (session) => ({
    status: 200,
    body: { paymentSession: toWire(context, session) },
  })),
)

function toWire(context: BaseContext, { id, userId, sent, createdAt, expiresAt }: Session) {
  const main = mainOwner(context)
  const { workspaceId, fullName } = context.account.fields
  return {
    id,
    externalId: sent.externalId ?? '',
    mainAccountId: main,
    subAccountId: userId === main ? '' : userId,
    workspaceId,
    creatorFullName: fullName,
    outputCurrency: sent.outputCurrency,
    paymentOptions: sent.paymentOptions,
    metadata: sent.metadata ?? {},
    onCompleteRedirectionUrl: sent.onCompleteRedirectionUrl ?? '',
    appearance: sent.appearance ?? {},
    ...TICKET,
    createdAt: toMicros(createdAt),
    updatedAt: toMicros(createdAt),
    expiresAt: toMicros(expiresAt),
  }
}
