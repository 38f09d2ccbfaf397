/**
 * Creation of tickets: a quote is spent, balances are held, the payer is told where to pay.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome, transfer } from '../../provider.ts'
import { CHAINS, CLOSED_RAILS, UNDERLYING } from './catalogs.ts'
import { toNanos } from './dates.ts'
import { book, ledger } from './ledger.ts'
import { formatAmount, toAmount } from './money.ts'
import { toBrCode } from './pix.ts'
import type { QuoteRecord } from './quote.ts'
import { refuseField, refuseFieldBy } from './refuse.ts'
import { type SubAccount, withOwner } from './scope.ts'
import { type Destination, holderOf, type Ticket } from './ticket.ts'
import { findDestination, type NewTicket } from './ticket-destination.ts'
import { openTicket } from './ticket-steps.ts'

type Context = BehaviourContext<NewTicket>

/** Spends a quote. */
export const createTicket = defineBehaviour<NewTicket>('ticket.create', (context) =>
  withOwner(context, (owner) => {
    const quote = findQuote(context, owner)
    if ('status' in quote) return quote
    const refusal = refuseRail(context, quote) ?? refuseDuration(context, quote)
    if (refusal) return refusal
    const destination = findDestination(context, quote)
    if ('status' in destination) return destination
    return placeTicket(context, quote, destination)
  }),
)

function placeTicket(context: Context, quote: QuoteRecord, destination: Destination): Outcome {
  const { input } = quote
  const isFromBalance = input.method === 'INTERNAL' || isOwnWallet(context, quote)
  if (isFromBalance && ledger.balance(context, quote.owner, input.currency) < input.micro)
    return context.refuse('insufficient')
  const ticket = toTicket(context, quote, destination, isFromBalance)
  context.collection<QuoteRecord>('quote').update(quote.id, { isSpent: true })
  const stored = context.collection<Ticket>('ticket').insert(ticket)
  if (isFromBalance) {
    const held = transfer(quote.owner, holderOf(stored), toAmount(input))
    book(context, 'ticket', stored.id, held)
  }
  openTicket(context, stored)
  return { status: 200, body: toAnswer(context, stored) }
}

function findQuote(context: Context, owner: string): QuoteRecord | Outcome {
  const token = context.request.body.quoteToken
  const [quote] = context.collection<QuoteRecord>('quote').list({ where: { token }, limit: 1 })
  const refuse = (hint: string) => refuseField(context, 'quoteToken', hint)
  if (!quote) return refuse('No such quote in this account.')
  if (quote.isSpent) return refuse('The quote was spent already. Ask for another.')
  if (context.now >= quote.expiresAt) return refuse('The quote is over 15 seconds old.')
  if (quote.owner === owner) return quote
  return refuseField(context, 'subAccountId', 'Quote and ticket carry the same `subAccountId`.')
}

function refuseRail(context: Context, { input, output }: QuoteRecord): Outcome | undefined {
  const closed = [input.method, output.method].find((method) => CLOSED_RAILS.includes(method))
  if (closed !== undefined)
    return refuseField(context, 'quoteToken', `${closed} never opens in Avenia's sandbox.`)
  const { ticketBlockchainInput: block, ticketArsInput } = context.request.body
  if (CHAINS.includes(input.method) && block === undefined)
    return refuseField(context, 'ticketBlockchainInput', `The quote is paid on ${input.method}.`)
  if (input.currency === 'ARS' && ticketArsInput === undefined)
    return refuseField(context, 'ticketArsInput', 'The quote is paid in ARS.')
  return undefined
}

/** Seconds; conversions are short. */
function refuseDuration(context: Context, quote: QuoteRecord): Outcome | undefined {
  const { customDuration } = context.request.body
  if (customDuration === undefined || customDuration <= 600) return undefined
  const byName = context.quirk.is('avenia.ticket.duration-class', 'by-name')
  const { input, output } = quote
  const isConversion = byName ? input.currency !== output.currency : isConverting(quote)
  if (!isConversion) return undefined
  return refuseFieldBy(context, 'avenia.ticket.duration-class', 'customDuration')
}

const isConverting = ({ input, output }: QuoteRecord): boolean =>
  UNDERLYING[input.currency] !== UNDERLYING[output.currency]

/** Tokens that lie in the account's own wallet need no signature. */
function isOwnWallet(context: Context, quote: QuoteRecord): boolean {
  if (!CHAINS.includes(quote.input.method)) return false
  const sub = context.collection<SubAccount>('subAccount').get(quote.owner)
  const own = String(sub?.walletAddress ?? context.account.fields.walletAddress)
  const given = context.request.body.ticketBlockchainInput?.walletAddress ?? ''
  return own.toLowerCase() === given.toLowerCase()
}

function toTicket(
  context: Context,
  quote: QuoteRecord,
  destination: Destination,
  isFromBalance: boolean,
): Ticket {
  const { ids, now, request } = context
  const { body } = request
  const id = ids.uuid('ticket')
  const isPix = quote.input.method === 'PIX'
  const lifeSeconds = body.customDuration ?? (isConverting(quote) ? 300 : 86_400)
  return {
    id,
    seq: ids.sequence('ticket'),
    userId: quote.owner,
    status: 'UNPAID',
    externalId: body.externalId ?? '',
    failureReason: '',
    createdAt: now,
    updatedAt: now,
    expiresAt: now + lifeSeconds * 1_000,
    quote,
    destination,
    isFromBalance,
    heldMicro: isFromBalance ? quote.input.micro : 0,
    nextStep: 0,
    input: {
      walletAddress: body.ticketBlockchainInput?.walletAddress ?? '',
      additionalData: body.ticketBrlPixInput?.additionalData ?? '',
      signature: toSignature(body),
    },
    brCode: isPix ? toTicketCode(context, quote) : '',
    endToEndId: `E${ids.digits('endToEndId', 31)}`,
    txHash: '',
  }
}

function toTicketCode({ account, ids }: Context, { input }: QuoteRecord): string {
  const pixKey = String(account.fields.pixKey)
  return toBrCode(pixKey, ids.text('brCode', 25), formatAmount(input.micro))
}

function toSignature({ ticketBlockchainInput: block }: NewTicket): Record<string, string> {
  const { signature, deadline } = block?.personal ?? {}
  const given = {
    ...block?.permit,
    ...(block?.personal
      ? { personalSignature: signature, personalSignatureDeadline: deadline }
      : {}),
  }
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}

/** The id, and what the rail of the input needs. */
function toAnswer(context: Context, { id, quote, brCode, expiresAt }: Ticket) {
  const { currency, method } = quote.input
  const expiration = toNanos(expiresAt)
  if (method === 'PIX') return { id, brCode, expiration }
  if (currency === 'COP')
    return { id, depositUrl: `https://links.avenia.cobre/${context.ids.uuid('depositUrl')}` }
  if (currency === 'ARS')
    return { id, cvu: context.ids.digits('cvu', 22), bankName: 'BANCO DE ENSAYO', expiration }
  return CHAINS.includes(method) ? { id, expiration } : { id }
}
