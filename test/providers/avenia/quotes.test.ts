/**
 * Quotes: prices, fees, windows.
 * Source: https://integration-guide.avenia.io/docs/Operations/quoteGuide, read 2026-11-20.
 */
import { expect, test } from 'vitest'
import { createAvenia, fromCop, hintsOf, NIL, quotePath, TICKETS, toCop } from './kit.ts'

const OWN = { ticketBlockchainOutput: { beneficiaryWalletId: NIL } }

test('quotes the printed example: 100.2 reais by PIX are 100 BRLA', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.get(quotePath())
  const fee = (type: string, amount: string) => ({
    type,
    description: type,
    amount,
    currency: 'BRL',
  })
  expect(body).toEqual({
    quoteToken: expect.stringMatching(/^eyJ/),
    inputCurrency: 'BRL',
    inputPaymentMethod: 'PIX',
    inputAmount: '100.2',
    outputCurrency: 'BRLA',
    outputPaymentMethod: 'INTERNAL',
    outputAmount: '100',
    markupAmount: '0',
    markupCurrency: '',
    inputThirdParty: false,
    outputThirdParty: false,
    appliedFees: [
      fee('Markup Fee', '0'),
      fee('In Fee', '0.2'),
      fee('Conversion Fee', '0'),
      fee('Out Fee', '0'),
      fee('Gas Fee', '0'),
    ],
    basePrice: '1',
    pairName: 'BRLBRLA',
  })
})

test('prices BRLA to USDT as USDTBRLA, in BRLA, with 0.6 percent for the conversion', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.get(
    quotePath({
      inputCurrency: 'BRLA',
      inputPaymentMethod: 'INTERNAL',
      outputCurrency: 'USDT',
      outputAmount: '100',
    }),
  )
  expect(body).toMatchObject({
    pairName: 'USDTBRLA',
    basePrice: '5.7895',
    inputAmount: '582.446313',
    outputAmount: '100',
  })
  // 0.6 percent are 3.494677878.
  expect(body.appliedFees[2].amount).toBe('3.494677')
})

test('charges a leg over a chain and its gas', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.get(
    quotePath({
      inputCurrency: 'USDT',
      inputPaymentMethod: 'INTERNAL',
      inputAmount: '100.050089',
      outputAmount: undefined,
      outputCurrency: 'USDT',
      outputPaymentMethod: 'POLYGON',
    }),
  )
  expect(body.appliedFees.map((fee: { amount: string }) => fee.amount)).toEqual([
    '0',
    '0',
    '0',
    '0.050025',
    '0.000063',
  ])
  expect(body.outputAmount).toBe('100.000001')
})

test.each([
  ['markupFloatingFee', '1e-3'],
  ['markupFloatingFee', '0.500001'],
  ['markupFloatingFee', '-0.1'],
  ['markupFloatingFee', '0.0000001'],
  ['markupInputFixedFee', '1e3'],
  ['markupInputFixedFee', '1,5'],
  ['markupOutputFixedFee', '0.0000001'],
])('a %s of %s is refused, as it is not a decimal that can be kept', async (name, value) => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.get(quotePath({ [name]: value }))
  expect(answer).toMatchObject({
    status: 400,
    body: { error: `InvalidFieldError: ${name} is invalid` },
  })
})

test('amounts are kept to the last of fifteen digits', async () => {
  await using avenia = await createAvenia()
  const inputAmount = '999999999.999999'
  const quote = { inputCurrency: 'USDC', inputPaymentMethod: 'INTERNAL', outputCurrency: 'USDT' }
  const path = quotePath({ ...quote, inputAmount, outputAmount: undefined })
  expect((await avenia.api.get(path)).body).toMatchObject({
    inputAmount,
    outputAmount: inputAmount,
  })
  const markup = await avenia.api.get(
    quotePath({ inputAmount: '1', outputAmount: undefined, markupInputFixedFee: '0.100001' }),
  )
  expect(markup.body.markupAmount).toBe('0.100001')
})

test('adds a markup', async () => {
  await using avenia = await createAvenia()
  const { body } = await avenia.api.get(
    quotePath({
      inputAmount: '100',
      outputAmount: undefined,
      markupFloatingFee: '0.01',
      markupCurrency: 'BRLA',
    }),
  )
  expect(body).toMatchObject({ markupAmount: '1', markupCurrency: 'BRLA', outputAmount: '98.8' })
})

test.each([
  [{ inputCurrency: 'XYZ' }, 'inputCurrency'],
  [{ inputCurrency: 'constructor' }, 'inputCurrency'],
  [{ inputPaymentMethod: 'ACH' }, 'inputPaymentMethod'],
  [{ outputPaymentMethod: 'PIX' }, 'outputPaymentMethod'],
  [{ outputAmount: undefined }, 'inputAmount'],
  [{ inputAmount: '1' }, 'inputAmount'],
  [{ outputAmount: '0' }, 'outputAmount'],
  [{ outputAmount: '1.1234567' }, 'outputAmount'],
  [{ outputAmount: undefined, inputAmount: '0.2' }, 'inputAmount'],
  [{ inputThirdParty: undefined }, 'inputThirdParty'],
  [{ outputThirdParty: 'maybe' }, 'outputThirdParty'],
  [{ inputCurrency: 'USDC', inputPaymentMethod: 'POLYGON' }, 'blockchainSendMethod'],
])('refuses a quote with %j', async (change, field) => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.get(quotePath(change))
  expect(answer).toMatchObject({
    status: 400,
    body: { error: `InvalidFieldError: ${field} is invalid` },
  })
})

test('avenia.quote.life = fifteen-seconds: a quote is good until then, and once', async () => {
  await using avenia = await createAvenia()
  const [inTime, late] = [await avenia.api.get(quotePath()), await avenia.api.get(quotePath())]
  await avenia.sandbox.clock.advance(14_999)
  const spend = (quoteToken: string) => avenia.api.post(TICKETS, { quoteToken, ...OWN })
  expect((await spend(inTime.body.quoteToken)).status).toBe(200)
  expect((await spend(inTime.body.quoteToken)).body).toEqual({
    error: 'InvalidFieldError: quoteToken is invalid',
  })
  await avenia.sandbox.clock.advance(1)
  expect((await spend(late.body.quoteToken)).body).toEqual({
    error: 'InvalidFieldError: quoteToken is invalid',
  })
})

test('avenia.quote.third-party = either: third parties are quoted', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(quotePath({ inputThirdParty: 'true' }))).status).toBe(200)
})

test('avenia.quote.third-party = must-be-false: third parties are refused', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.quote.third-party': 'must-be-false' },
  })
  expect((await avenia.api.get(quotePath({ outputThirdParty: 'true' }))).body).toEqual({
    error: 'InvalidFieldError: outputThirdParty is invalid',
  })
})

const INSIDE = { inputCurrency: 'BRLA', inputPaymentMethod: 'INTERNAL', outputCurrency: 'USDT' }

test('avenia.quote.send-method-internal = optional: an INTERNAL input needs no send method', async () => {
  await using avenia = await createAvenia()
  const { status, body } = await avenia.api.get(quotePath(INSIDE))
  expect(status).toBe(200)
  expect(body).not.toHaveProperty('blockchainSendMethod')
})

test('avenia.quote.send-method-internal = required-prefixed: an INTERNAL input needs one, and the message has a prefix', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.quote.send-method-internal': 'required-prefixed' },
  })
  const answer = await avenia.api.get(quotePath(INSIDE))
  expect(answer.status).toBe(400)
  expect(answer.body.error).toBe('InvalidFieldError: blockchainSendMethod is invalid')
  const { body } = await avenia.api.get(quotePath({ ...INSIDE, blockchainSendMethod: 'PERMIT' }))
  expect(body.blockchainSendMethod).toBe('PERMIT')
})

test('avenia.quote.fee-rebatable = absent: fees of a quote have four fields', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(quotePath())).body.appliedFees[1]).not.toHaveProperty('rebatable')
})

test('avenia.quote.fee-rebatable = present: fees of a quote say whether they come back', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.quote.fee-rebatable': 'present' } })
  const { body } = await avenia.api.get(quotePath())
  expect(body.appliedFees.map((fee: { rebatable: boolean }) => fee.rebatable)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})

test('avenia.quote.breb-cap = capped: Bre-B ends at 3,000 USDC, a bank transfer does not', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(quotePath(toCop('BRE-B', '11900000')))).status).toBe(200)
  const answer = await avenia.api.get(quotePath(toCop('BRE-B', '12000004')))
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'InvalidFieldError: outputAmount is invalid' },
  })
  expect(hintsOf(answer).hint).toContain('BANK-TRANSFER')
  expect((await avenia.api.get(quotePath(toCop('BANK-TRANSFER', '12000004')))).status).toBe(200)
})

test('avenia.quote.breb-cap = none: Bre-B has no cap', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.quote.breb-cap': 'none' } })
  expect((await avenia.api.get(quotePath(toCop('BRE-B', '40000000')))).status).toBe(200)
})

test('avenia.quote.cop-minimum = enforced: 5 USDC out and 10,000 COP in', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.quote.cop-minimum': 'enforced' } })
  const statusOf = async (quote: Record<string, string | undefined>) =>
    (await avenia.api.get(quotePath(quote))).status
  expect(await statusOf(toCop('BRE-B', '19999.99'))).toBe(400)
  expect(await statusOf(toCop('BRE-B', '20000'))).toBe(200)
  expect(await statusOf(fromCop('BRE-B', '9999.99'))).toBe(400)
  expect(await statusOf(fromCop('BRE-B', '10000'))).toBe(200)
})

test('avenia.quote.cop-minimum = none: small amounts are quoted', async () => {
  await using avenia = await createAvenia()
  expect((await avenia.api.get(quotePath(toCop('BRE-B', '100')))).status).toBe(200)
})

test('avenia.quote.pse-name = not-a-value: PSE is refused, and the hint names the value', async () => {
  await using avenia = await createAvenia()
  const answer = await avenia.api.get(quotePath(toCop('PSE', '50000')))
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'InvalidFieldError: outputPaymentMethod is invalid' },
  })
  expect(hintsOf(answer).hint).toContain('BANK-TRANSFER')
})
