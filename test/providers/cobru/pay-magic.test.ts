/** Payer 7777777 of the sandbox: paid a minute later without anybody's doing (E.4). */
import { expect, test } from 'vitest'
import type { Cobru } from './kit.ts'
import { createCobru, hintsOf } from './kit.ts'

const MAGIC = 'cobru.pay.magic-7777777'
const EFECTY = {
  name: 'Juan Perez',
  payment: 'efecty',
  cc: '7777777',
  email: 'juan@example.com',
  document_type: 'CC',
  phone: '3002794981',
}

async function readState({ api }: Cobru, url: string): Promise<number> {
  return (await api.get(`/cobru_detail/${url}`)).body.state
}

test('cobru.pay.magic-7777777 = both: `payer_id` of a create pays after 60 seconds, to the millisecond', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payer_id: 7777777 })

  await cobru.sandbox.clock.advance(59_999)
  expect(await readState(cobru, url)).toBe(0)
  expect(await cobru.sandbox.inbox.list()).toEqual([])

  await cobru.sandbox.clock.advance(1)
  expect(await readState(cobru, url)).toBe(3)
  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toMatchObject({ state: 3, amount: '50000.00', url })
})

test('`cc` of the details pays after 60 seconds too, counted from the details', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.sandbox.clock.advance(30_000)
  const answer = await cobru.api.post(`/${url}`, EFECTY)
  await cobru.sandbox.inbox.next()

  await cobru.sandbox.clock.advance(59_999)
  expect(await readState(cobru, url)).toBe(1)

  await cobru.sandbox.clock.advance(1)
  expect(await readState(cobru, url)).toBe(3)
  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toMatchObject({ state: 3, payment_method: 'efecty', url })
  expect(hintsOf(answer)).toEqual({
    quirks: [`${MAGIC}=both`],
    hint: 'The magic payer pays after 60 seconds; `ensayo clock advance PT1M` brings it on.',
  })
})

test.each([7777777, '7777777'])('the document may be %j', async (cc) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...EFECTY, cc })

  await cobru.sandbox.clock.advance('PT1M')

  expect(await readState(cobru, url)).toBe(3)
})

test('cobru.pay.magic-7777777 = on-create-payer-id: only the create counts', async () => {
  await using cobru = await createCobru({ variants: { [MAGIC]: 'on-create-payer-id' } })
  const created = await cobru.create({ payer_id: '7777777' })
  const submitted = await cobru.create()
  await cobru.api.post(`/${submitted.url}`, EFECTY)

  await cobru.sandbox.clock.advance('PT1M')

  expect(await readState(cobru, created.url)).toBe(3)
  expect(await readState(cobru, submitted.url)).toBe(1)
})

test('cobru.pay.magic-7777777 = on-details-cc: only the details count', async () => {
  await using cobru = await createCobru({ variants: { [MAGIC]: 'on-details-cc' } })
  const created = await cobru.create({ payer_id: '7777777' })
  const submitted = await cobru.create()
  await cobru.api.post(`/${submitted.url}`, EFECTY)

  await cobru.sandbox.clock.advance('PT1M')

  expect(await readState(cobru, created.url)).toBe(0)
  expect(await readState(cobru, submitted.url)).toBe(3)
})

test.each(['777777', '77777770', '07777777'])('document %s is an ordinary one', async (cc) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...EFECTY, cc })

  await cobru.sandbox.clock.advance('PT2M')

  expect(await readState(cobru, url)).toBe(1)
})

test('a payment that was paid or refused before is left alone', async () => {
  await using cobru = await createCobru()
  const paid = await cobru.create({ payer_id: '7777777' })
  const refused = await cobru.create({ payer_id: '7777777' })
  await cobru.sandbox.trigger('cobru.payment.approve', { url: paid.url })
  await cobru.sandbox.trigger('cobru.payment.decline', { url: refused.url })

  await cobru.sandbox.clock.advance('PT2M')

  expect(await readState(cobru, paid.url)).toBe(3)
  expect(await readState(cobru, refused.url)).toBe(2)
  expect(await cobru.sandbox.webhooks.list()).toHaveLength(2)
})

test('an expired payment is left alone', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payer_id: '7777777' })
  await cobru.sandbox.trigger('cobru.payment.expire', { url })

  await cobru.sandbox.clock.advance('PT2M')

  expect(await readState(cobru, url)).toBe(5)
})

test('a refused submission starts nothing', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"pse":true}' })
  await cobru.api.post(`/${url}`, EFECTY)

  await cobru.sandbox.clock.advance('PT2M')

  expect(await readState(cobru, url)).toBe(0)
})

test('a card that is decided at once is not announced as paying in a minute', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const card = { credit_card: '4111111111111111', expiration_date: '12/30', cvv: '123', dues: 1 }

  const answer = await cobru.api.post(`/${url}`, { ...EFECTY, payment: 'credit_card', ...card })

  expect(answer.body[1].fields.state).toBe(3)
  expect(hintsOf(answer)).toEqual({ quirks: [], hint: '' })
})

test('a declined card of the magic payer stays declined', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const card = { credit_card: '4111111111111112', expiration_date: '12/30', cvv: '123', dues: 1 }
  await cobru.api.post(`/${url}`, { ...EFECTY, payment: 'credit_card', ...card })

  await cobru.sandbox.clock.advance('PT2M')

  expect(await readState(cobru, url)).toBe(2)
})
