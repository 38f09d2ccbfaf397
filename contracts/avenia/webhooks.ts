/**
 * Webhooks: where they go, and whether they are signed as documented.
 * Source: https://integration-guide.avenia.io/docs/Webhooks/verifyingWebhookAuthenticity, read 2026-11-20.
 */
import { constants, createPublicKey, verify } from 'node:crypto'
import type { Answer, Loose } from '../kit/answer.ts'
import { expectSignature } from '../kit/expectation.ts'
import type { Session } from '../kit/session.ts'
import type { CallbackMessage } from '../kit/targets/target.ts'
import { isDone } from './expectations.ts'

export const WEBHOOKS = '/v2/notifications/webhooks/'

/** Asks for a webhook, whatever the answer; an account has three, so each is deleted after its case. */
export async function askForWebhook(
  session: Session,
  json: Record<string, unknown>,
): Promise<Answer> {
  const answer = await session.send('POST', WEBHOOKS, { json })
  const id = answer.body?.webhookId
  if (isDone(answer) && id) {
    session.later(`webhook ${id}`, async () => {
      const deleted = await session.send('DELETE', `${WEBHOOKS}${id}`)
      session.expect(deleted, { status: [200, 404] }, 'a webhook can be deleted')
    })
  }
  return answer
}

/** Has events of this case sent. */
export async function subscribe(
  session: Session,
  subscriptions: readonly string[],
  webhookUrl = session.callbackUrl,
): Promise<string> {
  const answer = await askForWebhook(session, { webhookUrl, subscriptions })
  return String(session.expect(answer, { status: [200, 201] }).body.webhookId)
}

/** The event of a message, wrapped or not. */
export function toEvent({ body }: Pick<CallbackMessage, 'body'>): Loose {
  return (body as Loose)?.event ?? body ?? {}
}

/** Messages of a type about a ticket or an attempt. */
export function isAbout(id: string, type?: string): (message: CallbackMessage) => boolean {
  return (message) => {
    const { data } = toEvent(message)
    const subject = data?.ticket?.id ?? data?.attempt?.id
    return subject === id && (type === undefined || data.type === type)
  }
}

/** Waits for the event of a type, demands envelope and signature, and returns the event. */
export async function awaitEvent(
  session: Session,
  notification: 'TICKET' | 'KYC' | 'LIMIT-UPDATE',
  matches: (message: CallbackMessage) => boolean,
  within = 'PT15S',
): Promise<Loose> {
  const message = await session.nextMessage({ notification, matches, within })
  const isFlat = session.variantOf('avenia.webhook.envelope') === 'flat'
  const event = { subscription: notification }
  session.expectMessage(message, { body: isFlat ? event : { event } })
  const isRight = await isGenuine(session, message)
  const form = 'RSA-PSS with SHA-256 over the raw body, in base64'
  expectSignature(message, 'signature', form, () => isRight)
  return toEvent(message)
}

/** Verifies as the documents and clients do: PSS, SHA-256, the longest salt, the raw body. */
export async function isGenuine(session: Session, message: CallbackMessage): Promise<boolean> {
  const answer = await session.send('GET', '/v2/public-key', { auth: false })
  const { publicKey } = session.expect(answer, { status: 200 }).body
  const key = {
    key: createPublicKey(publicKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
  }
  const signature = Buffer.from(message.headers.signature ?? '', 'base64')
  return verify('sha256', Buffer.from(message.rawBody), key, signature)
}
