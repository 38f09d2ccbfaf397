/**
 * Banks that withdrawals go to.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/6-transferencia.md and
 * 6.0.0-intro-withdraw.md, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import { firstOf } from './first-of.ts'

interface Bank {
  id: number
  name: string
  /** Alpha-2, as the query has it. */
  country: 'CO' | 'AR' | 'BR' | 'EC' | 'MX'
}

/** The five that are published, and one made-up bank for each other country. */
const BANKS: Bank[] = [
  { id: 1, name: 'BBVA Colombia', country: 'CO' },
  { id: 2, name: 'Banco GNB Sudameris', country: 'CO' },
  { id: 3, name: 'Bancamia S.A.', country: 'CO' },
  { id: 4, name: 'Banco AV Villas', country: 'CO' },
  { id: 22, name: 'Itau', country: 'CO' },
  { id: 901, name: 'Banco de Ensayo Argentina', country: 'AR' },
  { id: 902, name: 'Banco de Ensayo Brasil', country: 'BR' },
  { id: 903, name: 'Banco de Ensayo Ecuador', country: 'EC' },
  { id: 904, name: 'Banco de Ensayo México', country: 'MX' },
]

/** A printed callback has it; that it is Nequi is assumed from a record beside it. */
const UNLISTED: Bank = { id: 18, name: 'Nequi', country: 'CO' }

/** How answers write a country, and what is paid there. */
const COUNTRIES = {
  AR: { country: 'ARG', currency: 'ARS' },
  BR: { country: 'BRA', currency: 'BRL' },
  CO: { country: 'COL', currency: 'COP' },
  EC: { country: 'ECU', currency: 'USD' },
  MX: { country: 'MEX', currency: 'MXN' },
}

/** Colombian banks, as the older list shows them. */
export function listBanks(): { id: number; name: string }[] {
  return BANKS.filter(({ country }) => country === 'CO').map(({ id, name }) => ({ id, name }))
}

/** By id, a number or text, or by name. */
export function findBank(wanted: string | number | null | undefined): Bank | undefined {
  if (wanted == null) return undefined
  const text = String(wanted).toLowerCase()
  return [...BANKS, UNLISTED].find(
    ({ id, name }) => String(id) === text || name.toLowerCase() === text,
  )
}

/** Lists the banks of third-party withdrawals. */
export const listPayoutBanks = defineBehaviour('bank.payout-banks', () => ({
  status: 200,
  body: listBanks(),
}))

/** Lists the banks of every country, or of one. */
export const listCountryBanks = defineBehaviour('bank.country-banks', ({ request }) => {
  const wanted = firstOf(request.query.country)
  const found = BANKS.filter(({ country }) => wanted === undefined || country === wanted)
  const body = found.map(({ id, name, country }) => ({
    id: String(id),
    name,
    ...COUNTRIES[country],
  }))
  return { status: 200, body }
})
