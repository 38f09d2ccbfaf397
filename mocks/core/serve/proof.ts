/** Who is asked whose a request is, and what is found. */
import type { SecurityScheme, Spec } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { TokenMint } from '../accounts/tokens.ts'
import type { StoredRecord } from '../store/store.ts'

/** What one scheme found in the request. */
export interface Proof {
  scheme: SecurityScheme
  state: 'missing' | 'invalid' | 'expired' | 'ok'
  account: AccountState | undefined
  /** The record that the credential is the id of. */
  record?: StoredRecord
  /** Why it is not enough, where the scheme can tell. */
  hint?: string
}

export interface Identities {
  /** Account that holds a credential's value; `key` is `<provider>.<credential>`. */
  findByCredential(key: string, value: string): AccountState | undefined
  findById(id: string): AccountState | undefined
  /** The account that holds a record; `collection` is its stored name. */
  findOwner(collection: string, id: string): AccountState | undefined
  /** The record of that id in whichever account holds it. */
  findRecord(collection: string, id: string): Holder | undefined
  /** A tolerance that a quirk says, in milliseconds; undefined: any. */
  readTolerance(spec: Spec, quirk: string, account: AccountState): number | undefined
  /** What a `value` quirk says on an account. */
  readChoice(spec: Spec, quirk: string, account: AccountState): unknown
  tokens: TokenMint
}

export interface Holder {
  account: AccountState
  record: StoredRecord
}
