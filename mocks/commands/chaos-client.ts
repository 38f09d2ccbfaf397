/** The part of the control API's client that makes trouble. */
import type { IncidentView } from '../control/views.ts'
import type {
  ChaosRule,
  DeliveryMode,
  Fault,
  NewChaosRule,
  NewFault,
  NewForgery,
  NewStub,
  StartedIncident,
  Stub,
} from '../faults/types.ts'
import type { DeliveryExpectation, WantedDeliveries } from '../webhooks/expect.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import { type ClientOptions, createClient } from './client.ts'

export type { IncidentView } from '../control/views.ts'

/** Its methods throw what the sandbox answered, or `SANDBOX_UNREACHABLE`. */
export function createChaosClient(options: ClientOptions) {
  const { send } = createClient(options)
  return {
    faults: () => send<Fault[]>('GET', 'faults'),
    addFault: (fault: NewFault) => send<Fault | StartedIncident>('POST', 'faults', fault),
    stubs: () => send<Stub[]>('GET', 'stubs'),
    addStub: (stub: NewStub) => send<Stub>('POST', 'stubs', stub),
    chaos: () => send<ChaosRule[]>('GET', 'chaos'),
    addChaos: (rule: NewChaosRule) => send<ChaosRule>('POST', 'chaos', rule),
    remove: (of: RuleRoute, id: string) =>
      send<undefined>('DELETE', `${of}/${encodeURIComponent(id)}`),
    clear: (of: RuleRoute) => send<undefined>('DELETE', of),
    incidents: () => send<IncidentView[]>('GET', 'incidents'),
    mode: () => send<{ mode: DeliveryMode }>('GET', 'webhooks/mode'),
    setMode: (mode: string) => send<{ mode: DeliveryMode }>('PUT', 'webhooks/mode', { mode }),
    release: (id: string) =>
      send<DeliveryRow>('POST', `webhooks/${encodeURIComponent(id)}/release`),
    forge: (forgery: NewForgery) => send<DeliveryRow[]>('POST', 'webhooks/forge', forgery),
    expect: (wanted: WantedDeliveries) =>
      send<DeliveryExpectation>('POST', 'webhooks/expect', wanted),
  }
}

export type RuleRoute = 'faults' | 'stubs' | 'chaos'
