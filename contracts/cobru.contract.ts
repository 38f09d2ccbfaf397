/**
 * What a consumer of Cobru relies on.
 * Sources: https://docs.cobru.co and its older generations; the evidence of each fact stands in specs/cobru.yaml.
 * A case needs `money` when it spends the account's balance; a payment by the documented test cards does not.
 */
import { authorize } from './cobru/authorize.ts'
import { abroad } from './cobru/flows/abroad.ts'
import { auth } from './cobru/flows/auth.ts'
import { balance } from './cobru/flows/balance.ts'
import { bank } from './cobru/flows/bank.ts'
import { callbacks } from './cobru/flows/callbacks.ts'
import { cards } from './cobru/flows/cards.ts'
import { cash } from './cobru/flows/cash.ts'
import { celo } from './cobru/flows/celo.ts'
import { checkout } from './cobru/flows/checkout.ts'
import { methods } from './cobru/flows/methods.ts'
import { payments } from './cobru/flows/payments.ts'
import { services } from './cobru/flows/services.ts'
import { users } from './cobru/flows/users.ts'
import { leaves } from './cobru/leaves.ts'
import { authProbes } from './cobru/probes/auth.ts'
import { balanceProbes } from './cobru/probes/balance.ts'
import { bankProbes } from './cobru/probes/bank.ts'
import { brebProbes } from './cobru/probes/breb.ts'
import { cardProbes } from './cobru/probes/cards.ts'
import { cashProbes } from './cobru/probes/cash.ts'
import { createProbes } from './cobru/probes/create.ts'
import { createdProbes } from './cobru/probes/created.ts'
import { deliveryProbes } from './cobru/probes/delivery.ts'
import { detailProbes } from './cobru/probes/detail.ts'
import { payProbes } from './cobru/probes/pay.ts'
import { webhookProbes } from './cobru/probes/webhook.ts'
import { defineContract } from './kit/contract.ts'

export default defineContract({
  provider: 'cobru',
  authorize,
  firstRead: '/balance/',
  leaves,
  flows: [
    ...auth,
    ...payments,
    ...checkout,
    ...methods,
    ...callbacks,
    ...balance,
    ...cash,
    ...bank,
    ...abroad,
    ...cards,
    ...celo,
    ...services,
    ...users,
  ],
  probes: [
    ...authProbes,
    ...createProbes,
    ...createdProbes,
    ...detailProbes,
    ...payProbes,
    ...brebProbes,
    ...webhookProbes,
    ...deliveryProbes,
    ...balanceProbes,
    ...cashProbes,
    ...bankProbes,
    ...cardProbes,
  ],
})
