/** What answers a provider's requests, wired to the parts of the sandbox. */
import { DEFAULT_ACCOUNT } from '../../core/accounts/accounts.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import type { RealTime } from '../../core/clock/system.ts'
import { createServe, type ServedProvider } from '../../core/serve/serve.ts'
import { countFault } from './count-fault.ts'
import { emit } from './emit.ts'
import type { EngineOptions } from './engine.ts'
import { toIdentities } from './identities.ts'
import type { Parts } from './parts.ts'
import type { Sharing } from './shared/shared.ts'
import { createCallJudge } from './why-not-called.ts'

export function wireServe(
  parts: Parts,
  runtime: Runtime,
  options: EngineOptions,
  real: RealTime,
  shared: Sharing | undefined,
): ServedProvider {
  const plain = toIdentities(parts, runtime, options)
  return createServe({
    ...(shared?.identify(plain) ?? { identities: plain }),
    runtime,
    real,
    store: parts.store,
    journal: {
      ...parts.journal,
      add: (entry, reads) => parts.journal.add(entry, reads),
      shown: () => parts.journal.shown?.(),
    },
    isStrict: options.strict ?? false,
    hasHints: options.hints ?? true,
    whyNotCalled: createCallJudge(parts, options),
    defaultAccount: () => parts.accounts.get(DEFAULT_ACCOUNT),
    nextRequestId: () => {
      parts.counts.requests++
      return `req_${parts.numbers.next()}`
    },
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
      emit(parts.listeners, { type: 'request', entry }, (error) =>
        countFault(parts, options, error),
      ),
    onOffSpec: (problem) => {
      parts.counts.offSpec++
      options.log?.(`An answer does not fit its spec: ${problem}`)
    },
    onInternalError: (error) => countFault(parts, options, error),
  })
}
