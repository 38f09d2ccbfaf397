/**
 * Colombian document numbers.
 * Source: https://docs.v3.localpayment.com/api-reference-guide/document-validations/colombia, read
 * 2026-11-20; the check digit is the tax office's, which every published sample satisfies.
 */
import type { QuirkReader } from '../../provider.ts'
import type { Document } from './records.ts'

const COMPANY_TYPES = ['NIT']
const INDIVIDUAL_TYPES = ['CC', 'CE', 'TI', 'PASS']

/** Whether a company or an individual may have a document of that type. */
export function fitsParty(partyType: string, documentType: string): boolean {
  return (partyType === 'COMPANY' ? COMPANY_TYPES : INDIVIDUAL_TYPES).includes(documentType)
}

/** Whether a number is well formed for its type; unknown types never are. */
export function isValidDocument({ type, id }: Document, quirk: Quirks): boolean {
  return RULES[type]?.(id, quirk) ?? false
}

type Quirks = Pick<QuirkReader, 'value'>

const RULES: Record<string, (id: string, quirk: Quirks) => boolean> = {
  CC: (id) => /^\d{6,10}$/.test(id.replaceAll('.', '')),
  NIT: isNit,
  CE: (id, quirk) => matches(id, quirk.value('localpayment.document.ce-length')),
  TI: (id) => /^\d{10}$/.test(id),
  PASS: (id, quirk) => matches(id, quirk.value('localpayment.document.pass-length')),
}

function matches(id: string, pattern: string): boolean {
  return new RegExp(pattern).test(id)
}

/** Ten digits, the last of which checks the others; dots and one hyphen may stand between. */
function isNit(id: string): boolean {
  const digits = id.replaceAll('.', '').replace(/-(?=\d$)/, '')
  return /^\d{10}$/.test(digits) && Number(digits[9]) === toCheckDigit(digits.slice(0, 9))
}

/** From the right. */
const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41]

/** @example toCheckDigit('901275418') // 3 */
export function toCheckDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * WEIGHTS[index]!, 0)
  const rest = sum % 11
  return rest < 2 ? rest : 11 - rest
}
