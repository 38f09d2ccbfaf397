/** Everything that a test arranges for one account; made with the account and forgotten with it. */
import type { Ids } from '../store/ids.ts'
import type { Tracking } from '../store/store.ts'
import type { ChaosRule, DeliveryMode, Fault, Stub } from './rule-types.ts'
import { createRuleList, type RuleList } from './rules.ts'

export interface AccountRules {
  readonly faults: RuleList<Fault>
  readonly stubs: RuleList<Stub>
  readonly chaos: RuleList<ChaosRule>
  mode: DeliveryMode
  /** Deliveries kept back, dropped or collected: how many were written, the most that are kept, how many went. */
  readonly keptBack: { written: number; readonly max: number; pruned: number }
}

/** Nothing is arranged yet. */
export function createAccountRules(
  ids: Ids,
  tracking: Tracking,
  maxKeptBack = 1_000,
): AccountRules {
  return {
    keptBack: { written: 0, max: maxKeptBack, pruned: 0 },
    faults: createRuleList('fault', 'flt', ids, tracking),
    stubs: createRuleList('stub', 'stb', ids, tracking),
    chaos: createRuleList('chaos rule', 'chs', ids, tracking),
    mode: 'async',
  }
}
