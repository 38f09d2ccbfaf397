/** Webhooks about a ticket, and how a ticket looks on the wire. */
import type { BaseContext, QuirkReader } from '../../provider.ts'
import { CHAINS, PIX_REBATE_MICRO } from './catalogs.ts'
import { toMicros, toSeconds } from './dates.ts'
import { emit } from './events.ts'
import { formatAmount } from './money.ts'
import { toFees, toSides } from './quotes.ts'
import type { Ticket } from './ticket.ts'

/** Tells subscribers of TICKET. */
export function emitTicket(context: BaseContext, ticket: Ticket, type: string): void {
  const data = { type, ticket: toTicketWire(ticket, context) }
  emit(context, { subscription: 'TICKET', owner: ticket.userId, dataId: ticket.id, data })
}

/** The ticket as reads and webhooks show it. */
export function toTicketWire(
  ticket: Ticket,
  { account, quirk }: Pick<BaseContext, 'account' | 'quirk'>,
) {
  return {
    id: ticket.id,
    externalId: ticket.externalId,
    workspaceId: String(account.fields.workspaceId),
    userId: ticket.userId,
    status: ticket.status.replace('-', quirk.value<string>('avenia.ticket.status-spelling')),
    reason: '',
    failureReason: ticket.failureReason,
    createdAt: toMicros(ticket.createdAt),
    updatedAt: toMicros(ticket.updatedAt),
    expiresAt: toMicros(ticket.expiresAt),
    quote: toQuoteWire(ticket, quirk),
    ...toRebate(ticket),
    ...toInputInfo(ticket),
    ...toOutputInfo(ticket),
  }
}

function toQuoteWire({ id, quote }: Ticket, quirk: QuirkReader) {
  return {
    id: quote.id,
    ticketId: id,
    ...toSides(quote),
    [quirk.value<string>('avenia.ticket.send-method-name')]: quote.sendMethod,
    appliedFees: toFees(quote, true),
    basePrice: formatAmount(quote.basePriceMicro),
    pairName: quote.pairName,
    outputBrCode: quote.outputBrCode,
    createdAt: toSeconds(quote.createdAt),
  }
}

function toRebate({ id, quote, destination, status }: Ticket) {
  if (quote.input.method !== 'PIX' || status !== 'PAID') return {}
  const amount = formatAmount(PIX_REBATE_MICRO)
  const to = destination.info.walletAddress ?? ''
  return { rebate: { id, ticketId: id, amount, currency: 'BRLA', destinationWalletAddress: to } }
}

/** The payer of the sandbox is made up. */
function toInputInfo(ticket: Ticket) {
  const { id, quote, input, brCode, endToEndId, status } = ticket
  const base = { id, ticketId: id }
  if (quote.input.method === 'PIX') {
    const { additionalData } = input
    const brlPixInputInfo = {
      ...base,
      referenceLabel: id.replaceAll('-', '').slice(0, 25),
      additionalData,
      brCode,
    }
    if (status === 'UNPAID') return { brlPixInputInfo }
    const payer = { name: 'Pagador de Ensayo', taxId: '00000000000191', bankCode: '20018183' }
    const account = { branchCode: '0001', accountNumber: '0000001', accountType: 'checking' }
    return {
      brlPixInputInfo,
      brazilianFiatSenderInfo: { ...base, ...payer, ...account, endToEndId },
    }
  }
  if (!CHAINS.includes(quote.input.method)) return {}
  const blockchainSenderInfo = { ...base, walletAddress: input.walletAddress }
  return { blockchainSenderInfo, blockchainInputInfo: { ...base, ...input.signature } }
}

/** No document shows the block of a COP ticket; there is none here. */
function toOutputInfo({ id, quote, destination, endToEndId, txHash }: Ticket) {
  const base = { id, ticketId: id }
  const { info } = destination
  if (quote.output.method === 'PIX') {
    return { brazilianFiatReceiverInfo: { ...base, pixKey: info.pixKey ?? '', endToEndId } }
  }
  if (quote.output.method === 'INTERNAL') {
    const inside = { walletAddress: '', walletChain: 'INTERNAL', walletMemo: '' }
    return { blockchainReceiverInfo: { ...base, ...inside, txHash } }
  }
  return CHAINS.includes(quote.output.method)
    ? { blockchainReceiverInfo: { ...base, ...info, txHash } }
    : {}
}
