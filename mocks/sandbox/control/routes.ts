/** What each route of the control API does. What it takes stands in `openapi.yaml`. */

import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { JournalEntry, JournalFilter } from '../../core/http/journal-entry.ts'
import type { Engine, Snapshot } from '../engine/engine.ts'
import { chaosRoutes } from './chaos-routes.ts'
import { setClock, toMilliseconds } from './clock.ts'
import { loadControlDescription } from './description.ts'
import { expectMessages, expectRequests } from './expect.ts'
import { expectPossible, resolveNames } from './expectable.ts'
import { filterMessages, type MessageFilter, nextMessage } from './inbox.ts'
import { changeState, type StateChange } from './provider-states.ts'
import { reports } from './report.ts'
import { type Route, route } from './route.ts'
import type { QueryValues } from './validate.ts'
import { compareCount, type WantedCount } from './verify.ts'
import {
  toAccountView,
  toClockView,
  toOperationView,
  toQuirkView,
  toTriggerViews,
} from './views.ts'

const behaviour: Route[] = [
  route('GET', '/operations', ({ engine, query }) =>
    engine.operations(toProvider(query)).map(toOperationView),
  ),
  route('GET', '/quirks', ({ engine, account, query }) =>
    engine.quirks(account, toProvider(query)).map(toQuirkView),
  ),
  route('GET', '/quirks/{id}', ({ engine, account, params }) =>
    toQuirkView(getQuirk(engine, account, params.id!)),
  ),
  route<{ variant: string }>('PATCH', '/quirks/{id}', ({ engine, account, params, body }) => {
    engine.setVariant(account, params.id!, body.variant)
    return toQuirkView(getQuirk(engine, account, params.id!))
  }),
  route('GET', '/profiles', ({ engine, account, query }) =>
    engine.profiles(account, toProvider(query)),
  ),
  route<{ profile: string }>('PUT', '/profiles/{provider}', ({ engine, account, params, body }) => {
    engine.setProfile(account, params.provider!, body.profile)
    return engine.profiles(account, params.provider!)
  }),
  route('GET', '/triggers', ({ engine, query }) => toTriggerViews(engine, toProvider(query))),
  route<Record<string, unknown>>(
    'POST',
    '/triggers/{provider}/{event}',
    async ({ engine, account, params, body }) =>
      (await engine.trigger(account, `${params.provider}.${params.event}`, body)) ?? {},
  ),
]

const states: Route[] = [
  route('GET', '/provider-states', ({ engine, query }) => engine.states(toProvider(query))),
  route<StateChange>('POST', '/provider-states', ({ engine, account, query, body }) =>
    changeState(engine, account, body, toProvider(query)),
  ),
]

const traffic: Route[] = [
  route('GET', '/requests', ({ engine, account, query }) =>
    listRequests(engine, account, toFilter(query)),
  ),
  route<JournalFilter & WantedCount>('POST', '/requests/verify', ({ engine, account, body }) => {
    const { filter, wanted } = splitWanted(body)
    const entries = listRequests(engine, account, filter)
    return { ...compareCount(entries.length, wanted), requests: entries.map(({ id }) => id) }
  }),
  route<JournalFilter & WantedCount>('POST', '/requests/expect', ({ engine, account, body }) => {
    const { filter, wanted } = splitWanted(body)
    return expectRequests(engine, account, resolveNames(engine, filter), wanted)
  }),
  route('GET', '/requests/{id}', ({ engine, params }) => engine.request(params.id!)),
  route('GET', '/webhooks', ({ engine, account, query }) => {
    return engine.deliveries(account, resolveNames(engine, toFilter(query)))
  }),
  route('POST', '/webhooks/{id}/resend', ({ engine, params }) => engine.resend(params.id!)),
  route<never, MessageFilter & { limit?: number }>(
    'GET',
    '/inbox/{account}',
    ({ engine, params, query: { limit = Number.MAX_SAFE_INTEGER, ...filter } }) => {
      const wanted = resolveNames(engine, filter)
      return filterMessages(engine.inbox(params.account!), wanted).slice(-limit)
    },
  ),
  route<never, MessageFilter & { timeoutMs?: number }>(
    'GET',
    '/inbox/{account}/next',
    ({ engine, params, query, left }) => {
      return nextMessage(engine, params.account!, resolveNames(engine, query), left())
    },
  ),
  route<never, MessageFilter & WantedCount>(
    'GET',
    '/inbox/{account}/expect',
    ({ engine, params, query }) => {
      const { filter, wanted } = splitWanted(query)
      return expectMessages(engine, params.account!, resolveNames(engine, filter), wanted)
    },
  ),
  route('DELETE', '/inbox/{account}', ({ engine, params }) => engine.clearInbox(params.account!)),
]

const state: Route[] = [
  route('GET', '/accounts', ({ engine }) =>
    engine.accounts().map((account) => toAccountView(engine, account)),
  ),
  route<{ id?: string }>(
    'POST',
    '/accounts',
    async ({ engine, body }) => toAccountView(engine, await engine.createAccount(body.id)),
    { status: 201 },
  ),
  route('GET', '/accounts/{id}', ({ engine, params }) =>
    toAccountView(engine, engine.account(params.id!)),
  ),
  route('DELETE', '/accounts/{id}', ({ engine, params }) => engine.removeAccount(params.id!)),
  route('GET', '/clock', ({ engine, account }) => toClockView(engine.clock(account))),
  route<Parameters<typeof setClock>[2]>('PUT', '/clock', ({ engine, account, body }) =>
    setClock(engine, account, body),
  ),
  route<{ by: string | number }>('POST', '/clock/advance', async ({ engine, account, body }) => {
    const { ran, ...clock } = await engine.advance(account, toMilliseconds(body.by))
    return { ...toClockView(clock), ran }
  }),
  route('POST', '/clock/freeze', ({ engine, account }) =>
    setClock(engine, account, { frozen: true }),
  ),
  route<{ rate?: number }>('POST', '/clock/run', ({ engine, account, body: { rate = 1 } }) =>
    setClock(engine, account, { rate }),
  ),
  route('POST', '/settle', ({ engine, account }) => engine.settle(account)),
  route('GET', '/snapshot', ({ engine }) => engine.snapshot()),
  route<Snapshot>('PUT', '/snapshot', ({ engine, body }) => engine.restore(body)),
  route<{ account?: string }>('POST', '/reset', ({ engine, body }) => engine.reset(body.account)),
]

/** Every route but two; the inbox's catching and the events stand in files of their own. */
export const routes: Route[] = [
  route('GET', '/health', ({ engine }) => engine.health()),
  route('GET', '/openapi.json', () => loadControlDescription()),
  ...behaviour,
  ...states,
  ...traffic,
  ...chaosRoutes,
  ...state,
  ...reports,
]

function toProvider(query: QueryValues): string | undefined {
  return query.provider === undefined ? undefined : String(query.provider)
}

function toFilter({ account: _, ...filter }: QueryValues): QueryValues {
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
