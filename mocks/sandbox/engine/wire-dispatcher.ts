/** The dispatcher of deliveries, wired to the parts of the sandbox. */
import type { RealTime } from '../../core/clock/system.ts'
import { createDispatcher, type Dispatcher } from '../../core/webhooks/dispatcher.ts'
import { send } from '../../core/webhooks/send.ts'
import { countFault } from './count-fault.ts'
import { emit } from './emit.ts'
import type { EngineOptions } from './engine.ts'
import { findInbox } from './find-inbox.ts'
import type { Parts } from './parts.ts'
import type { Sharing } from './shared/shared.ts'

/** Clock of an account that was removed while a delivery of it was under way; its row is not there to be written. */
const GONE = { now: () => 0 }

export function wireDispatcher(
  parts: Parts,
  options: EngineOptions,
  real: RealTime,
  maxEntries: number,
  shared: Sharing | undefined,
): Dispatcher {
  return createDispatcher({
    store: parts.store,
    clockOf: (account) => parts.accounts.find(account)?.clock ?? GONE,
    fetch: options.fetch ?? send,
    real,
    allowHosts: options.allowHosts ?? [],
    isShared: options.isShared ?? false,
    ...(options.forward === undefined ? {} : { forward: options.forward }),
    ...(options.forwardAll === undefined ? {} : { forwardAll: options.forwardAll }),
    isInbox: (url) => findInbox(parts, url),
    receiveInbox: (account, incoming) => parts.inbox.receive(account, incoming),
    maxFinished: maxEntries,
    requestCount: () => parts.numbers.newest(),
    onError: (error) => countFault(parts, options, error),
    onDelivered: (delivery) => {
      if (delivery.dueAt !== undefined) parts.scheduler.wake(delivery.account, delivery.dueAt)
      shared?.tell(delivery)
      emit(parts.listeners, { type: 'delivery', delivery }, (error) =>
        countFault(parts, options, error),
      )
    },
  })
}
