/** Who a request may be from: accounts by their credentials, and records in whichever account they lie. */
import { readDuration, readValue } from '../../core/accounts/variants.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import type { Identities } from '../../core/serve/proof.ts'
import type { EngineOptions } from './engine.ts'
import type { Parts } from './parts.ts'

export function toIdentities(parts: Parts, runtime: Runtime, options: EngineOptions): Identities {
  return {
    findByCredential: parts.accounts.findByCredential,
    findById: parts.accounts.find,
    findOwner: (collection, id) => findOwner(parts, collection, id),
    findRecord: (collection, id) => {
      const account = findOwner(parts, collection, id)
      const record = account && parts.store.read(account.id).get(collection, id)
      return account && record ? { account, record } : undefined
    },
    readTolerance: (spec, quirk, { variants }) => {
      options.onQuirk?.(quirk)
      const isUnlimited = readValue(spec, quirk, variants) === false
      return isUnlimited ? undefined : readDuration(spec, quirk, variants)
    },
    readChoice: (spec, quirk, { variants }) => {
      options.onQuirk?.(quirk)
      return readValue(spec, quirk, variants)
    },
    tokens: runtime.tokens,
  }
}

function findOwner({ store, accounts }: Parts, collection: string, id: string) {
  const owner = store.locate(collection, id)
  return owner === undefined ? undefined : accounts.find(owner)
}
