/** Who pays and is paid. Nobody real: the documents' own samples and names of ours. */
import { SAMPLES } from '../../mocks/types/samples/localpayment.ts'

export const COMPANY = SAMPLES.createVirtualAccount.beneficiary

/** Its check digit should be 3. */
export const WRONG_COMPANY = { ...COMPANY, document: { type: 'NIT', id: '901275418-4' } }

const { type, lastName, document } = SAMPLES.createPayouts[0]!.beneficiary

/** Long enough for a key to show whether the last name is in it. */
export const PERSON = { type, name: 'Camila', lastName, document }

export const STRANGER = {
  ...PERSON,
  name: 'Rosa',
  document: { type: 'CC', id: '1020304050' },
}
