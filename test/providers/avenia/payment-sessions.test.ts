/**
 * Payment sessions: created and read; the checkout itself is known by name.
 * Source: https://api-reference.avenia.io/api-reference/payment-session-private/create-payment-session, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { createAvenia, NIL } from './kit.ts'
import { makeScope } from './kyc-kit.ts'

const SESSIONS = '/v2/account/payment-session/'
const OPTION = { amount: 100.5, currency: 'BRL', paymentMethod: 'PIX' }

test('a session answers id and externalId, and shows all that was sent', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const sent = {
    paymentOptions: [OPTION],
    outputCurrency: 'BRLA',
    externalId: 'orden-1',
    metadata: { pedido: '7' },
    onCompleteRedirectionUrl: 'https://yourapp.com/listo',
    appearance: { accent: '#ff0000', showBrlaLogo: false },
    expirationInMinutes: 5,
  }
  const made = await api.post(SESSIONS, sent)
  expect(made).toMatchObject({ status: 200 })
  const { id } = made.body
  expect(made.body).toEqual({ id, externalId: 'orden-1' })
  const { expirationInMinutes: _, ...kept } = sent
  const paymentSession = {
    id,
    ...kept,
    mainAccountId: '11111111-1111-1111-1111-111111111111',
    subAccountId: '',
    workspaceId: '22222222-2222-4222-8222-222222222222',
    creatorFullName: 'Persona de Ensayo',
    ticketId: '',
    ticketStatus: '',
    ticketJson: [],
    createdAt: '2026-04-06T15:00:00.250000Z',
    updatedAt: '2026-04-06T15:00:00.250000Z',
    expiresAt: '2026-04-06T15:05:00.250000Z',
  }
  expect((await api.get(`${SESSIONS}${id}`)).body).toEqual({ paymentSession })
  expect((await api.get(SESSIONS)).body).toEqual({ paymentSessions: [paymentSession] })
})

test('a session wants options and a currency, and nothing else', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const create = (over: object) =>
    api.post(SESSIONS, { paymentOptions: [OPTION], outputCurrency: 'BRLA', ...over })
  for (const field of ['paymentOptions', 'outputCurrency'])
    expect((await create({ [field]: undefined })).body).toEqual({
      error: `InvalidFieldError: ${field} is invalid`,
    })
  expect((await create({ paymentOptions: [] })).status).toBe(400)
  expect((await create({ onCompleteRedirectionUrl: 'listo' })).status).toBe(400)
  expect((await create({ expirationInMinutes: 'an hour' })).status).toBe(400)
  const { id } = (await create({})).body
  expect((await api.get(`${SESSIONS}${id}`)).body.paymentSession).toMatchObject({
    externalId: '',
    metadata: {},
    expiresAt: '2026-04-06T16:00:00.250000Z',
  })
  // The generated list has other options; either is kept.
  const other = { inputCurrency: 'BRL', inputPaymentMethod: 'PIX', outputCurrency: 'BRLA' }
  expect((await create({ paymentOptions: [other] })).status).toBe(200)
})

test('a session belongs to the sub-account that it was made for', async () => {
  await using avenia = await createAvenia()
  const { api } = avenia
  const scope = await makeScope(api)
  const body = { paymentOptions: [OPTION], outputCurrency: 'BRLA' }
  const { id } = (await api.post(`${SESSIONS}${scope}`, body)).body
  expect((await api.get(`${SESSIONS}${id}`)).status).toBe(404)
  expect((await api.get(`${SESSIONS}${id}${scope}`)).body.paymentSession.subAccountId).toBe(
    scope.split('=')[1],
  )
  expect((await api.get(`${SESSIONS}${NIL}`)).status).toBe(404)
  // Not a session of that name.
  expect((await api.get(`${SESSIONS}preferences`)).status).toBe(501)
})
