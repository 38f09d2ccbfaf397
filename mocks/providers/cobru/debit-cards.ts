/**
 * Prepaid debit cards that Cobru issues. Their balance is a book of its own.
 * Source: https://docs.cobru.co/en/docs/api/cards, read 2026-11-20; envelopes and the keys of a card
 * stand in https://github.com/neeroai/docs-cobru, docs/export-spotlight/11-cards.md.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type Outcome,
  TriggerRefused,
} from '../../provider.ts'
import { toLocalIso } from './bogota.ts'
import { readChoice } from './choice.ts'
import type { CardTransaction, DebitCard } from './debit-card.ts'
import {
  toCardView,
  toFrozenView,
  toListedCard,
  toOlderRow,
  toTransaction,
} from './debit-card-wire.ts'
import { toAmount, toDecimal, toMinor } from './decimal.ts'
import { firstOf } from './first-of.ts'
import { move, post, readBalance } from './ledger.ts'
import { refuseShort } from './payouts.ts'
import { findHolder } from './people.ts'
import { storePurchase } from './purchases.ts'

type CardContext<Body = unknown> = BehaviourContext<Body>

const openCards = (context: Pick<CardContext, 'collection'>) =>
  context.collection<DebitCard>('debitCard')

/** Creates a card for the amount 0, reloads one otherwise. */
export const createOrReload = defineBehaviour<{ amount: number; card_id?: string | number }>(
  'card.create-or-reload',
  (context) => {
    const { amount, card_id: cardId } = context.request.body
    const amountMinor = toMinor(amount)
    if (cardId === undefined && amountMinor === 0) return answerCard(context, issue(context))
    const card = cardId === undefined ? undefined : findCard(context, cardId)
    if (!card) return context.refuse('unknownCard')
    return reload(context, card, amountMinor) ?? answerCard(context, card)
  },
)

const LIFE_YEARS = 5

function issue(context: CardContext): DebitCard {
  const { ids, now } = context
  const { id: holder } = findHolder(context)
  const created = new Date(now)
  const month = String(created.getUTCMonth() + 1).padStart(2, '0')
  return openCards(context).insert({
    id: ids.uuid('card.id'),
    pk: ids.number('card.pk', 3_100),
    holder,
    // The issuer's number of the samples, then zeros that no card has.
    pan: `451365000${ids.digits('card.pan', 7)}`,
    cvv: ids.digits('card.cvv', 3),
    expiration: `${month}/${String((created.getUTCFullYear() + LIFE_YEARS) % 100).padStart(2, '0')}`,
    state: 'ACTIVE',
    supportToken: ids.hex('card.support', 10),
    createdAt: now,
  })
}

function reload(context: CardContext, card: DebitCard, amountMinor: number): Outcome | undefined {
  const short = refuseShort(context, card.holder, amountMinor)
  if (short) return short
  const bought = { holder: card.holder, kind: 'card', description: card.id, amountMinor }
  storePurchase(context, bought, { book: `card:${card.id}` })
  storeTransaction(context, card, amountMinor, 'Recarga')
  return undefined
}

function storeTransaction(
  context: Pick<CardContext, 'collection' | 'ids' | 'now'>,
  card: DebitCard,
  amountMinor: number,
  merchant: string,
): CardTransaction {
  const pk = context.ids.number('card.transaction', 9_001)
  const record = { id: String(pk), pk, card: card.id, amountMinor, merchant }
  const transactions = context.collection<CardTransaction>('cardTransaction')
  return transactions.insert({ ...record, createdAt: context.now })
}

/** A card of the token's holder, by UUID or by number. */
function findCard(context: CardContext, wanted: string | number): DebitCard | undefined {
  const { id: holder } = findHolder(context)
  const card = lookUpCard(context, wanted)
  return card?.holder === holder ? card : undefined
}

/** Any card of the account, by UUID or by number. */
function lookUpCard(
  context: Pick<CardContext, 'collection'>,
  wanted: string | number,
): DebitCard | undefined {
  const text = String(wanted)
  if (!/^\d{1,15}$/.test(text)) return openCards(context).get(text)
  return openCards(context).list({ where: { pk: Number(text) } })[0]
}

function answerCard(context: CardContext, card: DebitCard): Outcome {
  const view = toCardView(card, readCard(context, card), context.quirk)
  return { status: 200, body: isFlat(context) ? view : { card: view, status: 200 } }
}

function readCard(context: CardContext, card: DebitCard): number {
  return readBalance(context, `card:${card.id}`)
}

function isFlat({ quirk }: CardContext): boolean {
  return readChoice(quirk, 'cobru.cards.envelope', 'flat') === 'flat'
}

/** Lists the cards, or shows the one of `card_id`. */
export const getCards = defineBehaviour('card.get', (context) => {
  const wanted = firstOf(context.request.query.card_id)
  if (wanted === undefined) return listCards(context)
  const card = findCard(context, wanted)
  if (!card) return context.refuse('unknownCard')
  const view = toCardView(card, readCard(context, card), context.quirk)
  return { status: 200, body: isFlat(context) ? view : { result: view, status: 200 } }
})

function listCards(context: CardContext): Outcome {
  const { id: holder, userId } = findHolder(context)
  const found = openCards(context).list({ where: { holder }, order: 'newest' })
  const { quirk } = context
  if (readChoice(quirk, 'cobru.cards.list-rows', 'details') === 'older') {
    return { status: 200, body: found.map((card) => toOlderRow(card, userId, quirk)) }
  }
  const body: unknown[] = []
  for (const card of found) body.push(toListedCard(card, readCard(context, card), quirk))
  return { status: 200, body }
}

/** Lists what has gone onto and off a card. */
export const getTransactions = defineBehaviour('card.transactions', (context) => {
  const { query } = context.request
  const card = findCard(context, firstOf(query.card_id) ?? '')
  if (!card) return context.refuse('unknownCard')
  const limit = Number(firstOf(query.per_page) ?? 10)
  const offset = (Number(firstOf(query.page_num) ?? 1) - 1) * limit
  const transactions = context.collection<CardTransaction>('cardTransaction')
  const found = transactions.list({
    where: { card: card.id },
    order: 'newest',
    limit,
    offset,
  })
  const form = readChoice(context.quirk, 'cobru.cards.transactions-sample-wrong', 'openapi')
  const { userId } = findHolder(context)
  const body = found.map((item) =>
    form === 'openapi'
      ? toTransaction(item)
      : {
          ...toOlderRow(card, userId, context.quirk),
          date_created: toLocalIso(item.createdAt),
        },
  )
  return { status: 200, body }
})

/** Freezes a card or thaws it; what is so already stays so. */
export const freezeCard = defineBehaviour<{ card_id: string | number; freeze: boolean }>(
  'card.freeze',
  (context) => {
    const { card_id: cardId, freeze } = context.request.body
    const card = findCard(context, cardId)
    if (!card) return context.refuse('unknownCard')
    const transition = freeze ? 'freeze' : 'thaw'
    const moved = openCards(context).allows(card, transition)
      ? openCards(context).transition(card.id, transition)
      : card
    const balance = readCard(context, card)
    const body = isFlat(context)
      ? toCardView(moved, balance, context.quirk)
      : { card: toFrozenView(moved, balance, context.quirk) }
    return { status: 200, body }
  },
)

/** The card is used in a shop. */
export const useCard = defineReaction<{
  cardId: string | number
  amount: number
  merchant?: string
}>('card.purchase', (context) => {
  const { cardId, amount, merchant = 'Tienda de Ensayo' } = context.payload
  const card = lookUpCard(context, cardId)
  if (!card) throw new TriggerRefused(`No card "${cardId}". Take \`id\` of its create`)
  if (card.state === 'FROZEN') throw new TriggerRefused(`Card "${cardId}" is frozen`)
  const book = `card:${card.id}`
  const [amountMinor, balance] = [toMinor(amount), readBalance(context, book)]
  if (balance < amountMinor) {
    throw new TriggerRefused(`Card "${cardId}" holds ${toDecimal(balance)} COP. Reload it first`)
  }
  const reason = { kind: 'card.purchase', reference: card.id }
  post(context, reason, move(book, 'outside', amountMinor))
  const { pk } = storeTransaction(context, card, -amountMinor, merchant)
  return { id: pk, cardId, amount, balance: toAmount(balance - amountMinor) }
})
