/** Pesos with two decimals at the edge, whole centavos inside. */
import { formatInstant, type QuirkReader, toMinorUnits } from '../../provider.ts'

/** Centavos, or undefined for what is not a decimal, has more than two decimals, or is too large to count. */
export function toMinor(amount: unknown): number | undefined {
  return toMinorUnits(amount, 2)
}

/** The least and the most of a transfer, in centavos. */
export function readLimits(quirk: Pick<QuirkReader, 'value'>) {
  const { min, payinMax, payoutMax } = quirk.value<
    Record<'min' | 'payinMax' | 'payoutMax', number>
  >('localpayment.limits.per-direction')
  // The spec writes whole pesos.
  return { minMinor: min * 100, payinMaxMinor: payinMax * 100, payoutMaxMinor: payoutMax * 100 }
}

/** Pesos as a number, the form of every amount on the wire; the nearest number to the decimal. */
export function toPesos(minor: number): number {
  return minor / 100
}

/** `2026-02-25T18:53:25.0000000+00:00`, the form of a quote's instants. */
export function toIsoTicks(at: number): string {
  return formatInstant(at, 7, { offsetMs: 0, suffix: '+00:00' })
}

/** `2026-02-25T18:53:25Z`, the form of every date on the wire. */
export function toIsoSeconds(at: number): string {
  return formatInstant(at, 0)
}
