/**
 * Transfers between Cobru users.
 * Source: https://docs.cobru.co/en/docs/api/envios, read 2026-11-20.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type Page,
  type PageQuery,
  type QuirkReader,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import { toLocalIso } from './bogota.ts'
import { readChoice } from './choice.ts'
import { toAmount, toMinor } from './decimal.ts'
import { move, post, readBalance } from './ledger.ts'
import { refuseShort } from './payouts.ts'
import { findHolder, findParty, findPerson, type Party, toOwner } from './people.ts'

export interface Send extends StoredRecord {
  pk: number
  /** Parties as they were when it happened. */
  from: Party
  to: Party
  fromId: string
  toId: string
  amountMinor: number
  createdAt: number
}

/** Moves balance to another user, at once; docs leave open whether it waits. */
export const sendMoney = defineBehaviour<{ to_user: string | number; amount: number | string }>(
  'send.create',
  (context) => {
    const { to_user: name, amount } = context.request.body
    const sender = findHolder(context)
    if (!sender.isVerified) {
      context.quirk.note('cobru.send.verified-sender')
      return context.refuse('senderNotVerified')
    }
    const receiver = findParty(context, String(name))
    if (!receiver) return context.refuse('receiverNotFound')
    if (receiver.id === sender.id) return context.refuse('sameUser')
    const amountMinor = toMinor(amount)
    const short = refuseShort(context, sender.id, amountMinor)
    if (short) return short
    const sent = storeSend(context, sender, receiver, amountMinor)
    return { status: 200, body: { pk: sent.pk, ...toRow(sent, context.quirk) } }
  },
)

function storeSend(context: BaseContext, from: Party, to: Party, amountMinor: number): Send {
  const pk = context.ids.number('send.pk', 8_400)
  const id = String(pk)
  const postings = move(`wallet:${from.id}`, `wallet:${to.id}`, amountMinor)
  post(context, { kind: 'send', reference: id }, postings)
  const parties = { from, to, fromId: from.id, toId: to.id }
  const record = { id, pk, ...parties, amountMinor, createdAt: context.now }
  return context.collection<Send>('send').insert(record)
}

/** Lists what a holder has sent and received, newest first. */
export const listSends = defineBehaviour('send.list', (context) => {
  const { id } = findHolder(context)
  const { records } = findSends(context, id)
  return { status: 200, body: records.map((sent) => toRow(sent, context.quirk)) }
})

/** Sent and received by a holder, all of it unless a window is given; newest first unless it says otherwise. */
export function findSends(
  context: BaseContext,
  holder: string,
  window: PageQuery<Send> = {},
): Page<Send> {
  const test = ({ fromId, toId }: Send) => fromId === holder || toId === holder
  return context
    .collection<Send>('send')
    .page({ order: 'newest', ...window, match: { key: holder, test } })
}

function toRow(sent: Send, quirk: QuirkReader) {
  return {
    from_user: toIdentifier(sent.from, quirk),
    to_user: toIdentifier(sent.to, quirk),
    amount: toAmount(sent.amountMinor),
    date: toLocalIso(sent.createdAt),
  }
}

function toIdentifier(party: Party, quirk: QuirkReader): string | number {
  const field = readChoice(quirk, 'cobru.send.list-directions', 'username')
  if (field === 'document') return Number(party.document)
  return field === 'email' ? party.email : party.username
}

/** Another user sends money to the account; what that user lacks comes from outside first. */
export const receiveMoney = defineReaction<{ from: string | number; amount: number }>(
  'send.receive',
  (context) => {
    const { from: caller, amount } = context.payload
    // The command line makes a number of it.
    const phone = String(caller)
    const from = findPerson(phone)
    if (!from) {
      throw new TriggerRefused(`No Cobru user has the phone ${phone}; 3100000002 is one`)
    }
    const amountMinor = toMinor(amount)
    const lackingMinor = amountMinor - readBalance(context, `wallet:${from.id}`)
    if (lackingMinor > 0) {
      const postings = move('outside', `wallet:${from.id}`, lackingMinor)
      post(context, { kind: 'topup', reference: phone }, postings)
    }
    const { pk } = storeSend(context, from, toOwner(context), amountMinor)
    return { pk, from: phone, amount }
  },
)
