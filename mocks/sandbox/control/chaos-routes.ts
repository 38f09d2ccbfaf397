/** Routes that make trouble: faults, incidents, stubs, chaos, and what is done to deliveries by hand. */
import { expectDeliveries } from './expect.ts'
import { expectPossible, resolveNames } from './expectable.ts'
import { type Route, route } from './route.ts'
import { toIncidentView } from './views.ts'

const CREATED = { status: 201 } as const

const requests: Route[] = [
  route('incidents.list', ({ engine, account, query }) =>
    engine.incidents(account, query.provider).map(toIncidentView),
  ),
  route('faults.list', ({ engine, account }) => engine.faults(account)),
  route('faults.add', ({ engine, account, body }) => engine.addFault(account, body), CREATED),
  route('faults.clear', ({ engine, account }) => engine.clearFaults(account)),
  route('faults.remove', ({ engine, account, params }) => engine.removeFault(account, params.id)),
  route('stubs.list', ({ engine, account }) => engine.stubs(account)),
  route('stubs.add', ({ engine, account, body }) => engine.addStub(account, body), CREATED),
  route('stubs.clear', ({ engine, account }) => engine.clearStubs(account)),
  route('stubs.remove', ({ engine, account, params }) => engine.removeStub(account, params.id)),
]

const deliveries: Route[] = [
  route('chaos.list', ({ engine, account }) => engine.chaos(account)),
  route('chaos.add', ({ engine, account, body }) => engine.addChaos(account, body), CREATED),
  route('chaos.clear', ({ engine, account }) => engine.clearChaos(account)),
  route('chaos.remove', ({ engine, account, params }) => engine.removeChaos(account, params.id)),
  route('webhooks.mode', ({ engine, account }) => ({ mode: engine.deliveryMode(account) })),
  route('webhooks.setMode', ({ engine, account, body }) => {
    engine.setDeliveryMode(account, body.mode)
    return { mode: engine.deliveryMode(account) }
  }),
  route('webhooks.verify', ({ engine, account, body }) => {
    expectPossible(body)
    return engine.expectDeliveries(account, resolveNames(engine, body))
  }),
  route('webhooks.expect', ({ engine, account, body }) => {
    expectPossible(body)
    return expectDeliveries(engine, account, resolveNames(engine, body))
  }),
  route('webhooks.forge', ({ engine, account, body }) => engine.forge(account, body)),
  route('webhooks.release', ({ engine, params }) => engine.release(params.id)),
]

export const chaosRoutes: Route[] = [...requests, ...deliveries]
