/** Debit cards that Cobru issues, and credit cards that are kept. */
import type { Loose } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { findCard, freezeCard, reloadCard, toCard, toCardId } from '../debit-card.ts'
import { expectFact, expectState, expectTypes, shows } from '../expectations.ts'
import { openPayment } from '../payment.ts'
import { APPROVED, deleteCard, payByStoredCard, storeCard } from '../test-card.ts'

export const cards: readonly Flow[] = defineFlows({
  'debit-card.frozen': {
    title: 'A debit card is shown, frozen and thawed; another id is not found',
    run: async (session) => {
      const id = toCardId(await thawed(session))
      session.step('it is shown')
      const shown = await session.send('GET', '/cobru/debit/get_card/', { query: { card_id: id } })
      session.expect(shown, { status: 200 })
      const isFlat = shows(session, 'cobru.cards.envelope', 'flat')
      expectFact(shown, 'the card in its envelope', 'result' in shown.body === !isFlat, shown.body)
      const card = toCard(shown.body)
      expectFact(shown, `card ${id}`, card.id === id && card.state === 'ACTIVE', card)
      expectTypes(shown, card, { masked_pan: 'text', balance: isFlat ? 'number' : 'money' })
      session.step('it is frozen and thawed')
      for (const [freeze, state] of [
        [true, 'FROZEN'],
        [false, 'ACTIVE'],
      ] as const) {
        const answer = await freezeCard(session, id, freeze)
        session.expect(answer, { status: 200 })
        expectFact(answer, state, toCard(answer.body).state === state, answer.body)
      }
      session.step('a card that nobody has')
      const unknown = await session.send('GET', '/cobru/debit/get_card/', {
        query: { card_id: session.uuid() },
      })
      session.expect(unknown, { status: 404 })
    },
  },
  'debit-card.reloaded': {
    title: 'A reload moves money onto the card and is among its transactions',
    needs: ['money'],
    run: async (session) => {
      const id = toCardId(await thawed(session))
      const before = await readCardBalance(session, id)
      session.expect(await reloadCard(session, id, 1_000), { status: 200 })
      const after = await readCardBalance(session, id)
      const query = { card_id: id, per_page: 5, page_num: 1 }
      const list = await session.send('GET', '/cobru/debit/get_transactions/', { query })
      session.expect(list, { status: 200 })
      expectFact(list, '1,000 more on the card', after - before === 1_000, { before, after })
      const isRow = shows(session, 'cobru.cards.transactions-sample-wrong', 'card-row')
      if (isRow) expectTypes(list, list.body[0], { masked_pan: 'text', date_created: 'text' })
      else session.expect(list, { body: [{ amount: 1_000 }, ...list.body.slice(1)] })
    },
  },
  'kept-card.pays': {
    title:
      'A card that was kept, encrypted, is listed by its ends, pays a payment and is forgotten',
    run: async (session) => {
      session.step('the card is kept')
      const id = await storeCard(session, APPROVED)
      const list = () => session.send('GET', '/list_tc/', { query: { card_uuid: id } })
      const listed = await list()
      const row = { uuid: id, bin_card: '411111', iai_card: '1111', name_card: 'Rosa Ensayo' }
      session.expect(listed, { status: 200, body: { data: [row] } })
      session.step('it pays')
      const { url } = await openPayment(session)
      const paid = await payByStoredCard(session, url, id)
      session.expect(paid, { status: 200, body: { message: 'OK' } })
      await expectState(session, url, 3)
      session.step('it is forgotten')
      const verb = shows(session, 'cobru.tc.delete-verb', 'GET') ? 'GET' : 'DELETE'
      const deleted = await deleteCard(session, verb, id)
      session.expect(deleted, { status: 200, body: { message: 'OK' } })
      const empty = await list()
      session.expect(empty, { status: 200 })
      expectFact(empty, 'no card', empty.body.data.length === 0, empty.body)
    },
  },
  'kept-card.refused': {
    title: 'A card in clear is not kept, and a card that nobody kept pays nothing',
    run: async (session) => {
      const clear = await session.send('POST', '/register_tc/', {
        json: { number_card: APPROVED, name_card: 'Rosa Ensayo', date_expiration: '12/30' },
      })
      session.expect(clear, { status: 400 })
      const { url } = await openPayment(session)
      const unknown = await payByStoredCard(session, url, session.uuid())
      session.expect(unknown, { status: 404 })
      await expectState(session, url, 0)
    },
  },
})

/** A card that is active during the case and as it was afterwards. */
async function thawed(session: Session): Promise<Loose> {
  const card = await findCard(session)
  if (card.state !== 'FROZEN') return card
  session.expect(await freezeCard(session, toCardId(card), false), { status: 200 })
  session.later(`debit card ${toCardId(card)}`, async () => {
    session.expect(await freezeCard(session, toCardId(card), true), { status: 200 })
  })
  return card
}

async function readCardBalance(session: Session, id: string | number): Promise<number> {
  const query = { card_id: id }
  const answer = await session.send('GET', '/cobru/debit/get_card/', { query })
  return Number(toCard(session.expect(answer, { status: 200 }).body).balance)
}
