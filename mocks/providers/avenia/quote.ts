/** What is kept of a quote, and how it is computed. */
import type { StoredRecord } from '../../provider.ts'
import {
  CHAIN_LEG_PPM,
  CHAINS,
  CONVERSION_PPM,
  GAS_MICRO,
  OTHER_GAS_MICRO,
  PIX_FEE_MICRO,
  UNDERLYING,
} from './catalogs.ts'
import { convert, costOf, fromDollars, grossUp, roundTo, shareOf, toPrice } from './money.ts'

export interface Side {
  currency: string
  method: string
  micro: number
  isThirdParty: boolean
}

export interface Fee {
  type: string
  micro: number
  isRebatable: boolean
}

export interface QuoteRecord extends StoredRecord {
  token: string
  owner: string
  input: Side
  output: Side
  fees: Fee[]
  markupCurrency: string
  sendMethod: string
  outputBrCode: string
  basePriceMicro: number
  pairName: string
  createdAt: number
  expiresAt: number
  isSpent: boolean
}

export interface Wanted {
  input: Omit<Side, 'micro'>
  output: Omit<Side, 'micro'>
  /** One of the two. */
  inputMicro: number | undefined
  outputMicro: number | undefined
  markup: { ppm: number; inputMicro: number; outputMicro: number }
}

/** Flat parts in millionths of the input currency, and parts of the input. */
interface Rates {
  flat: number[]
  ppm: number[]
}

const TYPES = ['Markup Fee', 'In Fee', 'Conversion Fee', 'Out Fee', 'Gas Fee']
const REBATABLE = ['In Fee', 'Conversion Fee', 'Out Fee']

/** Amounts and fees; undefined when nothing is left after fees. */
export function computeQuote(wanted: Wanted) {
  const { input, output } = wanted
  const price = toPrice(input.currency, output.currency)
  const rates = toRates(wanted)
  const inputMicro = wanted.inputMicro ?? toInput(wanted.outputMicro!, wanted, rates)
  const fees = TYPES.map((type, index) => ({
    type,
    micro: rates.flat[index]! + shareOf(inputMicro, rates.ppm[index]!),
    isRebatable: REBATABLE.includes(type),
  }))
  const net = inputMicro - sum(fees.map(({ micro }) => micro))
  const outputMicro =
    wanted.outputMicro ?? roundTo(convert(Math.max(0, net), price), output.currency, 'down')
  if (net <= 0 || outputMicro <= 0) return undefined
  return { inputMicro, outputMicro, fees, price }
}

/** The input that pays for an output: what it costs, grossed up by all fees. */
function toInput(outputMicro: number, { input, output }: Wanted, rates: Rates): number {
  const cost = costOf(outputMicro, toPrice(input.currency, output.currency))
  // Fees are cut off, so that never less than the cost is left.
  return roundTo(grossUp(cost + sum(rates.flat), sum(rates.ppm)), input.currency, 'up')
}

function toRates({ input, output, markup }: Wanted): Rates {
  const differs = UNDERLYING[input.currency] !== UNDERLYING[output.currency]
  const fixed =
    markup.inputMicro + costOf(markup.outputMicro, toPrice(input.currency, output.currency))
  const leg = ({ method }: { method: string }) => (CHAINS.includes(method) ? CHAIN_LEG_PPM : 0)
  return {
    flat: [fixed, toPixFee(input, input), 0, toPixFee(output, input), toGas(output, input)],
    ppm: [markup.ppm, leg(input), differs ? CONVERSION_PPM : 0, leg(output), 0],
  }
}

function toPixFee(side: { method: string }, input: { currency: string }): number {
  return side.method === 'PIX' ? costOf(PIX_FEE_MICRO, toPrice(input.currency, 'BRL')) : 0
}

function toGas({ method }: { method: string }, input: { currency: string }): number {
  if (!CHAINS.includes(method)) return 0
  return fromDollars(GAS_MICRO[method] ?? OTHER_GAS_MICRO, input.currency)
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
