/**
 * Notifications: where they go, what they are about, and whether they are signed as documented.
 * Source: https://docs.localpayment.com/docs/webhooks and
 * https://docs.v3.localpayment.com/notifications/notifications/configurations, read 2026-11-20.
 */
import { createHmac } from 'node:crypto'
import type { Loose } from '../kit/answer.ts'
import { expectSignature } from '../kit/expectation.ts'
import type { Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'

/** Has notifications of some types sent to the case until it ends; only the dashboard can do it. */
export async function listen(
  session: Session,
  types: string,
  url = session.callbackUrl,
): Promise<void> {
  const where = "In Localpayment's dashboard (Configurations, Clients, Notifications)"
  const register = `${where}, add ${url} for ${types}, country Colombia, all accounts.`
  await session.act('localpayment.webhook.register', { url, types }, register)
  session.later(`the notification URL ${url}`, () =>
    session.act('localpayment.webhook.remove', { url }, `${where}, remove ${url}.`),
  )
}

/** What is told, at the top or below `data`. */
export function contentOf({ body }: CallbackMessage): Loose {
  return (body as Loose)?.data ?? body
}

export function isAbout(externalId: string): (message: CallbackMessage) => boolean {
  return (message) => contentOf(message)?.externalId === externalId
}

export interface Awaited {
  externalId: string
  /** Default: whatever is told first of the record. */
  code?: string
  /** What it says; a part of it is enough. */
  body: unknown
  /** Default `PT20S`. */
  within?: string
}

/** Waits for the notification of a record, and demands what it says and that it is signed. */
export async function awaitTold(
  session: Session,
  notification: string,
  { externalId, code, body, within = 'PT20S' }: Awaited,
): Promise<CallbackMessage> {
  const isWanted = isAbout(externalId)
  const message = await session.nextMessage({
    notification,
    within,
    matches: (each) =>
      isWanted(each) && (code === undefined || contentOf(each).status?.code === code),
  })
  session.expectMessage(message, { body })
  demandSignature(session, message)
  return message
}

/** Header and what stands before the digest, by variant. */
const FORMS: Record<string, [string, string]> = {
  'bare-hex': ['x-signature', ''],
  prefixed: ['x-signature', 'HMAC-SHA256 '],
  'sha256-header': ['x-localpayment-signature', 'sha256='],
}

/** HMAC-SHA256 over the raw body, in hexadecimal; letter case does not matter. */
function demandSignature(session: Session, message: CallbackMessage): void {
  const [header, prefix] = FORMS[session.variantOf('localpayment.webhook.signature')]!
  const expected = `${prefix}${toDigest(session, message)}`.toLowerCase()
  const form = `"${prefix}" and the HMAC-SHA256 of the raw body in hex`
  expectSignature(message, header, form, (found) => found.toLowerCase() === expected)
}

/** The digest that the account's secret gives. */
export function toDigest({ credentials }: Session, { rawBody }: CallbackMessage): string {
  return createHmac('sha256', credentials.webhookSecret ?? '')
    .update(rawBody)
    .digest('hex')
}
