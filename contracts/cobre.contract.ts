/**
 * What a consumer of Cobre relies on.
 * Sources: https://docs.cobre.com and public clients; the evidence of each fact stands in specs/cobre.yaml.
 */
import { authorize } from './cobre/authorize.ts'
import { accountProbes } from './cobre/probes/accounts.ts'
import { authProbes } from './cobre/probes/auth.ts'
import { conventionProbes } from './cobre/probes/conventions.ts'
import { conversionProbes } from './cobre/probes/conversion.ts'
import { counterpartyProbes } from './cobre/probes/counterparties.ts'
import { eventProbes } from './cobre/probes/events.ts'
import { movementProbes } from './cobre/probes/movements.ts'
import { payinProbes } from './cobre/probes/payins.ts'
import { untold } from './cobre/untold.ts'
import { defineContract } from './kit/contract.ts'

export default defineContract({
  provider: 'cobre',
  authorize,
  flows: [],
  probes: [
    ...authProbes,
    ...conventionProbes,
    ...accountProbes,
    ...counterpartyProbes,
    ...movementProbes,
    ...payinProbes,
    ...conversionProbes,
    ...eventProbes,
  ],
  untold,
})
