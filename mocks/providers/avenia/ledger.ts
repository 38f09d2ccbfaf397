/**
 * One ledger per account. Every movement is a posting whose lines sum to nothing in each currency, so
 * that nothing is created or lost: what an owner gains, a holder outside, the fees or the exchange give.
 */
import type { BaseContext, StoredRecord } from '../../provider.ts'

/** What one holder has of one currency. Holders: an owner's id, `outside`, `fees`, `exchange`, `hold:<ticket>`. */
export interface Balance extends StoredRecord {
  holder: string
  currency: string
  /** Millionths; negative for `outside` and `exchange`, which hold what came from them. */
  micro: number
}

export interface Line {
  holder: string
  currency: string
  /** Millionths, positive for what the holder gains. */
  micro: number
}

/** A change of an owner's balance, as statements show it. */
export interface LogEntry extends StoredRecord {
  seq: number
  holder: string
  token: string
  changeMicro: number
  finalMicro: number
  description: string
  createdAt: number
}

/** Books a movement. Throws when its lines do not sum to nothing. */
export function book(context: BaseContext, lines: readonly Line[], description: string): void {
  expectBalanced(lines)
  for (const line of lines) {
    if (line.micro === 0) continue
    const finalMicro = change(context, line)
    if (isOwner(line.holder)) log(context, line, finalMicro, description)
  }
}

/** From one holder to another. */
export function move(
  context: BaseContext,
  from: string,
  to: string,
  amount: { currency: string; micro: number },
  description: string,
): void {
  const { currency, micro } = amount
  const lines = [
    { holder: from, currency, micro: -micro },
    { holder: to, currency, micro },
  ]
  book(context, lines, description)
}

/** What a holder has; 0 when it never had any. */
export function balanceOf(context: BaseContext, holder: string, currency: string): number {
  const balances = context.collection<Balance>('balance')
  return balances.get(toId(holder, currency))?.micro ?? 0
}

function expectBalanced(lines: readonly Line[]): void {
  for (const { currency } of lines) {
    const sum = lines
      .filter((line) => line.currency === currency)
      .reduce((total, line) => total + line.micro, 0)
    if (sum !== 0) throw new Error(`A posting creates or loses ${sum} millionths of ${currency}`)
  }
}

function change(context: BaseContext, { holder, currency, micro }: Line): number {
  const balances = context.collection<Balance>('balance')
  const id = toId(holder, currency)
  const before = balances.get(id)
  const after = (before?.micro ?? 0) + micro
  if (!before) balances.insert({ id, holder, currency, micro: after })
  else if (after === 0 && holder.startsWith('hold:')) balances.delete(id)
  else balances.update(id, { micro: after })
  return after
}

function log(
  context: BaseContext,
  { holder, currency, micro }: Line,
  finalMicro: number,
  description: string,
): void {
  context.collection<LogEntry>('statementLog').insert({
    id: context.ids.uuid('statementLog'),
    seq: context.ids.sequence('statementLog'),
    holder,
    token: currency,
    changeMicro: micro,
    finalMicro,
    description,
    createdAt: context.now,
  })
}

/** Owners are known by UUIDs; everybody else by a word. */
function isOwner(holder: string): boolean {
  return /^[0-9a-f]{8}-/.test(holder)
}

function toId(holder: string, currency: string): string {
  return `${holder} ${currency}`
}
