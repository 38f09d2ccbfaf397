/** Whatever is sent, the sandbox neither fails nor leaves its own spec. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { createAvenia, NIL, quotePath, toBank, toJson, toKey } from './kit.ts'

const bodies = fc.oneof(
  fc.constantFrom<unknown>(
    toBank(),
    toKey(),
    { alias: 'a', pixKey: 'b' },
    { webhookUrl: 'http://127.0.0.1:9/', subscriptions: ['*'] },
    { accountType: 'COMPANY', name: 'a' },
    { documentType: 'ID' },
    { documentType: 'SELFIE-FROM-LIVENESS' },
    { importToken: 'a' },
    { useDigitalSignature: true },
    { paymentOptions: [{}], outputCurrency: 'BRLA', externalId: 'a' },
    { alias: 'a', description: '', cvu: '0'.repeat(22) },
  ),
  fc.record({
    ticketBlockchainOutput: fc.constant({ beneficiaryWalletId: NIL }),
    breBKey: fc.constant('@CBW0ZWQT6'),
  }),
  fc.dictionary(
    fc.constantFrom(
      'alias',
      'breBKey',
      'bankId',
      'description',
      'beneficiaryAddress',
      'quoteToken',
      'ids',
      'email',
      'otp',
      'webhookId',
      'subscriptions',
      'customDuration',
      'ticketCopOutput',
      'uboIds',
      'percentageOfOwnership',
      'hasControl',
      'importToken',
      'paymentOptions',
      'outputCurrency',
      'permissions',
      'useDigitalSignature',
      'streetLine1',
      'businessType',
      'fullName',
      'companyLegalName',
    ),
    fc.jsonValue(),
  ),
  fc.jsonValue(),
)
const queries = fc.dictionary(
  fc.constantFrom(
    'subAccountId',
    'cursor',
    'createdAfter',
    'alias',
    'status',
    'breBKey',
    'pixKey',
    'unackedOnly',
    'otp',
    'amount',
    'name',
    'documentType',
    'ticketStatus',
    'createdBefore',
  ),
  fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('', NIL, 'MTUyLTE3NDE2MjI4MDI2Mzk=', '1700000000', 'true', '9'.repeat(400)),
  ),
  { maxKeys: 3 },
)
const currencies = fc.constantFrom(
  'BRL',
  'BRLA',
  'USDC',
  'COP',
  'EURC',
  'ARS',
  'USD',
  '__proto__',
  '',
)
const methods = fc.constantFrom('PIX', 'INTERNAL', 'BRE-B', 'BANK-TRANSFER', 'POLYGON', 'ACH', '')
const quotes = fc
  .record({
    inputCurrency: currencies,
    outputCurrency: currencies,
    inputPaymentMethod: methods,
    outputPaymentMethod: methods,
    outputAmount: fc.oneof(
      fc.constantFrom('100', '0', '999999999.999999', '0.000001', 'x'),
      fc.nat(5_000_000).map(String),
    ),
    markupFloatingFee: fc.constantFrom(undefined, '0.5', '0.01', 'x'),
    blockchainSendMethod: fc.constantFrom(undefined, 'PERMIT'),
  })
  .map((query) => quotePath(query))

test('2,000 random requests cause no fault and no answer off the spec', {
  timeout: 120_000,
}, async () => {
  await using avenia = await createAvenia({ strict: false, timeRate: 0 })
  const { operations } = await loadSpec('avenia')
  const { api, sandbox } = avenia
  const known: string[] = [NIL]
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        index: fc.nat(operations.length - 1),
        body: bodies,
        query: queries,
        quote: quotes,
        pick: fc.nat(),
        advanceMs: fc.constantFrom(0, 0, 0, 2_000),
        isKnown: fc.boolean(),
      }),
      async ({ index, body, query, quote, pick, advanceMs, isKnown }) => {
        const operation = operations[index]!
        if (operation.id === 'logout' || operation.id === 'changePassword') return
        const id = known[pick % known.length]!
        const path = operation.path.replace(
          /\{\w+\}/g,
          isKnown ? id : encodeURIComponent(String(pick)),
        )
        const target =
          operation.id === 'createQuote' ? quote : `${path}?${new URLSearchParams(query)}`
        const isSpending = operation.id === 'createTicket' && isKnown
        const sent = isSpending
          ? { ...(body as object), quoteToken: (await api.get(quote)).body?.quoteToken }
          : body
        const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
        const answer = await api.send(
          target,
          toJson(operation.method, hasBody ? sent : undefined, api.headers),
        )
        for (const made of [answer.body?.id, answer.body?.webhookId])
          if (typeof made === 'string') known.push(made)
        if (advanceMs > 0) await sandbox.clock.advance(advanceMs)
        const { counts } = await sandbox.health()
        expect(counts, `${operation.id}: ${JSON.stringify(sent)} ${answer.text}`).toMatchObject({
          internalErrors: 0,
          offSpec: 0,
        })
      },
    ),
    { numRuns: 2_000 },
  )
})
