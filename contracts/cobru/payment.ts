/** The request that most cases of Cobru begin with. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** A create that every source accepts; `undefined` in an override leaves the field out. */
export function toCreateBody(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    amount: 50_000,
    description: 'Orden de ensayo',
    expiration_days: 1,
    client_assume_costs: false,
    iva: 0,
    platform: 'API',
    payment_method_enabled: '{"breb":true,"pse":true,"efecty":true,"NEQUI":true}',
    payer_redirect_url: 'https://example.com/return',
    callback: 'https://example.com/callback',
    ...overrides,
  }
}

/** Asks for a payment, whatever the answer. */
export function askForPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  return session.send('POST', '/cobru/', { json: toCreateBody(overrides) })
}

/** Creates a payment and demands a 201. */
export async function createPayment(
  session: Session,
  overrides: Record<string, unknown> = {},
): Promise<Loose> {
  const answer = await askForPayment(session, overrides)
  return session.expect(answer, { status: 201, body: { state: 0 } }, 'a complete create').body
}
