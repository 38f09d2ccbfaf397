/** Debit cards as they stand on the wire: in a create, in a list, after freezing. */
import type { QuirkReader } from '../../provider.ts'
import { toIso, toLocalIso } from './bogota.ts'
import { readChoice } from './choice.ts'
import type { CardTransaction, DebitCard } from './debit-card.ts'
import { toAmount, toDecimal } from './decimal.ts'

/** Answer of a create, a reload and a look at one card. */
export function toCardView(card: DebitCard, balanceMinor: number, quirk: QuirkReader) {
  const balance = toBalance(balanceMinor, quirk)
  return {
    balance,
    cvv: card.cvv,
    display_expiration: card.expiration,
    id: toCardId(card, quirk),
    masked_pan: toPan(card, quirk),
    max_balance: balance,
    state: card.state,
    support_token: card.supportToken,
  }
}

/** Answer of freezing, with other keys. */
export function toFrozenView(card: DebitCard, balanceMinor: number, quirk: QuirkReader) {
  const balance = toBalance(balanceMinor, quirk)
  return {
    id: toCardId(card, quirk),
    balance,
    display_expiration: card.expiration,
    available_balance: balance,
    masked_pan: toPan(card, quirk),
    cvv: card.cvv,
    state: card.state,
  }
}

/** A row of the list, as the current page has it. */
export function toListedCard(card: DebitCard, balanceMinor: number, quirk: QuirkReader) {
  return {
    id: toCardId(card, quirk),
    masked_pan: toPan(card, quirk),
    display_expiration: card.expiration,
    balance: toBalance(balanceMinor, quirk),
    state: card.state,
  }
}

/** A row of the older list, whose id has another key. */
export function toOlderRow(card: DebitCard, owner: number, quirk: QuirkReader) {
  return {
    card_id: toCardId(card, quirk),
    date_created: toLocalIso(card.createdAt),
    masked_pan: toPan(card, quirk),
    owner,
    state: card.state,
    support_token: card.supportToken,
  }
}

/** What Cobru's OpenAPI proposes; the older sample is a copy of the list's row. */
export function toTransaction({ pk, amountMinor, createdAt, merchant }: CardTransaction) {
  return {
    id: pk,
    amount: toAmount(amountMinor),
    status: 'posted',
    created_at: toIso(createdAt),
    merchant_name: merchant,
  }
}

/** A number where the documents show a card's keys without an envelope. */
function toBalance(balanceMinor: number, quirk: QuirkReader): string | number {
  const isFlat = quirk.is('cobru.cards.envelope', 'flat')
  return isFlat ? toAmount(balanceMinor) : toDecimal(balanceMinor)
}

function toCardId({ id, pk }: DebitCard, quirk: QuirkReader): string | number {
  return readChoice(quirk, 'cobru.cards.id-type', 'int') === 'uuid' ? id : pk
}

function toPan({ pan }: DebitCard, quirk: QuirkReader): string {
  const isMasked = readChoice(quirk, 'cobru.cards.pan-not-masked', 'masked') === 'masked'
  return isMasked ? `${pan.slice(0, 6)}******${pan.slice(-4)}` : pan
}
