/**
 * Credit cards kept for later payments. What is encrypted with the public key is decrypted here; the
 * number itself is never stored.
 * Source: https://docs.cobru.co/en/docs/api/tokenization, read 2026-11-20; fields and answers stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/9-tokenizacion.md.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
  type StoredRecord,
} from '../../provider.ts'
import { CAUSE, chargeCard, type Decision, decideCard } from './card.ts'
import { refuseMethod, refuseState } from './details.ts'
import { firstOf } from './first-of.ts'
import { findMethod } from './methods.ts'
import type { Payment } from './payment.ts'
import { findHolder } from './people.ts'
import { decrypt, toPublicKey } from './tokenization-key.ts'

export interface StoredCard extends StoredRecord {
  holder: string
  bin: string
  last4: string
  franchise: string
  name: string
  /** What the bank will say; of the number only its ends are kept. */
  decision: Decision
}

/** Shows the key to encrypt with. */
export const getPublicKey = defineBehaviour('tc.key', () => {
  const data = { id: 940, int_value: null, text_value: null, text_long_value: toPublicKey() }
  return { status: 200, body: { data } }
})

interface NewCard {
  number_card: string
  name_card: string
  date_expiration: string
}

/** Keeps a card whose fields can be decrypted. */
export const registerCard = defineBehaviour<NewCard>('tc.register', (context) => {
  const { number_card, name_card, date_expiration } = context.request.body
  const number = decrypt(number_card)?.replaceAll(/[\s-]/g, '')
  const name = decrypt(name_card)
  const expiration = decrypt(date_expiration)
  if (!number || !name || !expiration) return refuseClear(context)
  if (!/^\d{12,19}$/.test(number)) return context.refuse('invalidCard')
  const { id: holder } = findHolder(context)
  const { id } = openStored(context).insert({
    id: context.ids.uuid('tc.id'),
    holder,
    bin: number.slice(0, 6),
    last4: number.slice(-4),
    franchise: findFranchise(number),
    name,
    decision: decideCard(number),
  })
  return { status: 200, body: { message: 'OK', card_id: id } }
})

function openStored(context: Pick<BehaviourContext, 'collection'>) {
  return context.collection<StoredCard>('storedCard')
}

function refuseClear(context: BehaviourContext): Outcome {
  context.quirk.note('cobru.tc.rsa-fields')
  return context.refuse('notEncrypted')
}

/** By the first digit; the documents show Visa only. */
function findFranchise(number: string): string {
  const names: Record<string, string> = { '3': 'Amex', '5': 'Mastercard' }
  return names[number[0] ?? ''] ?? 'Visa'
}

/** Lists the cards, or the one of `card_uuid`. */
export const listStored = defineBehaviour('tc.list', (context) => {
  const { id: holder } = findHolder(context)
  const wanted = firstOf(context.request.query.card_uuid)
  const found = openStored(context).list({ where: { holder } })
  const shown = found.filter(({ id }) => wanted === undefined || id === wanted)
  return { status: 200, body: { data: shown.map(toStoredRow) } }
})

function toStoredRow({ bin, id, last4, franchise, name }: StoredCard) {
  return { bin_card: bin, uuid: id, iai_card: last4, franchise, name_card: name }
}

interface TokenPayment {
  tc_id: string
  dues: number | string
  cobru_url: string
  cvv: string
}

/** Pays a cobru with a kept card; what the bank says of the number decides, as in a payment by card. */
export const payByToken = defineBehaviour<TokenPayment, Payment>('tc.pay', (context) => {
  const { request, record: payment } = context
  const card = findStored(context, request.body.tc_id)
  if (!card) return context.refuse('unknownStoredCard')
  if (!/^\d{3,4}$/.test(decrypt(request.body.cvv) ?? '')) return refuseClear(context)
  // The literal is one of the methods.
  const method = findMethod('credit_card')!
  // x-record refuses an unknown slug before.
  const refusal = refuseState(context, payment!) ?? refuseMethod(context, payment!, method)
  if (refusal) return refusal
  if (card.decision === 'cause') return context.refuse('declinedCard', {}, { body: CAUSE })
  const details = { name: card.name, dues: request.body.dues }
  const submission = { payment: payment!, method, details }
  chargeCard(context, submission, card.decision)
  if (card.decision === 'declined') return context.refuse('declinedCard')
  return { status: 200, body: { message: 'OK' } }
})

function findStored(context: BehaviourContext, id: string | undefined): StoredCard | undefined {
  const { id: holder } = findHolder(context)
  const card = id === undefined ? undefined : openStored(context).get(id)
  return card?.holder === holder ? card : undefined
}

/** Forgets a card, by either name of its id. */
export const deleteStored = defineBehaviour('tc.delete', (context) => {
  const { tc_id, card_uuid } = context.request.query
  const card = findStored(context, firstOf(tc_id ?? card_uuid))
  if (tc_id === undefined) context.quirk.note('cobru.tc.delete-param')
  if (!card) return context.refuse('unknownStoredCard')
  openStored(context).delete(card.id)
  return { status: 200, body: { message: 'OK' } }
})
