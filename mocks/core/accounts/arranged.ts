/** Everything that a test arranges for one account; made with the account and forgotten with it. */
import type { Ids } from '../store/ids.ts'
import type { ChaosRule, DeliveryMode, Fault, Stub } from './rule-types.ts'
import { createRuleList, type RuleList } from './rules.ts'

export interface Arranged {
  readonly faults: RuleList<Fault>
  readonly stubs: RuleList<Stub>
  readonly chaos: RuleList<ChaosRule>
  mode: DeliveryMode
  /** Rows of deliveries that rest, dropped or collected: how many were written, the most that are kept, how many went. */
  readonly resting: { written: number; readonly max: number; pruned: number }
}

export function createArranged(ids: Ids, maxResting = 1_000): Arranged {
  return {
    resting: { written: 0, max: maxResting, pruned: 0 },
    faults: createRuleList('fault', 'flt', ids),
    stubs: createRuleList('stub', 'stb', ids),
    chaos: createRuleList('chaos rule', 'chs', ids),
    mode: 'async',
  }
}
