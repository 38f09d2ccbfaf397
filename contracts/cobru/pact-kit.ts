/** What most interactions with Cobru share. Credentials are made up; a verifier puts its own there. */
import { fromState, regex } from '../kit/pact/matchers.ts'
import { HEADERS as BEARER } from '../kit/pact/requests.ts'

export const API_KEY = { 'x-api-key': 'your-api-key' }

export const HEADERS = { ...API_KEY, ...BEARER }

export const JSON_HEADERS = { 'Content-Type': regex(/^application\/json.*$/, 'application/json') }

/** A path about the payment of the provider state, by its slug. */
export function pathOf(before: string, after = '') {
  return fromState(`${before}\${url}${after}`, `${before}3gofdf6f${after}`)
}

export const SLUG = regex(/^[a-z0-9]{8}$/, '3gofdf6f')

/** The payer, as every method asks for them. */
export const PAYER = {
  name: 'Ana Ensayo',
  cc: '1140000000',
  document_type: 'CC',
  email: 'ana@example.com',
  phone: '3000000000',
}
