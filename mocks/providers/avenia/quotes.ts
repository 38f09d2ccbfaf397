/**
 * Quotes: a price and a token that is good for 15 seconds and once.
 * Source: https://integration-guide.avenia.io/docs/Operations/quoteGuide, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { CHAINS, COP_MINIMUM, FIAT_RAILS, TOKENS } from './catalogs.ts'
import { formatAmount, parseAmount, parseMillionths, toDollars, toShownPrice } from './money.ts'
import { computeQuote, type Fee, type QuoteRecord, type Side, type Wanted } from './quote.ts'
import { refuseField, refuseFieldBy } from './refuse.ts'
import { readQuery, withOwner } from './scope.ts'

/** Computes a quote and keeps it until it is spent or over. */
export const createQuote = defineBehaviour('quote.create', (context) =>
  withOwner(context, (owner) => {
    const wanted = readWanted(context)
    if ('status' in wanted) return wanted
    const computed = computeQuote(wanted)
    if (!computed) return refuseField(context, amountName(wanted), 'Nothing is left after fees.')
    const input = { ...wanted.input, micro: computed.inputMicro }
    const output = { ...wanted.output, micro: computed.outputMicro }
    const refusal = refuseCop(context, input, output, amountName(wanted))
    if (refusal) return refusal
    const quote = keepQuote(context, { owner, input, output, ...toPricing(computed) })
    return { status: 200, body: toWire(context, quote) }
  }),
)

function toPricing({ fees, price }: NonNullable<ReturnType<typeof computeQuote>>) {
  return { fees, basePriceMicro: toShownPrice(price), pairName: price.pairName }
}

type Priced = Pick<
  QuoteRecord,
  'owner' | 'input' | 'output' | 'fees' | 'basePriceMicro' | 'pairName'
>

function keepQuote(context: BehaviourContext, priced: Priced): QuoteRecord {
  const lifeMs = context.quirk.durationMs('avenia.quote.life')
  const id = context.ids.uuid('quote')
  const token = context.tokens.issue({ kind: 'quote', lifeMs, claims: { quoteId: id } })
  return context.collection<QuoteRecord>('quote').insert({
    id,
    token,
    ...priced,
    markupCurrency: readQuery(context, 'markupCurrency') ?? '',
    sendMethod: readQuery(context, 'blockchainSendMethod') ?? '',
    outputBrCode: readQuery(context, 'outputBrCode') ?? '',
    createdAt: context.now,
    expiresAt: context.now + lifeMs,
    isSpent: false,
  })
}

/** What the query asks for, or the answer that it is wrong. */
function readWanted(context: BehaviourContext): Wanted | Outcome {
  const input = readSide(context, 'input')
  const output = readSide(context, 'output')
  const refusal =
    refuseSide(context, 'input', input) ??
    refuseSide(context, 'output', output) ??
    refuseThirdParty(context, input, output) ??
    refuseSendMethod(context, input)
  if (refusal) return refusal
  const [inputText, outputText] = ['inputAmount', 'outputAmount'].map((name) =>
    readQuery(context, name),
  )
  if ((inputText === undefined) === (outputText === undefined))
    return refuseField(
      context,
      'inputAmount',
      'Send `inputAmount` or `outputAmount`, and not both.',
    )
  const inputMicro = inputText === undefined ? undefined : parseAmount(inputText, input.currency)
  const outputMicro =
    outputText === undefined ? undefined : parseAmount(outputText, output.currency)
  const name = inputText === undefined ? 'outputAmount' : 'inputAmount'
  if (!(inputMicro ?? outputMicro))
    return refuseField(context, name, 'More than zero; two decimals for money, six for tokens.')
  return { input, output, inputMicro, outputMicro, markup: readMarkup(context) }
}

function readSide(context: BehaviourContext, side: 'input' | 'output'): Omit<Side, 'micro'> {
  return {
    currency: readQuery(context, `${side}Currency`) ?? '',
    method: readQuery(context, `${side}PaymentMethod`) ?? '',
    isThirdParty: readQuery(context, `${side}ThirdParty`) === 'true',
  }
}

function refuseSide(
  context: BehaviourContext,
  side: 'input' | 'output',
  { currency, method }: Omit<Side, 'micro'>,
): Outcome | undefined {
  const rails = TOKENS.includes(currency) ? ['INTERNAL', ...CHAINS] : FIAT_RAILS[currency]
  if (!rails || !Object.hasOwn({ ...FIAT_RAILS, ...toKeys(TOKENS) }, currency)) {
    const known = [...Object.keys(FIAT_RAILS), ...TOKENS].join(', ')
    return refuseField(context, `${side}Currency`, `Currencies are ${known}.`)
  }
  if (rails.includes(method)) return undefined
  if (method === context.quirk.value<string>('avenia.quote.pse-name')) {
    return refuseFieldBy(context, 'avenia.quote.pse-name', `${side}PaymentMethod`)
  }
  return refuseField(context, `${side}PaymentMethod`, `${currency} moves by ${rails.join(', ')}.`)
}

const toKeys = (names: string[]): Record<string, true> =>
  Object.fromEntries(names.map((name) => [name, true]))

function refuseThirdParty(
  context: BehaviourContext,
  ...sides: Omit<Side, 'micro'>[]
): Outcome | undefined {
  const index = sides.findIndex(({ isThirdParty }) => isThirdParty)
  if (index < 0 || !context.quirk.value<boolean>('avenia.quote.third-party')) return undefined
  const field = index === 0 ? 'inputThirdParty' : 'outputThirdParty'
  return refuseFieldBy(context, 'avenia.quote.third-party', field)
}

function refuseSendMethod(
  context: BehaviourContext,
  { method }: Omit<Side, 'micro'>,
): Outcome | undefined {
  if (readQuery(context, 'blockchainSendMethod') !== undefined) return undefined
  if (CHAINS.includes(method))
    return refuseField(
      context,
      'blockchainSendMethod',
      'PERMIT or TRANSFER for inputs from a chain.',
    )
  const isWanted = context.quirk.value<boolean>('avenia.quote.send-method-internal')
  if (method !== 'INTERNAL' || !isWanted) return undefined
  return refuseFieldBy(context, 'avenia.quote.send-method-internal', 'blockchainSendMethod')
}

function readMarkup(context: BehaviourContext): Wanted['markup'] {
  // The schema has refused what is not a decimal.
  const read = (name: string): number => parseMillionths(readQuery(context, name) ?? '0')!
  return {
    ppm: read('markupFloatingFee'),
    inputMicro: read('markupInputFixedFee'),
    outputMicro: read('markupOutputFixedFee'),
  }
}

function amountName({ inputMicro }: Wanted): string {
  return inputMicro === undefined ? 'outputAmount' : 'inputAmount'
}

/** Caps and minimums of the Colombian rails. */
function refuseCop(
  context: BehaviourContext,
  input: Side,
  output: Side,
  field: string,
): Outcome | undefined {
  const capDollars = context.quirk.value<number | null>('avenia.quote.breb-cap')
  const isCapped = [input, output].some(
    ({ method, currency, micro }) =>
      method === 'BRE-B' &&
      capDollars !== null &&
      toDollars(micro, currency) > capDollars * 1_000_000,
  )
  if (isCapped) return refuseFieldBy(context, 'avenia.quote.breb-cap', field)
  if (!context.quirk.value<boolean>('avenia.quote.cop-minimum')) return undefined
  const isSmall =
    (output.currency === 'COP' && toDollars(output.micro, 'COP') < COP_MINIMUM.outDollarMicro) ||
    (input.currency === 'COP' && input.micro < COP_MINIMUM.inPesoMicro)
  return isSmall ? refuseFieldBy(context, 'avenia.quote.cop-minimum', field) : undefined
}

function toWire(context: BehaviourContext, quote: QuoteRecord) {
  const hasRebatable = context.quirk.value<boolean>('avenia.quote.fee-rebatable')
  if (hasRebatable) context.quirk.note('avenia.quote.fee-rebatable')
  return {
    quoteToken: quote.token,
    ...toSides(quote),
    ...(quote.sendMethod === '' ? {} : { blockchainSendMethod: quote.sendMethod }),
    appliedFees: toFees(quote, hasRebatable),
    basePrice: formatAmount(quote.basePriceMicro),
    pairName: quote.pairName,
  }
}

/** The fields that quotes and tickets share. */
export function toSides({ input, output, fees, markupCurrency }: QuoteRecord) {
  return {
    inputCurrency: input.currency,
    inputPaymentMethod: input.method,
    inputAmount: formatAmount(input.micro),
    outputCurrency: output.currency,
    outputPaymentMethod: output.method,
    outputAmount: formatAmount(output.micro),
    markupAmount: formatAmount(fees[0]!.micro),
    markupCurrency,
    inputThirdParty: input.isThirdParty,
    outputThirdParty: output.isThirdParty,
  }
}

/** All fees are told in the input's currency. */
export function toFees({ fees, input }: QuoteRecord, hasRebatable: boolean) {
  return fees.map(({ type, micro, isRebatable }: Fee) => ({
    type,
    description: type,
    amount: formatAmount(micro),
    currency: input.currency,
    ...(hasRebatable ? { rebatable: isRebatable } : {}),
  }))
}
