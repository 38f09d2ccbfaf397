/**
 * What a consumer of Localpayment relies on.
 * Sources: https://docs.localpayment.com and https://docs.v3.localpayment.com; the evidence of each
 * fact stands in specs/localpayment.yaml.
 */

import { defineContract } from './kit/contract.ts'
import { authorize } from './localpayment/authorize.ts'
import { accounts } from './localpayment/flows/accounts.ts'
import { cash } from './localpayment/flows/cash.ts'
import { currencies } from './localpayment/flows/currencies.ts'
import { payins } from './localpayment/flows/payins.ts'
import { payouts } from './localpayment/flows/payouts.ts'
import { pse } from './localpayment/flows/pse.ts'
import { refusals } from './localpayment/flows/refusals.ts'
import { services } from './localpayment/flows/services.ts'
import { tokens } from './localpayment/flows/tokens.ts'
import { leaves } from './localpayment/leaves.ts'
import { accountProbes } from './localpayment/probes/accounts.ts'
import { authProbes } from './localpayment/probes/auth.ts'
import { currencyProbes } from './localpayment/probes/currencies.ts'
import { deliveryProbes } from './localpayment/probes/delivery.ts'
import { keyProbes } from './localpayment/probes/keys.ts'
import { payinProbes } from './localpayment/probes/payins.ts'
import { payoutProbes } from './localpayment/probes/payouts.ts'
import { progressProbes } from './localpayment/probes/progress.ts'
import { serviceProbes } from './localpayment/probes/services.ts'
import { isRejected } from './localpayment/reading.ts'

export default defineContract({
  provider: 'localpayment',
  authorize,
  refuses: isRejected,
  firstRead: '/api/resources/payment-methods',
  leaves,
  flows: [
    ...tokens,
    ...accounts,
    ...payins,
    ...pse,
    ...cash,
    ...payouts,
    ...currencies,
    ...refusals,
    ...services,
  ],
  probes: [
    ...authProbes,
    ...accountProbes,
    ...keyProbes,
    ...payinProbes,
    ...payoutProbes,
    ...progressProbes,
    ...currencyProbes,
    ...serviceProbes,
    ...deliveryProbes,
  ],
})
