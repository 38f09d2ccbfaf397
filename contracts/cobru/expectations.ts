/** What flows of Cobru expect, beside parts of a body: facts, and what goes with a variant. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { UnmetExpectation } from '../kit/unmet.ts'
import { readDetail } from './payment.ts'
import { type Order, readOrder } from './submission.ts'

/** Throws `UnmetExpectation` with the exchange unless it is so; `found` is what the report shows. */
export function expectFact(answer: Answer, what: string, isMet: boolean, found: unknown): void {
  if (isMet) return
  throw new UnmetExpectation(what, JSON.stringify(found) ?? toNothing(answer), answer.exchange)
}

/** Status and start of the body say more than that nothing was there. */
function toNothing({ status, text }: Answer): string {
  return `nothing; status ${status} ${text.slice(0, 200)}`.trimEnd()
}

/** Demands the raw types of fields: `text`, `number`, `integer` or `money`, which is text with two decimals. */
export function expectTypes(answer: Answer, body: Loose, types: Record<string, FieldType>): void {
  for (const [field, type] of Object.entries(types)) {
    expectFact(answer, `${type} in ${field}`, IS[type](body?.[field]), body?.[field])
  }
}

export type FieldType = 'text' | 'number' | 'integer' | 'money'

const IS: Record<FieldType, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && value !== '',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  money: (value) => typeof value === 'string' && /^-?\d+\.\d\d$/.test(value),
}

/** Whether the profile of the run says this variant. */
export function shows(session: Session, quirk: string, variant: string): boolean {
  return session.variantOf(quirk) === variant
}

/** How the record of a bank withdrawal writes its money. */
export function recordMoney(session: Session): FieldType {
  return shows(session, 'cobru.bank.mixed-money-types', 'mixed') ? 'money' : 'number'
}

/** Whether the profile says that the sandbox refuses every document of a payer. */
export function refusesDocuments(session: Session): boolean {
  return shows(session, 'cobru.pay.limit-length-cc', 'reject-all-400')
}

/**
 * The order of a submission that was taken. Where the profile says that every document is refused,
 * demands that refusal instead and returns undefined.
 */
export function expectOrder(session: Session, answer: Answer): Order | undefined {
  if (refusesDocuments(session)) {
    const body = { result: 'LIMIT_LENGTH_CC' }
    session.expect(answer, { status: 400, body }, 'the sandbox refuses every document')
    return undefined
  }
  session.expect(answer, { status: 200 }, 'details that are complete')
  const order = readOrder(answer)
  expectFact(answer, 'an order', order !== undefined, answer.body)
  return order
}

/** Demands a state in the detail and returns the detail. */
export async function expectState(session: Session, url: string, state: number): Promise<Loose> {
  const detail = await readDetail(session, url)
  return session.expect(detail, { status: 200, body: { url, state } }, `the detail of ${url}`).body
}

/** What an expired payment is shown as. */
export function expiredState(session: Session): number {
  return shows(session, 'cobru.state.two-vs-five', '2-expired') ? 2 : 5
}

/** Waits until the detail shows a state. */
export async function waitForState(
  session: Session,
  url: string,
  state: number,
  within: string,
): Promise<Loose> {
  return session.eventually(
    `payment ${url} is in state ${state}`,
    { within, every: 'PT5S' },
    async () => {
      const { status, body } = await readDetail(session, url)
      return status === 200 && body.state === state ? body : undefined
    },
  )
}

/** Pesos that can be spent. */
export async function readBalance(session: Session): Promise<number> {
  const answer = await session.send('GET', '/balance/')
  return Number(session.expect(answer, { status: 200 }).body.balance)
}

/** Demands that the balance has changed by so many pesos. */
export async function expectBalance(
  session: Session,
  before: number,
  change: number,
): Promise<void> {
  const answer = await session.send('GET', '/balance/')
  const now = Number(session.expect(answer, { status: 200 }).body.balance)
  const isMet = Math.abs(now - before - change) < 0.005
  expectFact(answer, `a balance of ${(before + change).toFixed(2)}`, isMet, answer.body.balance)
}
