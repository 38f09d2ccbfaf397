/** Pesos with two decimals at the edge, whole centavos inside. */

/** Centavos, or undefined for what has more than two decimals or is too large to count exactly. */
export function toMinor(amount: number): number | undefined {
  const minor = Math.round(amount * 100)
  if (!Number.isSafeInteger(minor)) return undefined
  return minor / 100 === amount ? minor : undefined
}

/** Pesos as a number, the form of every amount on the wire. */
export function toPesos(minor: number): number {
  return minor / 100
}

/** `2026-02-25T18:53:25Z`, the form of every date on the wire. */
export function toIsoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
