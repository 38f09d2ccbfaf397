/**
 * What a consumer of Cobru relies on.
 * Sources: https://docs.cobru.co and its older generations; the evidence of each fact stands in specs/cobru.yaml.
 */
import { authorize } from './cobru/authorize.ts'
import { payments } from './cobru/flows/payments.ts'
import { authProbes } from './cobru/probes/auth.ts'
import { createProbes } from './cobru/probes/create.ts'
import { untold } from './cobru/untold.ts'
import { defineContract } from './kit/contract.ts'

export default defineContract({
  provider: 'cobru',
  authorize,
  flows: [...payments],
  probes: [...authProbes, ...createProbes],
  untold,
})
