/** Who a request is from, where other processes make accounts and records, too. */

import { DEFAULT_ACCOUNT } from '../../../core/accounts/accounts.ts'
import type { SharedIdentities } from '../../../core/serve/endpoint.ts'
import type { Identities } from '../../../core/serve/proof.ts'
import { findRecord, refreshList } from './refresh.ts'
import type { Shared } from './shared.ts'

/** Notes what is looked for in vain, as it may be there by now. */
export function shareIdentities(
  shared: () => Shared,
  plain: Identities,
): { identities: Identities; shared: SharedIdentities } {
  let isAccountMissing = false
  let missing: [collection: string, id: string][] = []
  const noteAccount = <T>(found: T | undefined): T | undefined => {
    if (found === undefined) isAccountMissing = true
    return found
  }
  const noteRecord = <T>(found: T | undefined, collection: string, id: string): T | undefined => {
    if (found === undefined) missing.push([collection, id])
    return found
  }
  const begin = (): void => {
    isAccountMissing = false
    missing = []
  }
  return {
    identities: {
      ...plain,
      findByCredential: (key, value) => noteAccount(plain.findByCredential(key, value)),
      findById: (id) => noteAccount(plain.findById(id)),
      findOwner: (collection, id) => noteRecord(plain.findOwner(collection, id), collection, id),
      findRecord: (collection, id) => noteRecord(plain.findRecord(collection, id), collection, id),
    },
    shared: {
      begin,
      seek() {
        if (!isAccountMissing && missing.length === 0) return undefined
        const wanted = missing
        const seeking = refreshList(shared())
        begin()
        return seeking.then(async () => {
          for (const [collection, id] of wanted) await findRecord(shared(), collection, id)
        })
      },
      defaultAccount: () => shared().parts.accounts.get(DEFAULT_ACCOUNT),
      isCurrent: (account) => shared().parts.accounts.find(account.id) === account,
    },
  }
}
