/** What answers a provider's requests, wired to the parts of the sandbox. */
import { DEFAULT_ACCOUNT } from '../../core/accounts/accounts.ts'
import { readDuration, readValue } from '../../core/accounts/variants.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import type { RealTime } from '../../core/clock/system.ts'
import { createServe, type ServedProvider } from '../../core/serve/serve.ts'
import type { EngineOptions } from './engine.ts'
import type { Parts } from './parts.ts'
import { countFault, emit } from './tell.ts'
import { createCallJudge } from './why-not-called.ts'

export function wireServe(
  parts: Parts,
  runtime: Runtime,
  options: EngineOptions,
  real: RealTime,
): ServedProvider {
  return createServe({
    runtime,
    real,
    store: parts.store,
    journal: { ...parts.journal, add: (entry, reads) => parts.journal.add(entry, reads) },
    isStrict: options.strict ?? false,
    hasHints: options.hints ?? true,
    identities: {
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
    },
    whyNotCalled: createCallJudge(parts, options),
    defaultAccount: () => parts.accounts.get(DEFAULT_ACCOUNT),
    nextRequestId: () => `req_${++parts.counts.requests}`,
    wake: (account, dueAt) => parts.scheduler.wake(account, dueAt),
    expectRelease: (account, ids) => parts.awaitingAnswer.expect(account, ids),
    deliverNow: (account, ids) => parts.dispatcher.deliverNow(account, ids),
    waitUntil: (account, instant, gone) => {
      if (parts.accounts.find(account) === undefined) return Promise.resolve()
      const waited = parts.waits.until(account, instant, gone)
      parts.scheduler.wake(account, instant)
      return waited
    },
    onFinished: (entry) =>
      emit(parts, { type: 'request', entry }, (error) => countFault(parts, options, error)),
    onOffSpec: (problem) => {
      parts.counts.offSpec++
      options.log?.(`An answer does not fit its spec: ${problem}`)
    },
    onInternalError: (error) => countFault(parts, options, error),
  })
}

function findOwner({ store, accounts }: Parts, collection: string, id: string) {
  const owner = store.locate(collection, id)
  return owner === undefined ? undefined : accounts.find(owner)
}
