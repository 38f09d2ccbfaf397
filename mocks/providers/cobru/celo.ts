/**
 * A holder's wallet of Celo dollars. Nothing touches a chain: addresses, hashes and words are made up.
 * Source: https://docs.cobru.co/en/docs/api/celo, read 2026-11-20; answers stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/8-celo.md.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  formatMinorUnits,
  type StoredRecord,
  toScaled,
} from '../../provider.ts'
import { move, type Posting, post, readBalance } from './ledger.ts'
import { findHolder, OWNER } from './people.ts'

interface CeloWallet extends StoredRecord {
  /** The holder. */
  id: string
  address: string
  mnemonic: string
}

interface CeloTransaction extends StoredRecord {
  /** Hash. */
  id: string
  holder: string
  /** 10^-8 of a CUSD. */
  amountMinor: number
  from: string
  to: string
  createdAt: number
}

/** A CUSD is counted in 10^-8. */
const DIGITS = 8

/** CUSD as 10^-8. */
export function toUnits(amount: number | string): number {
  return toScaled(amount, DIGITS)
}

/** 10^-8 as CUSD: `3.8`, and `0` for nothing. */
export function toCusdText(units: number): string {
  return formatMinorUnits(units, DIGITS).replace(/\.?0+$/, '')
}

/** The holder's wallet, made when it is asked for first. */
export function openWallet(context: BaseContext, holder: string): CeloWallet {
  const wallets = context.collection<CeloWallet>('celoWallet')
  const known = wallets.get(holder)
  if (known) return known
  const { ids } = context
  const words = Array.from({ length: 24 }, () => WORDS[ids.integer('celo.word', WORDS.length)])
  const address = `0x${ids.hex('celo.address', 40)}`
  return wallets.insert({ id: holder, address, mnemonic: words.join(' ') })
}

/** No list of a real wallet: nothing can be recovered with them. */
const WORDS =
  'ensayo prueba muestra modelo borrador boceto maqueta esquema apunte nota intento ejercicio'.split(
    ' ',
  )

/** Shows the wallet. */
export const getWallet = defineBehaviour('celo.wallet', (context) => {
  const { id } = findHolder(context)
  const { address } = openWallet(context, id)
  const balance = toCusdText(readBalance(context, `celo:${id}`, 'CUSD'))
  return { status: 200, body: { address, balance } }
})

/** Shows the words that would recover it. */
export const exportWallet = defineBehaviour('celo.account', (context) => {
  const { id } = findHolder(context)
  const { address, mnemonic } = openWallet(context, id)
  return { status: 200, body: { address, mnemonic } }
})

/** Sends Celo dollars to any address. */
export const sendCelo = defineBehaviour<{ to: string; amount: number | string }>(
  'celo.send',
  (context) => {
    const { to, amount } = context.request.body
    const { id } = findHolder(context)
    const { address } = openWallet(context, id)
    const units = toUnits(amount)
    if (!isAddress(to) || units < 1) return context.refuse('celo', { error: 'wrong_data' })
    if (readBalance(context, `celo:${id}`, 'CUSD') < units) {
      return context.refuse('celo', { error: 'balance' })
    }
    const isOwn = to.toLowerCase() === address
    const book = isOwn ? `celo:${id}` : 'outside'
    const postings = move(`celo:${id}`, book, units, 'CUSD')
    const tx = storeCelo(context, id, { units, from: address, to, postings })
    return { status: 200, body: { success: true, tx } }
  },
)

export function isAddress(text: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(text)
}

interface Moved {
  units: number
  from: string
  to: string
  postings: Posting[]
}

/** Books a transaction and lists it; returns its hash. */
export function storeCelo(
  context: BaseContext,
  holder: string,
  { units, from, to, postings }: Moved,
): string {
  const id = `0x${context.ids.hex('celo.hash', 64)}`
  post(context, { kind: 'celo', reference: id }, postings)
  const record = { id, holder, amountMinor: units, from, to, createdAt: context.now }
  context.collection<CeloTransaction>('celoTransaction').insert(record)
  return id
}

/** Lists what came and went. */
export const listCelo = defineBehaviour('celo.transactions', (context) => {
  const { id: holder } = findHolder(context)
  const query = { where: { holder }, order: 'newest' as const }
  const found = context.collection<CeloTransaction>('celoTransaction').list(query)
  const body = found.map((item) => ({
    value: Number(formatMinorUnits(item.amountMinor, DIGITS)),
    from: item.from.toLowerCase(),
    to: item.to.toLowerCase(),
    hash: item.id,
    timestamp: String(Math.floor(item.createdAt / 1_000)),
    symbol: 'cUSD',
  }))
  return { status: 200, body }
})

/** Somebody sends Celo dollars to the account. */
export const receiveCelo = defineReaction<{ amount: number }>('celo.receive', (context) => {
  const units = toUnits(context.payload.amount)
  const { address } = openWallet(context, OWNER)
  const from = `0x${'0'.repeat(39)}1`
  const postings = move('outside', `celo:${OWNER}`, units, 'CUSD')
  const tx = storeCelo(context, OWNER, { units, from, to: address, postings })
  return { address, tx }
})
