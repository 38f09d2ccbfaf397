/** What a recording leaves out of persons and cards decides nothing else in its replay. */

import { expect, test } from 'vitest'
import { SAMPLES } from '#types/samples/cobru'
import { type Alter, recordAndReplay, toShort, type Upstream } from './upstream.ts'

const NEW = { ...SAMPLES.createPayment, payment_method_enabled: '{"credit_card":true}' }

/** What persons and cards decide: paid and declined cards, a new user, too large an amount. */
async function payAndRefuse({ send, credentials }: Upstream): Promise<void> {
  const key = { 'x-api-key': credentials.apiKey! }
  const login = { refresh: credentials.refreshToken }
  const { access } = await send('POST', '/token/refresh/', login, key)
  const own = { ...key, authorization: `Bearer ${access}` }
  for (const number of ['4111111111111111', '4111111111111112']) {
    const { url } = await send('POST', '/cobru/', NEW, own)
    const payer = {
      name: 'Ana Ensayo',
      cc: '1088338888',
      email: 'ana@example.com',
      phone: '3001234567',
    }
    const card = { credit_card: number, expiration_date: '12/30', cvv: '123', dues: 1 }
    const submission = { payment: 'credit_card', document_type: 'CC', ...payer, ...card }
    await send('POST', `/${url}`, submission, own)
    await send('GET', `/cobru_detail/${url}`, undefined, own)
  }
  const user = {
    username: 'tienda2001',
    first_name: 'Ana',
    last_name: 'Ensayo',
    email: 'ana@example.com',
    password: 'Clave-123456',
    phone: '3001234567',
    document_type: '0',
    document_number: '1088338888',
    country_code: '+57',
    gender: 2,
    date_birth: '1990-01-01',
    type_person: 1,
    date_expiration: '2019-08-08',
    subcategory: 745,
    category: 99,
    platform: 'API',
    brand: 'ENSAYO',
  }
  await send('POST', '/user/', user, own)
  await send('POST', '/send/', { to_user: '3109876543', amount: 999_999_999_999 }, own)
}

test('cards that pay or are declined, new users and large amounts do so again', async () => {
  const states: unknown[] = []
  const statuses: number[] = []
  const alter: Alter = ({ status, body }) => {
    statuses.push(status)
    const { state } = body as { state?: unknown }
    if (typeof state === 'number') states.push(state)
  }
  const report = await recordAndReplay('cobru', payAndRefuse, { alter })
  expect(states).toEqual([0, 3, 0, 2])
  expect(statuses.at(-2)).toBe(200)
  expect(report.notReplayed).toEqual([])
  expect(report.differences.map(toShort)).toEqual([])
})
