/**
 * Tax ids whose check digits Avenia verifies. Seen live with a CPF; of other ids nothing is known.
 * Source: the captured answers of https://github.com/kiran290/AveniaKYBPOC, read 2026-11-30.
 */

/** Whether nothing is wrong with it; ids of other countries and of companies always pass. */
export function isRightTaxId(country: string, taxId: string): boolean {
  const digits = taxId.replace(/\D/g, '')
  if (country !== 'BRA' || digits.length === 14) return true
  return digits.length === 11 && toCheckDigits(digits.slice(0, 9)) === digits.slice(9)
}

/** Two digits, each the weighted sum of all before it modulo 11. */
function toCheckDigits(base: string): string {
  const first = toCheckDigit(base)
  return `${first}${toCheckDigit(`${base}${first}`)}`
}

function toCheckDigit(digits: string): number {
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (digits.length + 1 - index),
    0,
  )
  const rest = (sum * 10) % 11
  return rest === 10 ? 0 : rest
}
