/** What each route of the control API does. What it takes stands in `openapi.yaml`. */

import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { JournalEntry, JournalFilter } from '../../core/http/journal-entry.ts'
import type { Engine, Snapshot } from '../engine/engine.ts'
import { chaosRoutes } from './chaos-routes.ts'
import { setClock, toMilliseconds } from './clock.ts'
import { loadControlDescription } from './description.ts'
import { expectMessages, expectRequests } from './expect.ts'
import { expectPossible, resolveNames } from './expectable.ts'
import { filterMessages, nextMessage } from './inbox.ts'
import { getOperation, toOperationDetail } from './operation-detail.ts'
import { changeState } from './provider-states.ts'
import { reports } from './report.ts'
import { type Route, route } from './route.ts'
import { sendNew } from './send.ts'
import { compareCount, type WantedCount } from './verify.ts'
import {
  toAccountView,
  toClockView,
  toOperationView,
  toQuirkView,
  toTriggerViews,
} from './views.ts'

const behaviour: Route[] = [
  route('operations.list', ({ engine, query }) =>
    engine.operations(query.provider).map(toOperationView),
  ),
  route('operations.show', ({ engine, params, query }) =>
    toOperationDetail(engine, getOperation(engine, { ...query, operationId: params.id })),
  ),
  route('quirks.list', ({ engine, account, query }) =>
    engine.quirks(account, query.provider).map(toQuirkView),
  ),
  route('quirks.show', ({ engine, account, params }) =>
    toQuirkView(getQuirk(engine, account, params.id)),
  ),
  route('quirks.set', ({ engine, account, params, body }) => {
    engine.setVariant(account, params.id, body.variant)
    return toQuirkView(getQuirk(engine, account, params.id))
  }),
  route('profiles.list', ({ engine, account, query }) => engine.profiles(account, query.provider)),
  route('profiles.set', ({ engine, account, params, body }) => {
    engine.setProfile(account, params.provider, body.profile)
    return engine.profiles(account, params.provider)
  }),
  route('triggers.list', ({ engine, query }) => toTriggerViews(engine, query.provider)),
  route(
    'trigger',
    async ({ engine, account, params, body }) =>
      (await engine.trigger(account, `${params.provider}.${params.event}`, body)) ?? {},
  ),
]

const states: Route[] = [
  route('states.list', ({ engine, query }) => engine.states(query.provider)),
  route('states.change', ({ engine, account, query, body }) =>
    changeState(engine, account, body, query.provider),
  ),
]

const traffic: Route[] = [
  route('requests.list', ({ engine, account, query }) =>
    listRequests(engine, account, toFilter(query)),
  ),
  route('requests.send', ({ engine, account, body }) => sendNew(engine, account, body)),
  route('requests.verify', ({ engine, account, body }) => {
    const { filter, wanted } = splitWanted(body)
    const entries = listRequests(engine, account, filter)
    return { ...compareCount(entries.length, wanted), requests: entries.map(({ id }) => id) }
  }),
  route('requests.expect', ({ engine, account, body }) => {
    const { filter, wanted } = splitWanted(body)
    return expectRequests(engine, account, resolveNames(engine, filter), wanted)
  }),
  route('requests.show', ({ engine, params }) => engine.request(params.id)),
  route('webhooks.list', ({ engine, account, query }) => {
    return engine.deliveries(account, resolveNames(engine, toFilter(query)))
  }),
  route('webhooks.resend', ({ engine, params }) => engine.resend(params.id)),
  route(
    'inbox.list',
    ({ engine, params, query: { limit = Number.MAX_SAFE_INTEGER, ...filter } }) => {
      const wanted = resolveNames(engine, filter)
      return filterMessages(engine.inbox(params.account), wanted).slice(-limit)
    },
  ),
  route('inbox.next', ({ engine, params, query, left }) => {
    return nextMessage(engine, params.account, resolveNames(engine, query), left())
  }),
  route('inbox.expect', ({ engine, params, query }) => {
    const { filter, wanted } = splitWanted(query)
    return expectMessages(engine, params.account, resolveNames(engine, filter), wanted)
  }),
  route('inbox.clear', ({ engine, params }) => engine.clearInbox(params.account)),
]

const state: Route[] = [
  route('accounts.list', ({ engine, addresses }) =>
    engine.accounts().map((account) => toAccountView(engine, account, addresses)),
  ),
  route(
    'accounts.create',
    async ({ engine, body, addresses }) =>
      toAccountView(engine, await engine.createAccount(body.id, body.credentials), addresses),
    { status: 201 },
  ),
  route('accounts.show', ({ engine, params, addresses }) =>
    toAccountView(engine, engine.account(params.id), addresses),
  ),
  route('accounts.remove', ({ engine, params }) => engine.removeAccount(params.id)),
  route('clock.show', ({ engine, account }) => toClockView(engine.clock(account))),
  route('clock.set', ({ engine, account, body }) => setClock(engine, account, body)),
  route('clock.advance', async ({ engine, account, body }) => {
    const { ran, ...clock } = await engine.advance(account, toMilliseconds(body.by))
    return { ...toClockView(clock), ran }
  }),
  route('clock.freeze', ({ engine, account }) => setClock(engine, account, { frozen: true })),
  route('clock.run', ({ engine, account, body: { rate = 1 } }) =>
    setClock(engine, account, { rate }),
  ),
  route('settle', ({ engine, account }) => engine.settle(account)),
  route('snapshot', ({ engine }) => engine.snapshot()),
  // It looks itself at what it is given, field by field.
  route('restore', ({ engine, body }) => engine.restore(body as unknown as Snapshot)),
  route('reset', ({ engine, body }) => engine.reset(body.account)),
]

/** Every route but three; the inbox's catching, the events and the metrics stand in files of their own. */
export const routes: Route[] = [
  route('health', ({ engine, addresses }) => engine.health(addresses)),
  route('health.live', () => ({ status: 'live' })),
  route('health.ready', ({ engine }) => toReadiness(engine)),
  route('description', () => loadControlDescription()),
  ...behaviour,
  ...states,
  ...traffic,
  ...chaosRoutes,
  ...state,
  ...reports,
]

/** 503 while it is not, as whoever balances load asks for the status alone. */
function toReadiness(engine: Engine): Response {
  const { isReady, reason, pending } = engine.readiness()
  return Response.json(
    { status: isReady ? 'ready' : 'not ready', ...(reason ? { reason } : {}), pending },
    { status: isReady ? 200 : 503 },
  )
}

function toFilter<T extends { account?: string }>({ account: _, ...filter }: T) {
  return filter
}

/** What is to match, and how often. Throws when no number is as many. */
function splitWanted<T extends WantedCount>({ count, atLeast, atMost, ...filter }: T) {
  const wanted = { count, atLeast, atMost }
  expectPossible(wanted)
  return { filter, wanted }
}

function listRequests(engine: Engine, account: string, filter: JournalFilter): JournalEntry[] {
  return engine.requests(account === '*' ? undefined : account, resolveNames(engine, filter))
}

/** One quirk with its active variant; an unknown id is answered with the ids that are near it. */
function getQuirk(engine: Engine, account: string, id: string) {
  const all = engine.quirks(account)
  const found = all.find(({ quirk }) => quirk.id === id)
  if (found) return found
  const known = all.map(({ quirk }) => quirk.id)
  throw new EnsayoError(
    'QUIRK_UNKNOWN',
    `No quirk "${id}".${didYouMean(id, known)} See "ensayo list quirks".`,
  )
}
