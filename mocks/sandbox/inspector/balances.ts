/** What an account's books hold, with the entries behind each balance. */
import { html } from 'hono/html'
import type { BookBalance, LedgerLine } from '../../core/behaviour/ledger.ts'
import type { Markup } from './page.ts'
import { renderTime } from './parts.ts'
import type { KeptRecord, Records } from './records.ts'
import type { View } from './view.ts'

/** Entries of a book on the page, the newest first. */
const MOST = 20

type Balance = KeptRecord & BookBalance
type Line = KeptRecord & LedgerLine

/** Nothing where no provider keeps books, or none has moved. */
export function renderBalances({ say }: View, records: Records): Markup {
  const books = Object.entries(records).flatMap(([name, rows]) => {
    const [provider = '', collection] = name.split('/')
    if (collection !== 'ledgerBalance') return []
    // Ledgers write those two collections, and nobody else does.
    const lines = (records[`${provider}/ledgerLine`] ?? []) as readonly Line[]
    return (rows as readonly Balance[]).map((balance) => ({ provider, balance, lines }))
  })
  if (books.length === 0) return html``
  return html`<section class="card stack" id="balances"><h2>${say.balances}</h2>
<p class="quiet">${say.balancesHint}</p>
${books.map(({ provider, balance, lines }) => {
  const { book, currency, balanceMinor } = balance
  const own = lines.filter((line) => line.book === book && line.currency === currency)
  return html`<details id="book-${provider}-${book}-${currency}"><summary>${provider} <code>${book}</code> <strong>${balanceMinor} ${currency}</strong> <span class="badge">${own.length}</span></summary>
<div class="scroll"><table><thead><tr><th>${say.when}</th><th>${say.movement}</th><th>${say.of}</th><th>${say.amount}</th><th>${say.balance}</th></tr></thead>
<tbody>${own.toReversed().slice(0, MOST).map(renderLine)}</tbody></table></div></details>`
})}</section>`
}

function renderLine({ at, kind, reference, amountMinor, balanceMinor }: Line): Markup {
  return html`<tr><td>${renderTime(at)}</td><td>${kind}</td><td><code>${reference}</code></td><td>${amountMinor}</td><td>${balanceMinor}</td></tr>`
}
