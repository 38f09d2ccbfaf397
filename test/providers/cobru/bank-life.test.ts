/** Bank withdrawals on the clock: steps, callbacks, rejection, cancellation (C.5, D.3). */
import { expect, test } from 'vitest'
import { type Cobru, createCobru } from './kit.ts'
import { BANK, balanceOf, done, readBooks, readRecords } from './money.ts'

const create = (cobru: Cobru) =>
  done(cobru.api, '/thirdpartywithdraw/', { ...BANK, callback: cobru.sandbox.inbox.url })

const stateOf = async (cobru: Cobru) => (await readRecords(cobru, 'bankWithdrawal'))[0]?.state

test('cobru.bank.pace = minutes: processed, deposited and consigned by itself', async () => {
  await using cobru = await createCobru()
  await create(cobru)
  const steps: [number, string][] = [
    [29_999, 'created'],
    [1, 'processing'],
    [59_999, 'processing'],
    [1, 'deposited'],
    [59_999, 'deposited'],
    [1, 'consigned'],
    [86_400_000, 'consigned'],
  ]
  for (const [ms, state] of steps) {
    await cobru.sandbox.clock.advance(ms)
    expect(await stateOf(cobru)).toBe(state)
  }
  const books = await readBooks(cobru)
  expect(books).not.toHaveProperty('transit:owner/COP')
  expect(books).toMatchObject({ 'outside/COP': 1_000_000, 'fees/COP': 7_000, 'gmf/COP': 4_000 })
})

test('cobru.bank.pace = by-hand: only triggers move it', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.pace': 'by-hand' } })
  const { pk } = await create(cobru)
  await cobru.sandbox.clock.advance('P30D')
  expect(await stateOf(cobru)).toBe('created')
  for (const [name, state] of [
    ['process', 'processing'],
    ['deposit', 'deposited'],
    ['consign', 'consigned'],
  ]) {
    const answer = await cobru.sandbox.trigger(`cobru.bank.${name}`, { id: pk })
    expect(answer).toEqual({ id: pk, state, note: null })
  }
})

test('tells each step to the callback, with the dates so far', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  await cobru.sandbox.clock.advance('PT3M')
  const hooks = await cobru.sandbox.inbox.list()
  expect(hooks.map(({ body }) => body)).toMatchObject([
    { id: pk, state: 1, date_deposited: '' },
    { id: pk, state: 2, date_deposited: '2026-04-06 10:01:30', date_consigned: '' },
    { id: pk, state: 3, date_consigned: '2026-04-06 10:02:30' },
  ])
  expect(hooks[0]?.headers['content-type']).toMatch(/^application\/json/)
})

test.each([
  ['cobru.bank.error-meanings = stoplight: as the older portal says', 'stoplight', 'no autorizada'],
  ['cobru.bank.error-meanings = seed: as the current documents say', 'seed', 'rechazo del banco'],
])('%s; a rejection gives the money back', async (_, variant, meaning) => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.error-meanings': variant } })
  const { pk } = await create(cobru)
  await cobru.sandbox.clock.advance(14_000)

  await cobru.sandbox.trigger('cobru.bank.reject', { id: pk })

  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toEqual({
    id: pk,
    date_created: '2026-04-06 10:00:00',
    date_deposited: '',
    date_consigned: '',
    date_rejected: '2026-04-06 10:00:14',
    state: 5,
    amount: 10_123.3,
    payed_amount: 10_000,
    account_holder_name: 'TEST test test',
    account_type: 0,
    account_holder_document_type: 0,
    account_holder_document: '21342134',
    account_phone: '+57000000',
    account_email: 'test@example.com',
    bank_name: 18,
    note: expect.stringMatching(new RegExp(`^R010: .*${meaning}`)),
    description: BANK.description,
    account_number: '05559090119',
  })
  expect(await balanceOf(cobru)).toBe('2000000.00')
  expect((await cobru.api.get(`/thirdpartywithdraw/${pk}`)).body.note).toContain('R010')
})

test('any code may be the reason; one of no list stands alone', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  const answer = await cobru.sandbox.trigger('cobru.bank.reject', { id: pk, code: 'Z99' })
  expect(answer).toEqual({ id: pk, state: 'rejected', note: 'Z99' })
})

test('an error on the way gives the money back too', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  await cobru.sandbox.clock.advance('PT1M')
  await cobru.sandbox.trigger('cobru.bank.fail', { id: pk })
  expect((await cobru.api.get(`/thirdpartywithdraw/${pk}`)).body).toMatchObject({ state: 'error' })
  expect(await balanceOf(cobru)).toBe('2000000.00')
  await cobru.sandbox.clock.advance('PT10M')
  expect(await stateOf(cobru)).toBe('error')
})

test('is cancelled while created, and no step follows', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  const answer = await cobru.api.post('/cancelthirdpartywithdraw/', { id: pk })
  expect(answer).toMatchObject({ status: 200, body: { result: expect.any(String) } })
  expect(await balanceOf(cobru)).toBe('2000000.00')
  await cobru.sandbox.clock.advance('PT10M')
  expect(await stateOf(cobru)).toBe('cancelled')
  expect((await cobru.api.get(`/get_withdraw/?pk=${pk}`)).body.status).toBe('Cancelado')
})

test('is not cancelled once it is processed', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  await cobru.sandbox.clock.advance(30_000)
  const older = await cobru.api.post('/cancelthirdpartywithdraw/', { id: pk })
  const newer = await cobru.api.post('/cancel_withdraw/', { id: String(pk) })
  expect(older).toMatchObject({ status: 400, body: { error: expect.any(String) } })
  expect(newer).toMatchObject({ status: 400, body: { message: expect.any(String) } })
  expect(newer.headers.get('x-ensayo-hint')).toContain('processing')
})

test('the newer cancellation knows what is not there by 404, the older by an error', async () => {
  await using cobru = await createCobru()
  expect(await cobru.api.post('/cancel_withdraw/', { id: '1' })).toMatchObject({ status: 404 })
  expect(await cobru.api.post('/cancelthirdpartywithdraw/', { id: 1 })).toMatchObject({
    status: 400,
    body: { error: expect.any(String) },
  })
})

test('triggers name what is missing or done', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  const play = (name: string, id: number) => cobru.sandbox.trigger(`cobru.bank.${name}`, { id })
  await expect(play('reject', 1)).rejects.toThrow('`pk` of its create')
  await play('consign', pk)
  await expect(play('reject', pk)).rejects.toThrow('is consigned; it must be')
})
