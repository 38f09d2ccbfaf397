/** Routes that make trouble: faults, incidents, stubs, chaos, and what is done to deliveries by hand. */
import type {
  DeliveryMode,
  NewChaosRule,
  NewFault,
  NewForgery,
  NewStub,
} from '../../core/accounts/rule-types.ts'
import type { WantedDeliveries } from '../../core/webhooks/expect.ts'
import { expectDeliveries } from './expect.ts'
import { expectPossible, resolveNames } from './expectable.ts'
import { type Route, route } from './route.ts'
import { toIncidentView } from './views.ts'

const CREATED = { status: 201 } as const

const requests: Route[] = [
  route('GET', '/incidents', ({ engine, account, query }) =>
    engine
      .incidents(account, query.provider === undefined ? undefined : String(query.provider))
      .map(toIncidentView),
  ),
  route('GET', '/faults', ({ engine, account }) => engine.faults(account)),
  route<NewFault>(
    'POST',
    '/faults',
    ({ engine, account, body }) => engine.addFault(account, body),
    CREATED,
  ),
  route('DELETE', '/faults', ({ engine, account }) => engine.clearFaults(account)),
  route('DELETE', '/faults/{id}', ({ engine, account, params }) =>
    engine.removeFault(account, params.id!),
  ),
  route('GET', '/stubs', ({ engine, account }) => engine.stubs(account)),
  route<NewStub>(
    'POST',
    '/stubs',
    ({ engine, account, body }) => engine.addStub(account, body),
    CREATED,
  ),
  route('DELETE', '/stubs', ({ engine, account }) => engine.clearStubs(account)),
  route('DELETE', '/stubs/{id}', ({ engine, account, params }) =>
    engine.removeStub(account, params.id!),
  ),
]

const deliveries: Route[] = [
  route('GET', '/chaos', ({ engine, account }) => engine.chaos(account)),
  route<NewChaosRule>(
    'POST',
    '/chaos',
    ({ engine, account, body }) => engine.addChaos(account, body),
    CREATED,
  ),
  route('DELETE', '/chaos', ({ engine, account }) => engine.clearChaos(account)),
  route('DELETE', '/chaos/{id}', ({ engine, account, params }) =>
    engine.removeChaos(account, params.id!),
  ),
  route('GET', '/webhooks/mode', ({ engine, account }) => ({ mode: engine.deliveryMode(account) })),
  route<{ mode: DeliveryMode }>('PUT', '/webhooks/mode', ({ engine, account, body }) => {
    engine.setDeliveryMode(account, body.mode)
    return { mode: engine.deliveryMode(account) }
  }),
  route<WantedDeliveries>('POST', '/webhooks/verify', ({ engine, account, body }) => {
    expectPossible(body)
    return engine.expectDeliveries(account, resolveNames(engine, body))
  }),
  route<WantedDeliveries>('POST', '/webhooks/expect', ({ engine, account, body }) => {
    expectPossible(body)
    return expectDeliveries(engine, account, resolveNames(engine, body))
  }),
  route<NewForgery>('POST', '/webhooks/forge', ({ engine, account, body }) =>
    engine.forge(account, body),
  ),
  route('POST', '/webhooks/{id}/release', ({ engine, params }) => engine.release(params.id!)),
]

export const chaosRoutes: Route[] = [...requests, ...deliveries]
