/**
 * Events: where they go, and whether they are signed as documented.
 * Source: https://docs.cobre.com/notifications-subscriptions-1886572m0, read 2026-11-20.
 */
import { createHmac } from 'node:crypto'
import type { Answer, Loose } from '../kit/answer.ts'
import { expectSignature } from '../kit/expectation.ts'
import type { Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'

/** Asks for a subscription, whatever the answer; one that is made is deleted after the case. */
export async function askForSubscription(
  session: Session,
  json: Record<string, unknown>,
): Promise<Answer> {
  const answer = await session.send('POST', '/v1/subscriptions', { json })
  const id = answer.body?.id
  if (answer.status === 201 && id) {
    session.later(`subscription ${id}`, async () => {
      const deleted = await session.send('DELETE', `/v1/subscriptions/${id}`)
      session.expect(deleted, { status: [200, 204, 404] }, 'a subscription can be deleted')
    })
  }
  return answer
}

/**
 * Has events of this case sent, signed with the account's key. Where an address without TLS is
 * refused, it is given with TLS.
 */
export async function subscribe(
  session: Session,
  events: readonly string[],
  field = 'event_signature_key',
): Promise<Loose> {
  const description = 'Ensayo contracts'
  const ask = (url: string) => {
    const key = session.credentials.eventSignatureKey
    return askForSubscription(session, { events, url, description, [field]: key })
  }
  const url = session.callbackUrl
  const first = await ask(url)
  const isRefused = first.status === 400 && url.startsWith('http:')
  const answer = isRefused ? await ask(url.replace('http:', 'https:')) : first
  return session.expect(answer, { status: 201 }, 'a complete subscription').body
}

/** The field that takes the signing key, as the profile of the run says. */
export function toKeyField(session: Session): string {
  const isRenamed = session.variantOf('cobre.subscription.secret-name') === 'signature-key'
  return isRenamed ? 'signature_key' : 'event_signature_key'
}

/** Events of one record, by the id in their content. */
export function isAbout(id: string): (message: CallbackMessage) => boolean {
  return ({ body }) => (body as Loose)?.content?.id === id
}

/**
 * Waits for the event of a key, about a record where it is named; demands signature and, beside its
 * envelope, the content.
 */
export async function awaitEvent(
  session: Session,
  key: string,
  content: Record<string, unknown> = {},
): Promise<Loose> {
  const isWanted = content.id === undefined ? () => true : isAbout(String(content.id))
  const message = await session.nextMessage({
    notification: key,
    within: 'PT15S',
    matches: (each) => isWanted(each) && (each.body as Loose)?.event_key === key,
  })
  session.expectMessage(message, { body: { event_key: key, content } })
  demandSignature(session, message)
  return message.body
}

/** HMAC-SHA256 over timestamp, dot and the raw body, in lower-case hex. */
export function demandSignature(session: Session, message: CallbackMessage): void {
  const isUnderscored = session.variantOf('cobre.webhook.header-names') === 'underscores'
  const joint = isUnderscored ? '_' : '-'
  const [signature, timestamp] = [`event${joint}signature`, `event${joint}timestamp`] as const
  const text = `${message.headers[timestamp]}.${message.rawBody}`
  const key = session.credentials.eventSignatureKey ?? ''
  const expected = createHmac('sha256', key).update(text).digest('hex')
  const form = `the HMAC-SHA256 of "<${timestamp}>.<raw body>" in hex`
  expectSignature(message, signature, form, (found) => found === expected)
}
