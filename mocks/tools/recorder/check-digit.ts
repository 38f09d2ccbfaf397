/** The last digit of a Colombian tax number, which providers check. */

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
