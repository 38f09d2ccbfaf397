/** Digits that check others: the last one of a Colombian tax number, and the checksum of a card. */

/** From the digit before the last to the left. */
const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41]

/** The tenth digit for nine. */
export function toCheckDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((all, digit, at) => all + Number(digit) * WEIGHTS[at]!, 0)
  const rest = sum % 11
  return String(rest < 2 ? rest : 11 - rest)
}

/** Whether a text has ten digits of which the last is right. */
export function hasCheckDigit(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  return digits.length === 10 && toCheckDigit(digits.slice(0, 9)) === digits[9]
}

/** Whether digits are a card number by their checksum. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
