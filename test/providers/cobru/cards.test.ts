/** Debit cards that Cobru issues (E.10). */
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, hintsOf } from './kit.ts'
import { balanceOf, done, expectBalanced, OLDER_CARDS, readBooks, readRecords } from './money.ts'

const PATH = '/cobru/debit/create_and_reload_card/'
const issue = ({ api }: Cobru) => done(api, PATH, { amount: 0 })
const issueOlder = async (cobru: Cobru) => (await issue(cobru)).card

test('cobru.cards.shared-endpoint = shared: 0 creates, an id with an amount reloads', async () => {
  await using cobru = await createCobru()
  const { id } = await issue(cobru)
  const reloaded = await done(cobru.api, PATH, { amount: 50_000, card_id: id })
  expect(reloaded).toMatchObject({ id, balance: 50000, max_balance: 50000 })
  expect(await balanceOf(cobru)).toBe('1950000.00')
  const [card] = await readRecords(cobru, 'debitCard')
  expect(await readBooks(cobru)).toMatchObject({ [`card:${card?.id}/COP`]: 5_000_000 })
  expect(await cobru.api.post(PATH, { amount: 50_000 })).toMatchObject({ status: 404 })
})

test('cobru.cards.envelope = stoplight: `card`, then `result`, with `status` beside them', async () => {
  await using cobru = await createCobru({ variants: OLDER_CARDS })
  const made = await done(cobru.api, PATH, { amount: 0 })
  expect(made).toEqual({
    card: {
      balance: '0.00',
      cvv: expect.stringMatching(/^\d{3}$/),
      display_expiration: '04/31',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      masked_pan: expect.any(String),
      max_balance: '0.00',
      state: 'ACTIVE',
      support_token: expect.stringMatching(/^[0-9a-f]{10}$/),
    },
    status: 200,
  })
  const { body } = await cobru.api.get(`/cobru/debit/get_card/?card_id=${made.card.id}`)
  expect(body).toEqual({ result: made.card, status: 200 })
})

test('cobru.cards.envelope = flat: the card alone, its balance a number', async () => {
  await using cobru = await createCobru()
  const made = await issue(cobru)
  expect(made).toEqual({
    balance: 0,
    cvv: expect.stringMatching(/^\d{3}$/),
    display_expiration: '04/31',
    id: 3_100,
    masked_pan: expect.any(String),
    max_balance: 0,
    state: 'ACTIVE',
    support_token: expect.stringMatching(/^[0-9a-f]{10}$/),
  })
  const { body } = await cobru.api.get(`/cobru/debit/get_card/?card_id=${made.id}`)
  expect(body).toEqual(made)
  const freezing = { card_id: made.id, freeze: true }
  const frozen = await done(cobru.api, '/cobru/debit/freeze_card/', freezing)
  expect(frozen).toEqual({ ...made, state: 'FROZEN' })
})

test('cobru.cards.balance-string = by-envelope: a number at the top, text in the envelope', async () => {
  await using current = await createCobru()
  await using older = await createCobru({ variants: OLDER_CARDS })
  const reload = (cobru: Cobru, id: unknown) =>
    done(cobru.api, PATH, { amount: '1054.3', card_id: id })
  expect((await reload(current, (await issue(current)).id)).balance).toBe(1054.3)
  expect((await reload(older, (await issueOlder(older)).id)).card.balance).toBe('1054.30')
})

test('cobru.cards.list-rows = details: the five keys of the page', async () => {
  await using cobru = await createCobru()
  const { id, masked_pan } = await issue(cobru)
  await done(cobru.api, PATH, { amount: 125.5, card_id: id })
  const { body } = await cobru.api.get('/cobru/debit/get_card/')
  expect(body).toEqual([
    { id, masked_pan, display_expiration: '04/31', balance: 125.5, state: 'ACTIVE' },
  ])
})

test('cobru.cards.list-rows = older: `card_id`, owner and no balance', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.cards.list-rows': 'older' } })
  await issue(cobru)
  const answer = await cobru.api.get('/cobru/debit/get_card/')
  expect(answer.body).toEqual([
    {
      card_id: 3_100,
      date_created: '2026-04-06T10:00:00.000000-05:00',
      masked_pan: expect.any(String),
      owner: 17_883,
      state: 'ACTIVE',
      support_token: expect.any(String),
    },
  ])
  expect(hintsOf(answer).quirks).toEqual(['cobru.cards.list-rows=older'])
})

test('cobru.cards.id-key = both: `card_id` in the older list and in requests, `id` elsewhere', async () => {
  await using cobru = await createCobru({ variants: OLDER_CARDS })
  const { id } = await issueOlder(cobru)
  const { body } = await cobru.api.get('/cobru/debit/get_card/')
  expect(body).toMatchObject([{ card_id: id }])
})

test('cobru.cards.id-type = uuid: an id is a UUID', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.cards.id-type': 'uuid' } })
  expect((await issue(cobru)).id).toMatch(/^[0-9a-f]{8}-/)
})

test('cobru.cards.id-type = int: an id is a number, and finds the card', async () => {
  await using cobru = await createCobru()
  const { id } = await issue(cobru)
  expect(id).toBe(3_100)
  expect((await cobru.api.get('/cobru/debit/get_card/?card_id=3100')).body.id).toBe(3_100)
  const reloaded = await done(cobru.api, PATH, { amount: 1_000, card_id: 3_100 })
  expect(reloaded).toMatchObject({ balance: 1000 })
  const bought = await cobru.sandbox.trigger('cobru.card.purchase', { cardId: 3_100, amount: 1 })
  expect(bought).toMatchObject({ balance: 999 })
})

test('cobru.cards.pan-not-masked = masked: six digits, stars, four digits', async () => {
  await using cobru = await createCobru()
  expect((await issue(cobru)).masked_pan).toMatch(/^451365\*{6}\d{4}$/)
})

test('cobru.cards.pan-not-masked = clear: sixteen digits, as printed', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.cards.pan-not-masked': 'clear' } })
  expect((await issue(cobru)).masked_pan).toMatch(/^451365\d{10}$/)
})

test('cobru.cards.transactions-sample-wrong = openapi: what went on and off, newest first', async () => {
  await using cobru = await createCobru()
  const { id } = await issue(cobru)
  await done(cobru.api, PATH, { amount: 50_000, card_id: id })
  await cobru.sandbox.trigger('cobru.card.purchase', {
    cardId: id,
    amount: 20_000,
    merchant: 'Café',
  })

  const list = `/cobru/debit/get_transactions/?card_id=${id}`
  expect((await cobru.api.get(list)).body).toEqual([
    {
      id: 9_002,
      amount: -20_000,
      status: 'posted',
      created_at: '2026-04-06T15:00:00.000Z',
      merchant_name: 'Café',
    },
    {
      id: 9_001,
      amount: 50_000,
      status: 'posted',
      created_at: '2026-04-06T15:00:00.000Z',
      merchant_name: 'Recarga',
    },
  ])
  expect((await cobru.api.get(`${list}&per_page=1&page_num=2`)).body).toMatchObject([{ id: 9_001 }])
  await expectBalanced(cobru)
})

test('cobru.cards.transactions-sample-wrong = card-row: rows of the card, as printed', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.cards.transactions-sample-wrong': 'card-row' },
  })
  const { id } = await issue(cobru)
  await done(cobru.api, PATH, { amount: 50_000, card_id: id })
  const { body } = await cobru.api.get(`/cobru/debit/get_transactions/?card_id=${id}`)
  expect(body).toMatchObject([{ card_id: id, owner: 17_883, state: 'ACTIVE' }])
})

test('is frozen and thawed; frozen it buys nothing', async () => {
  await using cobru = await createCobru({ variants: OLDER_CARDS })
  const { id } = await issueOlder(cobru)
  await done(cobru.api, PATH, { amount: 100, card_id: id })
  const freeze = (to: boolean) =>
    done(cobru.api, '/cobru/debit/freeze_card/', { card_id: id, freeze: to })
  const buy = () => cobru.sandbox.trigger('cobru.card.purchase', { cardId: id, amount: 60 })

  expect(await freeze(true)).toEqual({
    card: {
      id,
      balance: '100.00',
      display_expiration: '04/31',
      available_balance: '100.00',
      masked_pan: expect.any(String),
      cvv: expect.any(String),
      state: 'FROZEN',
    },
  })
  await expect(buy()).rejects.toThrow('is frozen')
  expect((await freeze(true)).card.state).toBe('FROZEN')
  expect((await freeze(false)).card.state).toBe('ACTIVE')
  expect(await buy()).toMatchObject({ balance: 40 })
  await expect(buy()).rejects.toThrow('holds 40.00 COP')
})

test('a reload over the balance is refused', async () => {
  await using cobru = await createCobru()
  const { id } = await issue(cobru)
  const answer = await cobru.api.post(PATH, { amount: 2_000_001, card_id: id })
  expect(answer).toMatchObject({ status: 400, body: { error: 'not enough balance' } })
})

test('another account does not find a card', async () => {
  await using cobru = await createCobru()
  const { id } = await issue(cobru)
  const { headers } = await authorise((await cobru.sandbox.account()).cobru)
  const answer = await cobru.api.get(`/cobru/debit/get_card/?card_id=${id}`, headers)
  expect(answer).toMatchObject({ status: 404 })
  expect((await cobru.api.get('/cobru/debit/get_card/', headers)).body).toEqual([])
})
