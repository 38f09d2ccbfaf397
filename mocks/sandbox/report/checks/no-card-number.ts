/** No card number stands in a request in clear. */
import { type Check, found, judge } from '../check.ts'
import { only } from '../traffic.ts'

interface Settings {
  operations: string[]
}

export const noCardNumber: Check<Settings> = (traffic, { operations }) => {
  const sent = only(traffic, operations)
  const findings = sent.flatMap((seen) => {
    const place = findCard(seen.body, '') ?? findCard(seen.query, 'query')
    if (place === undefined) return []
    const cure = "Encrypt the number with the provider's public key, and send that."
    return [found([seen], `A card number stands in clear in ${place}.`, cure)]
  })
  return judge(findings, sent.length > 0)
}

/** Where the first card number stands. The number itself is never repeated. */
function findCard(value: unknown, path: string): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    return isCard(String(value)) ? path || 'the body' : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, each] of Object.entries(value)) {
    const place = findCard(each, `${path}/${key}`)
    if (place !== undefined) return place
  }
  return undefined
}

function isCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '')
  return /^\d{13,19}$/.test(digits) && !/^(.)\1*$/.test(digits) && hasCheckDigit(digits)
}

/** The sum of Luhn. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
