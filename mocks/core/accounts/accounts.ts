/** The accounts of a sandbox: who holds which credentials, and what is kept per account at run time. */

import { EnsayoError } from '../../base/errors.ts'
import type { GenerateSetting, Spec } from '../../dialect/types.ts'
import type { RealTime } from '../clock/system.ts'
import { createClock } from '../clock/virtual.ts'
import { createIds, toOrdinal } from '../store/ids.ts'
import type { Tracking } from '../store/store.ts'
import type { AccountState } from './account.ts'
import { createAccountRules } from './account-rules.ts'
import { generateByRule } from './generate.ts'
import type { GivenCredentials } from './given-credentials.ts'

/** The account with the fixed credentials; requests without any belong to it. */
export const DEFAULT_ACCOUNT = 'default'

/** Whether an id fits a URL as it is. */
export function isAccountId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(id)
}

export interface AccountsOptions {
  specs: readonly Spec[]
  seed: string
  real: RealTime
  startAt: number | undefined
  rate: number
  /** Variants of the start: profile, then single choices. */
  variants: ReadonlyMap<string, string>
  /** Finished deliveries kept per account. Default 1,000. */
  maxEntries?: number
}

export interface Accounts {
  get(id: string): AccountState
  find(id: string): AccountState | undefined
  list(): AccountState[]
  readonly size: number
  /** Deliveries at rest that the bound has let go since the start, of accounts that are gone, too. */
  readonly prunedDeliveries: number
  /** Makes an isolated account. Throws `OPTION_INVALID` when the id is taken or not usable in a URL. */
  create(id?: string, credentials?: GivenCredentials, ordinal?: number): AccountState
  /** `key` is `<provider>.<credential>`. */
  findByCredential(key: string, value: string): AccountState | undefined
  /** Forgets an isolated account for good. */
  remove(id: string): void
  /** What ids and made-up values come from. */
  readonly seed: string
  /** Forgets one account's clock, ids and variants, which start anew. */
  reset(id: string): void
  /** The same for the default account, and forgets all others. */
  resetAll(seed?: string): void
}

export function createAccounts(options: AccountsOptions): Accounts {
  const accounts = new Map<string, AccountState>()
  const byCredential = new Map<string, Map<string, AccountState>>()
  let created = 0
  const ordinals = new Set<number>()
  let { seed } = options
  /** Of accounts that are gone. */
  let prunedBefore = 0

  const add = (
    id: string,
    given?: GivenCredentials,
    ordinal = findOrdinal(id, ordinals),
  ): AccountState => {
    ordinals.add(ordinal)
    const account = makeAccount({ id, ordinal }, { ...options, seed }, given)
    accounts.set(id, account)
    for (const [provider, credentials] of account.credentials) {
      for (const [name, value] of Object.entries(credentials)) {
        const key = `${provider}.${name}`
        const holders = byCredential.get(key) ?? new Map<string, AccountState>()
        byCredential.set(key, holders.set(value, account))
      }
    }
    return account
  }
  const remove = (id: string): void => {
    const account = accounts.get(id)
    accounts.delete(id)
    if (account) ordinals.delete(account.ordinal)
    prunedBefore += account?.rules.keptBack.pruned ?? 0
    for (const [provider, credentials] of account?.credentials ?? []) {
      for (const [name, value] of Object.entries(credentials)) {
        const holders = byCredential.get(`${provider}.${name}`)
        if (holders?.get(value) === account) holders?.delete(value)
      }
    }
  }
  add(DEFAULT_ACCOUNT)

  return {
    get: (id) => accounts.get(id) ?? unknownAccount(id, accounts.keys()),
    find: (id) => accounts.get(id),
    list: () => [...accounts.values()],
    get size() {
      return accounts.size
    },
    get prunedDeliveries() {
      const own = [...accounts.values()].map(({ rules }) => rules.keptBack.pruned)
      return own.reduce((sum, count) => sum + count, prunedBefore)
    },
    create: (id, given, ordinal) => {
      const wanted = id ?? nextId(accounts, () => ++created)
      if (!isAccountId(wanted)) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `Account id ${JSON.stringify(wanted)} does not fit a URL. Use up to 64 letters, digits, "_", "-" and ".".`,
        )
      }
      if (accounts.has(wanted)) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `There is an account "${wanted}" already. Take another id, or none.`,
        )
      }
      return add(wanted, given, ordinal)
    },
    findByCredential: (key, value) => byCredential.get(key)?.get(value),
    remove,
    get seed() {
      return seed
    },
    resetAll: (next = options.seed) => {
      seed = next
      created = 0
      for (const known of [...accounts.keys()]) remove(known)
      add(DEFAULT_ACCOUNT)
    },
    reset: (id) => {
      const before = accounts.get(id) ?? unknownAccount(id, accounts.keys())
      remove(id)
      const { credentials, ordinal } = before
      add(id, id === DEFAULT_ACCOUNT ? undefined : Object.fromEntries(credentials), ordinal)
    },
  }
}

/** By the id, so that what an account is answered does not depend on how many there were before it. */
function findOrdinal(id: string, taken: ReadonlySet<number>): number {
  if (id === DEFAULT_ACCOUNT) return 0
  let ordinal = toOrdinal(id)
  while (taken.has(ordinal)) ordinal++
  return ordinal
}

function nextId(accounts: ReadonlyMap<string, unknown>, next: () => number): string {
  for (;;) {
    const id = `acct_${next()}`
    if (!accounts.has(id)) return id
  }
}

function unknownAccount(id: string, known: Iterable<string>): never {
  const names = [...known].slice(0, 10).join(', ')
  throw new EnsayoError('ACCOUNT_UNKNOWN', `No account "${id}". There are: ${names}.`)
}

function makeAccount(
  { id, ordinal }: { id: string; ordinal: number },
  options: AccountsOptions,
  given: GivenCredentials | undefined,
): AccountState {
  const { real, startAt, rate, seed, specs } = options
  const clock = createClock({ real, rate, ...(startAt === undefined ? {} : { startAt }) })
  const tracking: Tracking = { changes: undefined }
  const ids = createIds({ seed, account: id, ordinal, tracking })
  const account: AccountState = {
    id,
    ordinal,
    requestsBefore: 0,
    clock,
    ids,
    variants: new Map(options.variants),
    tracking,
    rules: createAccountRules(ids, tracking, options.maxEntries),
    views: new Map(),
    credentials: new Map(),
    fields: new Map(),
  }
  const isDefault = id === DEFAULT_ACCOUNT
  for (const spec of specs) {
    const make = (rule: GenerateSetting, name: string): unknown =>
      generateByRule(rule, `account.${spec.name}.${name}`, { ids, now: clock.now() })
    const credentials: Record<string, string> = {}
    for (const credential of spec.credentials.values()) {
      credentials[credential.name] =
        given?.[spec.name]?.[credential.name] ??
        (isDefault || credential.generate === 'shared'
          ? credential.default
          : String(make(credential.generate, credential.name)))
    }
    const fields: Record<string, unknown> = {}
    for (const [name, field] of spec.accountFields) {
      fields[name] =
        isDefault || field.generate === undefined ? field.default : make(field.generate, name)
    }
    account.credentials.set(spec.name, credentials)
    account.fields.set(spec.name, fields)
    account.views.set(spec.name, { id, fields, credentials })
  }
  return account
}
