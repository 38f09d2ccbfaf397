/**
 * The documented test cards, submitted or kept: 4111111111111111 is approved and 4111111111111112
 * declined at once, so that a payment ends without anybody's doing.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/credit-card and /api/tokenization, read 2026-11-20.
 */
import { constants, publicEncrypt } from 'node:crypto'
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import { readState } from './payment.ts'
import { isDocumentRefused, submit } from './submission.ts'

export const APPROVED = '4111111111111111'
export const DECLINED = '4111111111111112'

/** Submits a card. */
export function submitCard(session: Session, url: string, number: string): Promise<Answer> {
  const card = { credit_card: number, expiration_date: '12/30', cvv: '123', dues: 1 }
  return submit(session, url, 'credit_card', card)
}

/** Charges a card and reads what became of the payment; by a kept card where documents are refused. */
export async function chargeCard(
  session: Session,
  url: string,
  number: string,
): Promise<{ answer: Answer; state: number | undefined }> {
  const submitted = await submitCard(session, url, number)
  const answer = isDocumentRefused(submitted)
    ? await payByStoredCard(session, url, await storeCard(session, number))
    : submitted
  return { answer, state: await readState(session, url) }
}

/** Keeps a card and forgets it after the case. Throws `UnmetExpectation` when it is not kept. */
export async function storeCard(session: Session, number: string): Promise<string> {
  const encrypt = await fetchEncryption(session)
  const answer = await session.send('POST', '/register_tc/', {
    json: {
      bank: 'banco',
      country: 'Colombia',
      number_card: encrypt(number),
      name_card: encrypt('Rosa Ensayo'),
      date_expiration: encrypt('12/30'),
      imei: 'ensayo',
      latitude: '4.65',
      longitude: '-74.05',
    },
  })
  const { card_id: id } = session.expect(answer, { status: 200, body: { message: 'OK' } }).body
  session.later(`kept card ${id}`, () => forgetCard(session, id))
  return id
}

/** Pays with a kept card, whatever the answer. */
export async function payByStoredCard(
  session: Session,
  url: string,
  cardId: string,
): Promise<Answer> {
  const encrypt = await fetchEncryption(session)
  const device = { imei: 'ensayo', latitude: '4.65', longitude: '-74.05' }
  const json = { tc_id: cardId, dues: 1, cobru_url: url, cvv: encrypt('123'), ...device }
  return session.send('POST', '/tc_payment/', { json })
}

/** Deletes a kept card by one of the two documented verbs. */
export function deleteCard(
  session: Session,
  verb: 'DELETE' | 'GET',
  cardId: string,
): Promise<Answer> {
  return session.send(verb, '/delete_tc/', { query: { tc_id: cardId } })
}

async function forgetCard(session: Session, cardId: string): Promise<void> {
  for (const verb of ['DELETE', 'GET'] as const) {
    const { status } = await deleteCard(session, verb, cardId)
    // 404: it is gone already.
    if (status === 200 || status === 404) return
  }
  throw new Error('neither DELETE nor GET /delete_tc/ forgets it')
}

/** Base64 of RSA with the public key of the target. */
async function fetchEncryption(session: Session): Promise<(text: string) => string> {
  const answer = await session.send('GET', '/base/get_constants_key_public/')
  const { data } = session.expect(
    answer,
    { status: 200 },
    'the key that cards are encrypted with',
  ).body
  const key = { key: String(data.text_long_value), padding: constants.RSA_PKCS1_PADDING }
  return (text) => publicEncrypt(key, Buffer.from(text)).toString('base64')
}
