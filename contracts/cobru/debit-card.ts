/** Debit cards: one that is there already, or a new one that is frozen after the case. */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** A row of the list. A new card is made only where there is none, as nothing deletes one. */
export async function findCard(session: Session): Promise<Loose> {
  const [known] = await listCards(session)
  if (known !== undefined) return known
  session.expect(await createCard(session), { status: 200 }, 'the amount 0 creates a card')
  const [made] = await listCards(session)
  if (made === undefined) throw new Error('a card was created and the list has none')
  return made
}

/** Id of a row, under the key of the current list or of the older one. */
export function toCardId(row: Loose): string | number {
  return row.card_id ?? row.id
}

/** Creates a card, whatever the answer, and freezes it after the case. */
export async function createCard(session: Session): Promise<Answer> {
  const answer = await session.send('POST', '/cobru/debit/create_and_reload_card/', {
    json: { amount: 0 },
  })
  const id = toCard(answer.body)?.id
  if (answer.status === 200 && id !== undefined) {
    session.later(`debit card ${id}`, async () => {
      const { status } = await freezeCard(session, id, true)
      if (status !== 200) throw new Error(`freezing it answered ${status}`)
    })
  }
  return answer
}

/** The card below `card`, below `result` or at the top. */
export function toCard(body: Loose): Loose {
  return body?.card ?? body?.result ?? body
}

export function reloadCard(
  session: Session,
  cardId: string | number,
  amount: number,
): Promise<Answer> {
  const json = { amount, card_id: cardId }
  return session.send('POST', '/cobru/debit/create_and_reload_card/', { json })
}

export function freezeCard(
  session: Session,
  cardId: string | number,
  freeze: boolean,
): Promise<Answer> {
  return session.send('POST', '/cobru/debit/freeze_card/', { json: { card_id: cardId, freeze } })
}

async function listCards(session: Session): Promise<Loose[]> {
  const answer = await session.send('GET', '/cobru/debit/get_card/')
  return session.expect(answer, { status: 200 }, 'the list of cards').body
}
