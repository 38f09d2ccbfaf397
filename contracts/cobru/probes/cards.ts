/** How a target shows debit cards, kept cards, PINs and new users. */
import type { Answer, Loose } from '../../kit/answer.ts'
import { defineProbe, type Probe, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { findCard, reloadCard, toCardId } from '../debit-card.ts'
import { APPROVED, deleteCard, storeCard } from '../test-card.ts'
import { askForUser } from '../user.ts'
import { probeAnswer, probeFact, type Signs } from '../verdicts.ts'

export const cardProbes: readonly Probe[] = [
  probeCard('cobru.cards.id-type', {
    uuid: (row) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(toCardId(row))),
    int: (row) => /^\d+$/.test(String(toCardId(row))),
  }),
  probeCard('cobru.cards.pan-not-masked', {
    masked: ({ masked_pan }) => /\D/.test(String(masked_pan)),
    clear: ({ masked_pan }) => /^\d{16}$/.test(String(masked_pan)),
  }),
  probeCard('cobru.cards.list-rows', {
    details: (row) => 'balance' in row && 'display_expiration' in row,
    older: (row) => 'card_id' in row && !('balance' in row),
  }),
  probeAnswer(
    'cobru.cards.envelope',
    async (session) => {
      const card_id = toCardId(await findCard(session))
      return session.send('GET', '/cobru/debit/get_card/', { query: { card_id } })
    },
    {
      stoplight: ({ body }) => isCard(body?.result ?? body?.card),
      flat: ({ body }) => isCard(body),
    },
  ),
  probeFact(
    'cobru.cards.transactions-sample-wrong',
    async (session) => {
      const card_id = toCardId(await findCard(session))
      session.expect(await reloadCard(session, card_id, 1_000), { status: 200 })
      const answer = await session.send('GET', '/cobru/debit/get_transactions/', {
        query: { card_id },
      })
      return session.expect(answer, { status: 200 }).body[0]
    },
    {
      openapi: (row) => 'merchant_name' in row && 'amount' in row,
      'card-row': (row) => 'masked_pan' in row && !('amount' in row),
    },
    { needs: ['money'] },
  ),
  defineProbe({
    quirk: 'cobru.tc.delete-verb',
    tell: async (session) => {
      const [byDelete, byGet] = [await remove(session, 'DELETE'), await remove(session, 'GET')]
      if (byDelete === 200 && byGet === 200) return 'both'
      if (byDelete === 405 && byGet === 200) return 'GET'
      if (byDelete === 200 && byGet === 405) return 'DELETE'
      return undecided(`DELETE is answered ${byDelete} and GET ${byGet}`)
    },
  }),
  probeAnswer(
    'cobru.pin.status-zero',
    buyPin,
    {
      '0': ({ status, body }) => status === 200 && body?.status === '0',
      ok: ({ status, body }) => status === 200 && body?.status === 'ok',
    },
    { needs: ['money'] },
  ),
  probeAnswer(
    'cobru.pin.pk-type',
    buyPin,
    {
      number: ({ status, body }) => status === 200 && typeof body?.pk === 'number',
      text: ({ status, body }) => status === 200 && typeof body?.pk === 'string',
    },
    { needs: ['money'] },
  ),
  probeAnswer('cobru.user.status', (session) => askForUser(session), {
    '201-envelope': ({ status, body }) => status === 201 && body?.message?.id !== undefined,
    '200-flat': ({ status, body }) => status === 200 && body?.id !== undefined,
  }),
]

function probeCard(quirk: string, signs: Signs<Loose>): Probe {
  return probeFact(quirk, findCard, signs)
}

function isCard(body: Loose): boolean {
  return typeof body?.masked_pan === 'string'
}

async function remove(session: Session, verb: 'DELETE' | 'GET'): Promise<number> {
  return (await deleteCard(session, verb, await storeCard(session, APPROVED))).status
}

/** Buys the cheapest PIN of the first operator that has any. */
async function buyPin(session: Session): Promise<Answer> {
  const path = '/pines/all_pines/'
  const operators = session.expect(await session.send('GET', path), { status: 200 }).body
  for (const operator of operators) {
    const { body } = await session.send('GET', path, { query: { operator } })
    const [pin] = [...body].sort((one: Loose, other: Loose) => one.valor - other.valor)
    if (pin === undefined) continue
    const json = { id_pin: pin.id_pin, operator: String(operator) }
    return session.send('POST', '/pin/', { json })
  }
  throw new Error('no operator sells a PIN')
}
