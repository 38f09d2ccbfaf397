/**
 * What a consumer of Cobre relies on.
 * Sources: https://docs.cobre.com and public clients; the evidence of each fact stands in specs/cobre.yaml.
 */
import { authorize } from './cobre/authorize.ts'
import { accounts } from './cobre/flows/accounts.ts'
import { auth } from './cobre/flows/auth.ts'
import { batches } from './cobre/flows/batches.ts'
import { conversion } from './cobre/flows/conversion.ts'
import { counterparties } from './cobre/flows/counterparties.ts'
import { events } from './cobre/flows/events.ts'
import { mexico } from './cobre/flows/mexico.ts'
import { payins } from './cobre/flows/payins.ts'
import { payouts } from './cobre/flows/payouts.ts'
import { services } from './cobre/flows/services.ts'
import { leaves } from './cobre/leaves.ts'
import { accountProbes } from './cobre/probes/accounts.ts'
import { authProbes } from './cobre/probes/auth.ts'
import { conventionProbes } from './cobre/probes/conventions.ts'
import { conversionProbes } from './cobre/probes/conversion.ts'
import { counterpartyProbes } from './cobre/probes/counterparties.ts'
import { eventProbes } from './cobre/probes/events.ts'
import { movementProbes } from './cobre/probes/movements.ts'
import { payinProbes } from './cobre/probes/payins.ts'
import { defineContract } from './kit/contract.ts'

export default defineContract({
  provider: 'cobre',
  authorize,
  firstRead: '/v1/accounts',
  leaves,
  flows: [
    ...auth,
    ...accounts,
    ...counterparties,
    ...payouts,
    ...mexico,
    ...payins,
    ...services,
    ...conversion,
    ...batches,
    ...events,
  ],
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
})
