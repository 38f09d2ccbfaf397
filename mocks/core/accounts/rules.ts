/** A bounded list of rules that are counted, skipped or drawn, the same way for the same seed. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Validator } from '../../dialect/schemas.ts'
import type { Ids } from '../store/ids.ts'
import type { Tracking } from '../store/store.ts'
import { compilePredicate } from './compile-predicate.ts'
import type { Rule } from './rule-types.ts'

/** Rules of one kind that an account may have. */
export const MAX_RULES = 1_000

type Matching = Rule & { match?: object }

type Setting<T extends Rule> = Omit<T, keyof Rule> & Partial<Pick<T, 'times' | 'skip' | 'rate'>>

export interface RuleList<T extends Rule> {
  readonly size: number
  /** Throws `RULE_INVALID` when there are too many. */
  add(setting: Setting<T>): T
  /** Puts rules that were kept in the place of those that there are. */
  restore(kept: readonly T[]): void
  /** In the order of their adding; the rules themselves. */
  list(): readonly T[]
  /** Removes one. Throws `RULE_UNKNOWN`. */
  remove(id: string): void
  /** Removes those that it holds for, or all. */
  clear(where?: (rule: T) => boolean): void
  /** Whether its `match` fits the facts, which are made when they are asked for; without one it does. */
  holds(rule: T, facts: () => object): boolean
  /** Counts that the rule met something, and says whether it acts. */
  takesTurn(rule: T): boolean
}

/** Precision of a rate. */
const PARTS = 1_000_000

/** `what` names a rule in messages, its ids are `<prefix>_1`, `<prefix>_2`, … */
export function createRuleList<T extends Matching>(
  what: string,
  prefix: string,
  ids: Ids,
  tracking: Tracking,
): RuleList<T> {
  let rules: T[] = []
  /** By the rule's id; made with it. */
  const predicates = new Map<string, Validator>()
  const prepare = ({ id, match }: T): void => {
    if (match !== undefined) predicates.set(id, compilePredicate('match', match))
  }
  return {
    get size() {
      return rules.length
    },
    add: (setting) => {
      if (rules.length >= MAX_RULES) {
        throw new EnsayoError(
          'RULE_INVALID',
          `The account has ${MAX_RULES} ${what}s, which is the most. Remove some, or all of them.`,
        )
      }
      const id = `${prefix}_${ids.sequence(`rule.${prefix}`)}`
      // Everything of a rule but what is counted stands in its setting.
      const rule = { id, ...setting, seen: 0, acted: 0 } as unknown as T
      prepare(rule)
      rules = [...rules, rule]
      return rule
    },
    restore: (kept) => {
      rules = [...kept]
      predicates.clear()
      rules.forEach(prepare)
    },
    list: () => rules,
    remove: (id) => {
      const rest = rules.filter((rule) => rule.id !== id)
      if (rest.length === rules.length) throw unknownRule(what, id, rules)
      rules = rest
      predicates.delete(id)
    },
    clear: (where = () => true) => {
      for (const rule of rules) if (where(rule)) predicates.delete(rule.id)
      rules = rules.filter((rule) => !where(rule))
    },
    holds: ({ id }, facts) => predicates.get(id)?.(facts()) ?? true,
    takesTurn: (rule) => {
      const { seen, acted } = rule
      tracking.changes?.onUndo(() => Object.assign(rule, { seen, acted }))
      rule.seen++
      if (rule.times !== undefined && rule.acted >= rule.times) return false
      if (rule.seen <= (rule.skip ?? 0)) return false
      const { rate } = rule
      if (rate !== undefined && ids.integer(`rule.${rule.id}`, PARTS) >= rate * PARTS) return false
      rule.acted++
      return true
    },
  }
}

function unknownRule(what: string, id: string, rules: readonly Rule[]): EnsayoError {
  const known = rules.map((rule) => rule.id)
  const cure =
    didYouMean(id, known) ||
    (known.length === 0 ? ' There is none.' : ` There are: ${known.slice(0, 10).join(', ')}.`)
  return new EnsayoError('RULE_UNKNOWN', `The account has no ${what} "${id}".${cure}`)
}
