/**
 * The profile `integrators`: an integrator's client, from the login to the webhook, with its own requests and its own
 * way of reading answers. Its attempts have no outcome until they settle; a null `submissionData` breaks it.
 * Source: https://github.com/pendulum-chain/vortex, read 2026-11-30.
 */
import { constants, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type Api,
  type Avenia,
  createAvenia,
  hintsOf,
  type Loose,
  NIL,
  TICKETS,
  toJson,
} from './kit.ts'

const WEBHOOKS = '/v2/notifications/webhooks/'

const open = (profile = 'integrators') => createAvenia({ profiles: { avenia: profile } })

/** An attempt as the client's schema takes it; throws where the schema would. */
function parseAttempt(attempt: Loose) {
  const fail = (name: string): never => {
    throw new TypeError(`${name} is not as expected: ${JSON.stringify(attempt)}`)
  }
  if (typeof attempt.id !== 'string' || typeof attempt.status !== 'string') fail('id')
  const { submissionData, result, resultMessage, retryable } = attempt
  if (
    submissionData !== undefined &&
    (submissionData === null || typeof submissionData !== 'object')
  )
    fail('submissionData')
  if (result != null && result !== 'APPROVED' && result !== 'REJECTED') fail('result')
  if (resultMessage != null && typeof resultMessage !== 'string') fail('resultMessage')
  if (retryable !== undefined && typeof retryable !== 'boolean') fail('retryable')
  return attempt
}

/** Polls as the client does: until `result` is there. */
async function pollAttempt({ api, sandbox }: Avenia, id: string, scope: string): Promise<Loose> {
  for (let count = 0; count < 10; count++) {
    const { body } = await api.get(`/v2/kyc/attempts/${id}${scope}`)
    const attempt = parseAttempt(body.attempt)
    if (attempt.result != null) return attempt
    await sandbox.clock.advance(5_000)
  }
  throw new Error(`attempt ${id} has no result`)
}

/** An event, wrapped or flat, whose signature fits the raw body. */
async function readEvent(api: Api, message: Loose): Promise<Loose> {
  const { publicKey } = (await api.send('/v2/public-key')).body
  const key = {
    key: createPublicKey(publicKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
  }
  const signature = Buffer.from(message.headers.signature, 'base64')
  expect(verify('sha256', Buffer.from(message.rawBody), key, signature)).toBe(true)
  return message.body.event ?? message.body
}

async function logIn({ api, sandbox }: Avenia): Promise<void> {
  const { email, password } = sandbox.avenia.credentials
  const first = await api.send('/v2/auth/login', toJson('POST', { email, password }))
  expect(first.status).toBe(200)
  const { emailToken } = (await sandbox.trigger('avenia.login.token')) as { emailToken: string }
  const second = await api.send('/v2/auth/validate-login', toJson('POST', { email, emailToken }))
  api.headers.authorization = `Bearer ${second.body.accessToken}`
}

/** Uploads a side and polls until the document is ready, two seconds apart. */
async function upload({ api, sandbox }: Avenia, scope: string, body: object): Promise<string> {
  const { id, ...urls } = (await api.post(`/v2/documents/${scope}`, body)).body
  for (const url of [urls.uploadURLFront, urls.uploadURLBack].filter(Boolean)) {
    const init = { method: 'PUT', headers: { 'If-None-Match': '*' }, body: 'image' }
    expect((await api.send(url.slice(url.indexOf('/uploads')), init)).status).toBe(200)
  }
  const isReady = async () => (await api.get(`/v2/documents/${id}${scope}`)).body.document.ready
  let polls = 0
  for (; !(await isReady()); polls++) await sandbox.clock.advance(2_000)
  expect(polls).toBe(5)
  return id
}

test('an integrator’s whole flow passes: login, sub-account, KYC, quote, ticket, webhook', async () => {
  await using avenia = await open()
  const { api, sandbox } = avenia
  await logIn(avenia)
  const webhookUrl = sandbox.inbox.url
  await api.post(WEBHOOKS, { webhookUrl, subscriptions: ['TICKET', 'KYC'] })

  const sub = await api.post('/v2/account/sub-accounts', {
    accountType: 'INDIVIDUAL',
    name: 'Cliente',
  })
  expect([200, 201]).toContain(sub.status)
  const scope = `?subAccountId=${sub.body.id}`
  const info = async () => (await api.get(`/v2/account/account-info${scope}`)).body
  expect(await info()).toMatchObject({
    accountInfo: { identityStatus: 'NOT-IDENTIFIED' },
    pixKey: expect.any(String),
    brCode: expect.any(String),
  })
  const evm = (await info()).wallets.find(({ chain }: Loose) => chain === 'EVM')
  expect(evm.walletAddress).toMatch(/^0x/)

  const made = await api.post(`/v2/kyc/new-level-1/api${scope}`, {
    fullName: 'Persona de Ensayo',
    dateOfBirth: '1990-01-31',
    countryOfTaxId: 'BRA',
    taxIdNumber: '52998224725',
    email: 'persona@example.com',
    country: 'BRA',
    state: 'SP',
    city: 'Sao Paulo',
    zipCode: '01000000',
    streetAddress: 'Rua 1',
    uploadedSelfieId: await upload(avenia, scope, { documentType: 'SELFIE', isDoubleSided: false }),
    uploadedDocumentId: await upload(avenia, scope, { documentType: 'ID', isDoubleSided: true }),
  })
  expect([200, 201]).toContain(made.status)
  const listed = (await api.get(`/v2/kyc/attempts${scope}`)).body
  expect(listed.attempts.map(parseAttempt)).toHaveLength(1)
  expect(listed.cursor ?? '').toBe('')
  expect(await pollAttempt(avenia, made.body.id, scope)).toMatchObject({ result: 'APPROVED' })
  expect((await info()).accountInfo).toMatchObject({
    identityStatus: 'CONFIRMED',
    fullName: 'Persona de Ensayo',
    taxId: '52998224725',
  })

  const query = new URLSearchParams({
    inputCurrency: 'BRL',
    inputPaymentMethod: 'PIX',
    inputAmount: '100.2',
    outputCurrency: 'BRLA',
    outputPaymentMethod: 'INTERNAL',
    inputThirdParty: 'false',
    outputThirdParty: 'false',
    blockchainSendMethod: 'PERMIT',
    subAccountId: sub.body.id,
  })
  const quote = (await api.get(`/v2/account/quote/fixed-rate?${query}`)).body
  expect(quote.appliedFees.every((fee: Loose) => typeof fee.rebatable === 'boolean')).toBe(true)
  const ticket = await api.post(`${TICKETS}${scope}`, {
    quoteToken: quote.quoteToken,
    ticketBrlPixInput: { additionalData: 'orden 1' },
    ticketBlockchainOutput: { beneficiaryWalletId: NIL },
  })
  expect(ticket.body.brCode).toMatch(/^000201/)
  await sandbox.clock.advance('PT25S')
  const paid = (await api.get(`${TICKETS}${ticket.body.id}${scope}`)).body.ticket
  expect(paid.status).toBe('PAID')
  expect((await api.get(`/v2/account/balances${scope}`)).body.balances.BRLA).toBe('100.1')

  await sandbox.settle()
  const types: string[] = []
  for (const message of await sandbox.inbox.list()) {
    const event = await readEvent(api, message)
    expect(event.accountId).toBe(sub.body.id)
    if (event.subscription === 'KYC') parseAttempt(event.data.attempt)
    types.push(event.data.type)
  }
  expect(types).toEqual([
    'KYC-STARTED',
    'KYC-PROCESSING',
    'KYC-COMPLETED',
    'TICKET-CREATED',
    'DEPOSIT-PROCESSING',
    'DEPOSIT-SUCCESS',
    'DELIVERY-PROCESSING',
    'DELIVERY-SUCCESS',
    'TICKET-COMPLETE',
  ])
})

test('an attempt that lapsed is read by the same client, and has no result', async () => {
  await using avenia = await open()
  const { api } = avenia
  const { attemptId } = (await api.post('/v2/kyc/new-level-1/web-sdk', { redirectUrl: '' })).body
  await avenia.sandbox.trigger('avenia.kyc.expire', { id: attemptId })
  const { attempt } = (await api.get(`/v2/kyc/attempts/${attemptId}`)).body
  expect(parseAttempt(attempt).status).toBe('EXPIRED')
  expect(attempt).not.toHaveProperty('result')
})

test('on docs the same client stumbles over a null; where fields are null the hint says how to read them', async () => {
  await using avenia = await open('docs')
  const { attemptId } = (await avenia.api.post('/v2/kyc/cop/api')).body
  await expect(pollAttempt(avenia, attemptId, '')).rejects.toThrow(/submissionData/)
  await using other = await createAvenia({ variants: { 'avenia.kyc.pending-fields': 'null' } })
  const second = (await other.api.post('/v2/kyc/cop/api')).body.attemptId
  expect(hintsOf(await other.api.get(`/v2/kyc/attempts/${second}`)).hint).toContain('COMPLETED')
  expect(await pollAttempt(other, second, '')).toMatchObject({ result: 'APPROVED' })
})

test('the official client is served with its key alone, on its own paths', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.auth.key-alone': 'accepted' } })
  const headers = { 'X-API-Key': avenia.sandbox.avenia.credentials.apiKey! }
  const ask = async (path: string) => (await avenia.api.send(path, { headers })).status
  // Without slashes at the end, as the generated list has them.
  for (const path of [
    '/v2/account/balances',
    '/v2/account/tickets',
    '/v2/documents',
    '/v2/notifications/webhooks',
  ])
    expect(await ask(path), path).toBe(200)
})
