/** The requests that most cases of Cobru begin with: creating, reading and ending a payment. */
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** Every method that a case submits, as the text that Cobru wants. */
const FLAGS = JSON.stringify({
  breb: true,
  breb_qr: true,
  pse: true,
  efecty: true,
  NEQUI: true,
  daviplata: true,
  bancolombia_transfer: true,
  credit_card: true,
})

const RETURN = 'https://example.com/return'
const CALLBACK = 'https://example.com/callback'

/** A create that every source accepts; `undefined` in an override leaves the field out. */
export function toCreateBody(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const own = {
    platform: 'API',
    payment_method_enabled: FLAGS,
    payer_redirect_url: RETURN,
    callback: CALLBACK,
  }
  return { ...SAMPLES.createPayment, ...own, ...overrides }
}

/** Asks for a payment, whatever the answer. */
export function askForPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  return session.send('POST', '/cobru/', { json: toCreateBody(overrides) })
}

/** Creates a payment and demands a 201. It stays: `openPayment` cleans up. */
export async function createPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForPayment(session, overrides)
  return session.expect(answer, { status: 201, body: { state: 0 } }, 'a complete create').body
}

/** Asks for a payment and expires it after the case; nothing deletes one. */
export async function tryPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  const answer = await askForPayment(session, overrides)
  if (answer.status === 201) expireLater(session, answer.body.url)
  return answer
}

/** Creates a payment, demands a 201 and expires it after the case. */
export async function openPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await tryPayment(session, overrides)
  return session.expect(answer, { status: 201, body: { state: 0 } }, 'a complete create').body
}

/** In a storm every third create is refused for nothing; this many in a row never are. */
const ATTEMPTS = 3

/** The same for probes: asks again when a 403 speaks of the creation, which may be a passing fault. */
export async function insistOnPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  let answer = await tryPayment(session, overrides)
  for (let attempt = 1; attempt < ATTEMPTS && isCreationError(answer); attempt++) {
    answer = await tryPayment(session, overrides)
  }
  return answer
}

/** A payment to probe with. Throws `UnmetExpectation` when there is none to be had. */
export async function makePayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Loose> {
  return session.expect(await insistOnPayment(session, overrides), { status: 201 }).body
}

/** The 403 that looks like wrong credentials. */
export function isCreationError({ status, body }: Answer): boolean {
  return status === 403 && body?.error === 'Error en la creacion del cobru.'
}

/** Expires a payment, whatever the answer. */
export function expirePayment(session: Session, url: string): Promise<Answer> {
  return session.send('POST', '/cobru/update_to_expired/', { json: { url } })
}

function expireLater(session: Session, url: string): void {
  session.later(`payment ${url}, until its last day is over`, async () => {
    const { status } = await expirePayment(session, url)
    // 400: paid or expired already, hence nothing to do.
    if (status !== 200 && status !== 400) throw new Error(`expiring it answered ${status}`)
  })
}

/** Consults a payment, whatever the answer. */
export function readDetail(session: Session, url: string): Promise<Answer> {
  return session.send('GET', `/cobru_detail/${url}`)
}

/** The state of a payment: by its detail or, where that does not exist, by the movements. */
export async function readState(session: Session, url: string): Promise<number | undefined> {
  const detail = await readDetail(session, url)
  if (detail.status === 200) return detail.body.state
  const query = { by_cobrus: true, per_page: 100 }
  const { body } = await session.send('GET', '/movements/movements_by_types/', { query })
  const rows: Loose[] = Array.isArray(body?.data) ? body.data : []
  return rows.find((row) => row.url === url)?.state
}
