/** The typed client of the control API: library and command line are made of it. */

import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { InboxMessage } from '../../core/webhooks/types.ts'
import type { AccountView, ClockView, TriggerView } from '../control/views.ts'
import type { Health, Snapshot } from '../engine/engine.ts'
import { type Call, toPath } from './call.ts'
import { createChaosClient } from './chaos.ts'
import type {
  AccountClient,
  Clock,
  Inbox,
  Profiles,
  Quirks,
  Requests,
  SandboxClient,
  Webhooks,
} from './types.ts'

/** Makes the client of one account. Unknown names throw `EnsayoError`. */
export function createAccountClient(call: Call, account: string): AccountClient {
  return {
    clock: createClock(call, account),
    inbox: createInbox(call, account),
    requests: createRequests(call, account),
    webhooks: createWebhooks(call, account),
    quirks: createQuirks(call, account),
    profiles: createProfiles(call, account),
    ...createChaosClient(call, account),
    report: {
      coverage: (filter = {}) => call('GET', 'report/coverage', { query: { account, ...filter } }),
      readiness: (filter = {}) =>
        call('GET', 'report/readiness', { query: { account, ...filter } }),
    },
    trigger: async (name, parameters = {}) => {
      const [provider = '', ...event] = name.split('.')
      if (event.length === 0) throw await unknownTrigger(call, name)
      const path = toPath('triggers', provider, event.join('.'))
      return call('POST', path, { query: { account }, body: parameters })
    },
    settle: () => call('POST', 'settle', { query: { account } }),
    reset: () => call('POST', 'reset', { body: { account } }),
  }
}

/** The same with what concerns the sandbox as a whole; its `reset` forgets every account. */
export function createClient(call: Call, account: string): SandboxClient {
  return {
    ...createAccountClient(call, account),
    health: () => call<Health>('GET', 'health'),
    operations: {
      list: (query = {}) => call('GET', 'operations', { query }),
      show: (id, query = {}) => call('GET', toPath('operations', id), { query }),
    },
    triggers: { list: (query = {}) => call('GET', 'triggers', { query }) },
    states: { list: (query = {}) => call('GET', 'provider-states', { query }) },
    accounts: {
      list: () => call('GET', 'accounts'),
      show: (id) => call<AccountView>('GET', toPath('accounts', id)),
      create: (id, { credentials } = {}) =>
        call('POST', 'accounts', {
          body: { ...(id === undefined ? {} : { id }), ...(credentials ? { credentials } : {}) },
        }),
      remove: (id) => call('DELETE', toPath('accounts', id)),
    },
    snapshot: () => call<Snapshot>('GET', 'snapshot'),
    restore: (snapshot) => call('PUT', 'snapshot', { body: snapshot }),
    reset: (only) => call('POST', 'reset', { body: only === undefined ? {} : { account: only } }),
  }
}

function createClock(call: Call, account: string): Clock {
  const query = { account }
  const show = () => call<ClockView>('GET', 'clock', { query })
  return {
    show,
    now: async () => (await show()).now,
    advance: (by) => call('POST', 'clock/advance', { query, body: { by } }),
    freeze: () => call('POST', 'clock/freeze', { query }),
    // A date that is not one becomes text that the sandbox refuses.
    set: (instant) => {
      const body = { instant: instant instanceof Date ? toText(instant) : instant }
      return call('PUT', 'clock', { query, body })
    },
    run: (rate = 1) => call('POST', 'clock/run', { query, body: { rate } }),
  }
}

function toText(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? String(instant) : instant.toISOString()
}

/** The longest that one call waits; who wants to wait longer asks again. */
const WAIT_MS = 30_000

function createInbox(call: Call, account: string): Inbox {
  const path = toPath('inbox', account)
  return {
    list: (query = {}) => call('GET', path, { query }),
    next: async ({ timeoutMs, ...filter } = {}) => {
      if (timeoutMs === undefined) return call('GET', `${path}/next`, { query: { ...filter } })
      for (let left = timeoutMs; ; left -= WAIT_MS) {
        const query = { ...filter, timeoutMs: Math.min(left, WAIT_MS) }
        try {
          return await call<InboxMessage>('GET', `${path}/next`, { query })
        } catch (error) {
          if (!isNothing(error)) throw error
          if (left <= WAIT_MS) throw toWhole(error, left, timeoutMs)
        }
      }
    },
    expect: (filter = {}, wanted = {}) =>
      call('GET', `${path}/expect`, { query: { ...filter, ...wanted } }),
    clear: () => call('DELETE', path),
  }
}

/** Tells of the whole time, of which the last call waited for a part. */
function toWhole({ code, message }: EnsayoError, lastMs: number, wholeMs: number): EnsayoError {
  return new EnsayoError(code, message.replace(`within ${lastMs} ms`, `within ${wholeMs} ms`))
}

function isNothing(error: unknown): error is EnsayoError {
  return error instanceof EnsayoError && error.code === 'NOTHING_ARRIVED'
}

function createRequests(call: Call, account: string): AccountClient['requests'] {
  const query = { account }
  const list: Requests['list'] = (filter = {}) =>
    call('GET', 'requests', { query: { ...query, ...filter } })
  return Object.assign(list.bind(undefined), {
    list,
    show: (id) => call('GET', toPath('requests', id)),
    send: (request) => call('POST', 'requests/send', { query, body: request }),
    verify: (wanted) => call('POST', 'requests/verify', { query, body: wanted }),
    expect: (filter, wanted = {}) =>
      call('POST', 'requests/expect', { query, body: { ...filter, ...wanted } }),
  } satisfies Requests)
}

function createWebhooks(call: Call, account: string): Webhooks {
  const query = { account }
  return {
    list: (filter = {}) => call('GET', 'webhooks', { query: { ...query, ...filter } }),
    resend: (id) => call('POST', toPath('webhooks', id, 'resend')),
    release: (id) => call('POST', toPath('webhooks', id, 'release')),
    forge: (forgery) => call('POST', 'webhooks/forge', { query, body: forgery }),
    mode: (mode) => {
      if (mode === undefined) return call('GET', 'webhooks/mode', { query })
      return call('PUT', 'webhooks/mode', { query, body: { mode } })
    },
    verify: (wanted = {}) => call('POST', 'webhooks/verify', { query, body: wanted }),
    expect: (filter = {}, wanted = {}) =>
      call('POST', 'webhooks/expect', { query, body: { ...filter, ...wanted } }),
  }
}

function createQuirks(call: Call, account: string): Quirks {
  const query = { account }
  const list: Quirks['list'] = (filter = {}) =>
    call('GET', 'quirks', { query: { ...query, ...filter } })
  return {
    list,
    show: (id) => call('GET', toPath('quirks', id), { query }),
    set: (id, variant) => call('PATCH', toPath('quirks', id), { query, body: { variant } }),
    active: async (provider) =>
      Object.fromEntries((await list({ provider })).map(({ id, active }) => [id, active])),
  }
}

function createProfiles(call: Call, account: string): Profiles {
  const query = { account }
  return {
    list: (filter = {}) => call('GET', 'profiles', { query: { ...query, ...filter } }),
    set: (provider, profile) =>
      call('PUT', toPath('profiles', provider), { query, body: { profile } }),
  }
}

/** With the whole name of the trigger that was meant, where one ends so. */
async function unknownTrigger(call: Call, name: string): Promise<EnsayoError> {
  const known = (await call<TriggerView[]>('GET', 'triggers')).map((each) => each.name)
  const hint = ' Write <provider>.<event>; "ensayo list triggers" shows them.'
  const cure = didYouMean(name, known) || hint
  return new EnsayoError('TRIGGER_UNKNOWN', `No trigger "${name}".${cure}`)
}
