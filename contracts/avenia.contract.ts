/**
 * What a consumer of Avenia relies on.
 * Sources: https://integration-guide.avenia.io and public clients; the evidence of each fact stands in specs/avenia.yaml.
 */
import { authorize } from './avenia/authorize.ts'
import { accounts } from './avenia/flows/accounts.ts'
import { auth } from './avenia/flows/auth.ts'
import { beneficiaries } from './avenia/flows/beneficiaries.ts'
import { kyc } from './avenia/flows/kyc.ts'
import { payins } from './avenia/flows/payins.ts'
import { payouts } from './avenia/flows/payouts.ts'
import { quotes } from './avenia/flows/quotes.ts'
import { webhooks } from './avenia/flows/webhooks.ts'
import { leaves } from './avenia/leaves.ts'
import { accountProbes } from './avenia/probes/accounts.ts'
import { authProbes } from './avenia/probes/auth.ts'
import { beneficiaryProbes } from './avenia/probes/beneficiaries.ts'
import { conventionProbes } from './avenia/probes/conventions.ts'
import { kycProbes } from './avenia/probes/kyc.ts'
import { quoteProbes } from './avenia/probes/quotes.ts'
import { ticketProbes } from './avenia/probes/tickets.ts'
import { webhookProbes } from './avenia/probes/webhooks.ts'
import { defineContract } from './kit/contract.ts'

export default defineContract({
  provider: 'avenia',
  authorize,
  firstRead: '/v2/account/account-info',
  leaves,
  flows: [
    ...auth,
    ...accounts,
    ...beneficiaries,
    ...quotes,
    ...payins,
    ...payouts,
    ...webhooks,
    ...kyc,
  ],
  probes: [
    ...authProbes,
    ...accountProbes,
    ...conventionProbes,
    ...beneficiaryProbes,
    ...quoteProbes,
    ...ticketProbes,
    ...webhookProbes,
    ...kycProbes,
  ],
})
