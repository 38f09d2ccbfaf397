/** Whether a sandbox is up, and whether it should be sent anything. */
import { DELIVERIES } from '../../core/store/store.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine, Readiness } from './engine.ts'
import type { Parts } from './parts.ts'

export function createReadiness(parts: Parts): Pick<Engine, 'readiness' | 'retire'> {
  let isRetired = false
  return {
    retire: () => {
      isRetired = true
    },
    readiness: () => {
      const { keeper } = parts
      const reason = isRetired
        ? 'it is about to end'
        : keeper?.failure && `${keeper.place} could not be written: ${keeper.failure}`
      const readiness: Readiness = {
        isReady: !reason,
        reason,
        pending: keeper?.pending ?? countPending(parts),
      }
      return keeper ? { ...readiness, keeper: { place: keeper.place, ...keeper.stats } } : readiness
    },
  }
}

function countPending({ accounts, store }: Parts): number {
  const pending = accounts
    .list()
    .map(({ id }) => store.read(id).count<DeliveryRow>(DELIVERIES, { status: 'pending' }))
  return pending.reduce((sum, count) => sum + count, 0)
}
