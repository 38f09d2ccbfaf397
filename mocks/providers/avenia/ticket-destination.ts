/**
 * Where a ticket's output goes: the block of the body that belongs to the quote's rail.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import type { BehaviourContext, Outcome } from '../../provider.ts'
import type { Beneficiary } from './beneficiaries.ts'
import { isRegistered, UNKNOWN_KEY_HINT } from './breb.ts'
import { NIL_UUID } from './catalogs.ts'
import type { QuoteRecord } from './quote.ts'
import { refuseField } from './refuse.ts'
import { mainOwner, type SubAccount } from './scope.ts'
import type { Destination } from './ticket.ts'

type Fields = Record<string, string | undefined>

export interface NewTicket extends Record<string, unknown> {
  quoteToken: string
  externalId?: string
  customDuration?: number
  ticketBlockchainInput?: {
    walletAddress: string
    permit?: Record<string, unknown>
    personal?: Record<string, unknown>
  }
  ticketBlockchainOutput?: Fields
  ticketBrlPixInput?: Fields
  ticketBrlPixOutput?: Fields
}

type Context = BehaviourContext<NewTicket>

/** Finds the destination, or answers what is wrong with it. */
export function findDestination(context: Context, quote: QuoteRecord): Destination | Outcome {
  const { currency, method } = quote.output
  if (currency === 'COP') return findCop(context, quote)
  if (method === 'PIX') return findPix(context, quote)
  if (currency === 'ARS') return findArs(context, quote)
  if (method === 'INTERNAL') return findInternal(context, quote)
  return findWallet(context, quote)
}

const outside = (info: Record<string, string>): Destination => ({ owner: null, info })

/** The id may stand at the top or, by quirk, in one of several blocks. */
function findCop(context: Context, quote: QuoteRecord): Destination | Outcome {
  const { body } = context.request
  const blocks = context.quirk.value<string[]>('avenia.ticket.cop-block')
  const places = [body, ...blocks.map((block) => body[block])].filter(
    (place) => place !== undefined,
  )
  const given = places as { beneficiaryCopBankAccountId?: string; breBKey?: string }[]
  const id = given.find((place) => place.beneficiaryCopBankAccountId)?.beneficiaryCopBankAccountId
  const key = given.find((place) => place.breBKey)?.breBKey
  if (id === undefined && key !== undefined && quote.output.method === 'BRE-B') {
    return isRegistered(context, key)
      ? outside({ breBKey: key })
      : refuseField(context, 'breBKey', UNKNOWN_KEY_HINT)
  }
  const found = findBeneficiary(context, quote, 'cop', id)
  if ('status' in found) return found
  const field = quote.output.method === 'BRE-B' ? 'breBKey' : 'bankAccountNumber'
  const account = found.fields[field]
  if (typeof account === 'string') return outside({ [field]: account })
  const hint = `The quote pays by ${quote.output.method}, and this beneficiary has no \`${field}\`.`
  return refuseField(context, 'beneficiaryCopBankAccountId', hint)
}

function findPix(context: Context, quote: QuoteRecord): Destination | Outcome {
  const block = context.request.body.ticketBrlPixOutput ?? {}
  const inline = block.pixKey ?? block.brCode ?? (quote.outputBrCode || undefined)
  if (inline !== undefined) return outside({ pixKey: inline })
  if (block.userName !== undefined) return findInlineBank(context, block)
  const found = findBeneficiary(context, quote, 'brl', block.beneficiaryBrlBankAccountId)
  if ('status' in found) return found
  return outside({ pixKey: String(found.fields.pixKey ?? found.fields.accountNumber) })
}

const BANK_FIELDS = ['bankCode', 'branchCode', 'accountNumber', 'accountType', 'taxId']

function findInlineBank(context: Context, block: Fields): Destination | Outcome {
  const missing = BANK_FIELDS.find((field) => !block[field])
  if (missing !== undefined)
    return refuseField(context, missing, 'An inline account has all fields.')
  return outside({ pixKey: block.accountNumber! })
}

function findArs(context: Context, quote: QuoteRecord): Destination | Outcome {
  const id = context.request.body.beneficiaryArsBankAccountId as string | undefined
  const found = findBeneficiary(context, quote, 'ars', id)
  return 'status' in found ? found : outside({ cvu: String(found.fields.cvu) })
}

function findBeneficiary(
  context: Context,
  quote: QuoteRecord,
  kind: 'cop' | 'brl' | 'ars',
  id: string | undefined,
): Beneficiary | Outcome {
  const field = `beneficiary${kind[0]!.toUpperCase()}${kind.slice(1)}BankAccountId`
  const found =
    id === undefined ? undefined : context.collection<Beneficiary>(`${kind}Beneficiary`).get(id)
  if (found?.userId === quote.owner) return found
  const hint = `Send the id of a ${kind.toUpperCase()} beneficiary of the owner of the quote.`
  return refuseField(context, field, hint)
}

/** The nil UUID is whom the quote was for; a sub-account's id is that sub-account. */
function findInternal(context: Context, quote: QuoteRecord): Destination | Outcome {
  const id = context.request.body.ticketBlockchainOutput?.beneficiaryWalletId
  if (id === NIL_UUID) return { owner: quote.owner, info: {} }
  const main = mainOwner(context)
  if (id !== undefined) {
    const sub = context.collection<SubAccount>('subAccount').get(id)
    if (sub || id === main) return { owner: id, info: {} }
  }
  const hint = 'For INTERNAL send the nil UUID (the own account), or the id of a sub-account.'
  return refuseField(context, 'beneficiaryWalletId', hint)
}

function findWallet(context: Context, quote: QuoteRecord): Destination | Outcome {
  const block = context.request.body.ticketBlockchainOutput ?? {}
  const { method } = quote.output
  if (block.walletAddress !== undefined) {
    if (block.walletChain !== method)
      return refuseField(context, 'walletChain', `The quote pays on ${method}.`)
    return toWallet(block.walletAddress, method, block.walletMemo)
  }
  const id = block.beneficiaryWalletId ?? ''
  const found = context.collection<Beneficiary>('walletBeneficiary').get(id)
  if (found?.userId !== quote.owner || found.fields.walletChain !== method) {
    const hint = `Send the id of a wallet on ${method}, or walletChain and walletAddress.`
    return refuseField(context, 'beneficiaryWalletId', hint)
  }
  return toWallet(String(found.fields.walletAddress), method, found.fields.walletMemo)
}

function toWallet(walletAddress: string, walletChain: string, memo: unknown): Destination {
  return outside({ walletAddress, walletChain, walletMemo: typeof memo === 'string' ? memo : '' })
}
