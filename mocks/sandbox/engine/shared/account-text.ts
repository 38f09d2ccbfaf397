/** The state of an account beside its records, as text: what of it is new here, and what is new elsewhere. */
import type { AccountState } from '../../../core/accounts/account.ts'
import type { StateText } from '../../../core/store/postgres/sql.ts'
import { type AccountKept, toKept } from '../keeping.ts'

/** Parts that are changed apart from one another. */
type Texts = Record<string, string>

export interface AccountTexts {
  /** The state as it is now. */
  toText(account: AccountState): StateText
  /** The same, where it is not what was read or kept last. */
  changed(account: AccountState): StateText | undefined
  /** Adopts what was read; parts that were changed here and not kept yet stay as they are. */
  adopt(account: AccountState, text: string): void
  /** Says that it was kept as it is. */
  kept(account: AccountState): void
  /** Takes back what was changed and could not be kept. */
  revert(account: AccountState): void
}

export function createAccountTexts(): AccountTexts {
  const known = new WeakMap<AccountState, Texts>()
  return {
    toText,
    changed(account) {
      const now = toTexts(toKept(account).state)
      const before = known.get(account)
      const isSame = before && Object.entries(now).every(([part, text]) => before[part] === text)
      return isSame ? undefined : toText(account)
    },
    kept(account) {
      known.set(account, toTexts(toKept(account).state))
    },
    revert(account) {
      const before = known.get(account)
      if (!before) return
      const parts = Object.fromEntries(
        Object.entries(before).map(([name, text]) => [name, text && JSON.parse(text)]),
      )
      // Made by `toTexts` of the same parts.
      const kept = { ...parts, rules: parts } as unknown as AccountKept
      const now = toTexts(toKept(account).state)
      for (const [part, put] of Object.entries(PARTS)) {
        if (now[part] !== before[part]) put(account, kept)
      }
    },
    adopt(account, text) {
      // Written by `toText`.
      const read = JSON.parse(text) as AccountKept
      const before = known.get(account)
      const now = toTexts(toKept(account).state)
      const changed = Object.keys(now).filter((part) => before && before[part] !== now[part])
      for (const [part, put] of Object.entries(PARTS)) {
        if (!changed.includes(part)) put(account, read)
      }
      const after = toTexts(toKept(account).state)
      for (const part of changed) after[part] = before![part]!
      known.set(account, after)
    },
  }
}

function toText(account: AccountState): StateText {
  const { state } = toKept(account)
  return { text: JSON.stringify(state), clock: state.clock }
}

function toTexts({ rules, clock, variants, requestsBefore }: AccountKept): Texts {
  const parts = { ...rules, clock, variants, requestsBefore }
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part) ?? '']),
  )
}

const PARTS: Record<string, (account: AccountState, read: AccountKept) => void> = {
  clock: ({ clock }, read) => clock.adopt(read.clock),
  variants: ({ variants }, read) => {
    variants.clear()
    for (const [quirk, variant] of Object.entries(read.variants)) variants.set(quirk, variant)
  },
  requestsBefore: (account, read) => {
    account.requestsBefore = read.requestsBefore ?? 0
  },
  faults: ({ rules }, read) => rules.faults.restore(read.rules.faults),
  stubs: ({ rules }, read) => rules.stubs.restore(read.rules.stubs),
  chaos: ({ rules }, read) => rules.chaos.restore(read.rules.chaos),
  mode: ({ rules }, read) => {
    rules.mode = read.rules.mode
  },
  keptBack: ({ rules }, read) => Object.assign(rules.keptBack, read.rules.keptBack),
}
