/**
 * Quotes and tickets. A case that only looks at a ticket asks for a payin above what the sandbox's
 * payers pay by themselves, and cancels it.
 * Source: https://integration-guide.avenia.io/docs/Operations/ticketsGuide, read 2026-11-20.
 */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { isDone, NIL } from './expectations.ts'
import { toOldestFirst } from './lists.ts'

export const TICKETS = '/v2/account/tickets/'
export const QUOTES = '/v2/account/quote/fixed-rate'

type Query = Record<string, string | undefined>
type Data = Record<string, unknown>

/** To the balance of the account. */
export const OWN: Data = { ticketBlockchainOutput: { beneficiaryWalletId: NIL } }

/** Above 1,000 BRL nobody pays by itself. */
export const UNPAID: Query = { outputAmount: '2000' }

/** Asks for a quote, by default of 10 BRL by PIX to BRLA; `undefined` leaves a parameter out. */
export function askForQuote(session: Session, over: Query = {}): Promise<Answer> {
  const all = {
    inputCurrency: 'BRL',
    inputPaymentMethod: 'PIX',
    outputCurrency: 'BRLA',
    outputPaymentMethod: 'INTERNAL',
    outputAmount: '10',
    inputThirdParty: 'false',
    outputThirdParty: 'false',
    ...over,
  }
  const given = Object.entries(all).filter((each): each is [string, string] => !!each[1])
  return session.send('GET', QUOTES, { query: Object.fromEntries(given) })
}

/** From the balance; the live sandbox wants a send method there too. */
export function fromBalance(inputCurrency: string, over: Query): Query {
  return {
    inputCurrency,
    inputPaymentMethod: 'INTERNAL',
    blockchainSendMethod: 'PERMIT',
    outputAmount: undefined,
    ...over,
  }
}

/** USDC of the balance to pesos by a rail. */
export function toCop(outputPaymentMethod: string, inputAmount: string): Query {
  return fromBalance('USDC', { outputCurrency: 'COP', outputPaymentMethod, inputAmount })
}

/** Pesos by a rail to USDC in the balance. */
export function fromCop(inputPaymentMethod: string, inputAmount: string): Query {
  return {
    inputCurrency: 'COP',
    inputPaymentMethod,
    inputAmount,
    outputAmount: undefined,
    outputCurrency: 'USDC',
  }
}

/** Quotes and spends the quote, whatever the ticket's answer; one that waits is canceled after the case. */
export async function order(
  session: Session,
  quote: Query = {},
  body: Data = OWN,
): Promise<Answer> {
  const priced = await askForQuote(session, quote)
  session.expect(priced, { status: 200 }, 'the combination is quoted')
  return spend(session, priced.body.quoteToken, body)
}

/** Spends a quote, whatever the answer. */
export async function spend(
  session: Session,
  quoteToken: string,
  body: Data = OWN,
  query: Record<string, string> = {},
): Promise<Answer> {
  const answer = await session.send('POST', TICKETS, { json: { quoteToken, ...body }, query })
  const id = answer.body?.id
  if (isDone(answer) && id) {
    session.later(`ticket ${id}`, async () => {
      const { status } = await readTicket(session, id, query)
      if (status !== 'UNPAID') return
      // It may begin to move in between.
      const canceled = await session.send('PATCH', `${TICKETS}${id}/cancel`, { query })
      session.expect(canceled, { status: [200, 400] }, 'a ticket that waits can be canceled')
    })
  }
  return answer
}

/** Places a ticket and demands its id. */
export async function place(session: Session, quote: Query = {}, body: Data = OWN): Promise<Loose> {
  const answer = await order(session, quote, body)
  session.expect(answer, { status: [200, 201] }, 'a complete order')
  return answer.body
}

export async function readTicket(
  session: Session,
  id: string,
  query: Record<string, string> = {},
): Promise<Loose> {
  const answer = await session.send('GET', `${TICKETS}${id}`, { query })
  return session.expect(answer, { status: 200, body: { ticket: { id } } }).body.ticket
}

/** Waits until a ticket has a status. */
export function awaitStatus(
  session: Session,
  id: string,
  status: string,
  within: string,
  every = 'PT1S',
): Promise<Loose> {
  return session.eventually(`ticket ${id} is ${status}`, { within, every }, async () => {
    const ticket = await readTicket(session, id)
    return ticket.status === status && ticket
  })
}

/** Types of the events of a ticket, as the log has them. */
export async function listEvents(session: Session, dataId: string): Promise<string[]> {
  const query = { dataId, subscription: 'TICKET' }
  const answer = await session.send('GET', '/v2/notifications/webhooks/events/', { query })
  const { events } = session.expect(answer, { status: 200 }).body
  return toOldestFirst(session, events).map(({ data }: Loose) => data.type)
}

/** Has the sandbox's own payer pay in by PIX until the balance has grown by an amount of a token. */
export async function fund(session: Session, outputCurrency: string, outputAmount: string) {
  const { id } = await place(session, { outputCurrency, outputAmount })
  await awaitStatus(session, id, 'PAID', 'PT25S', 'PT3S')
}

/** What the account holds of a token. */
export async function readBalance(session: Session, token: string): Promise<number> {
  const answer = await session.send('GET', '/v2/account/balances')
  session.expect(answer, { status: 200 })
  return Number(answer.body.balances[token])
}

/** Demands a balance to the millionth. */
export async function demandBalance(session: Session, token: string, wanted: number) {
  const answer = await session.send('GET', '/v2/account/balances')
  const balances = { [token]: String(Number(wanted.toFixed(6))) }
  session.expect(answer, { status: 200, body: { balances } })
}
