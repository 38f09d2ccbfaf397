/** What most interactions with Localpayment share. Credentials are made up; a verifier puts its own there. */
import { SAMPLES } from '../../mocks/types/samples/localpayment.ts'
import { fromState, uuid } from '../kit/pact/matchers.ts'

export { get, HEADERS, post } from '../kit/pact/requests.ts'

export const INTERNAL_ID = uuid('6f5986b9-4897-4ad7-8fe9-cedbe7c5bb33')

export const EXTERNAL_ID = 'e5f6a7b8-9c0d-4e1f-8a2b-3c4d5e6f7081'

/** The merchant's own; a verifier puts the sandbox's there. */
export const { accountNumber: ACCOUNT_NUMBER, beneficiary: COMPANY } = SAMPLES.createVirtualAccount

/** A path about what the provider state made, by the merchant's own id. */
export function pathOf(before: string, after = '') {
  return fromState(`${before}\${externalId}${after}`, `${before}${EXTERNAL_ID}${after}`)
}
