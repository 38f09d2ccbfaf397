/** An engine of plain data, for what the control API does by itself. */

import type { ChaosRule, Fault, Stub } from '#accounts/rule-types'
import { EnsayoError } from '#base/errors'
import type { Operation, Quirk, Source, Spec } from '#dialect/types'
import type { Engine, EngineEvent, Snapshot } from '#engine/engine'
import type { JournalEntry, JournalFilter } from '#http/journal-entry'
import { createTally } from '#http/tally'
import type { DeliveryRow, InboxMessage } from '#webhooks/types'

export const SOURCE: Source = {
  url: 'https://docs.acme.example/errors',
  read: '2026-11-20',
  evidence: 'documented',
}

const STATE = {
  name: 'a widget exists',
  provider: 'acme',
  title: 'A widget, as made by a request',
  parameters: {},
  values: { id: 'Its id' },
}

export interface FakeEngine extends Engine {
  emit(event: EngineEvent): void
  readonly listeners: number
  /** Calls that change something, in order. */
  readonly calls: unknown[][]
}

/** Makes the engine; parts of it can be replaced. */
export function createFakeEngine(replaced: Partial<Engine> = {}): FakeEngine {
  const calls: unknown[][] = []
  const listeners = new Set<(event: EngineEvent) => void>()
  const active = new Map([[quirk.id, 'reject-403']])
  const clock = { now: Date.UTC(2026, 10, 20, 12), rate: 1 }
  const inbox: InboxMessage[] = []
  const credentials = { acme: { apiKey: 'key-1' } }
  const toFace = (id: string) => ({
    id,
    credentials,
    inboxUrl: `http://127.0.0.1:4800/_ensayo/inbox/${id}`,
    requestsBefore: 0,
  })
  const check = (account: string) => {
    if (account !== 'default') throw new EnsayoError('ACCOUNT_UNKNOWN', `No account "${account}".`)
  }
  const checkProvider = (provider: string | undefined) => {
    if (provider === undefined || provider === 'acme') return
    throw new EnsayoError('PROVIDER_UNKNOWN', `No provider "${provider}". There are: acme.`)
  }
  return {
    calls,
    within: (_, work) => work(),
    alone: (work) => work(),
    startMark: () => undefined,
    markStart: async () => {},
    emit: (event) => {
      for (const listener of listeners) listener(event)
    },
    get listeners() {
      return listeners.size
    },
    version: '0.1.0',
    providers: new Map([['acme', { name: 'acme', spec, fetch: async () => new Response() }]]),
    addresses: { control: 'http://127.0.0.1:4800', providers: { acme: 'http://127.0.0.1:4801' } },
    health: () => ({
      status: 'ok',
      version: '0.1.0',
      control: 'http://127.0.0.1:4800',
      providers: {
        acme: {
          baseUrl: 'http://127.0.0.1:4801',
          credentials: credentials.acme,
          env: { ACME_BASE_URL: 'http://127.0.0.1:4801', ACME_API_KEY: 'default-key' },
        },
      },
      counts: {
        requests: 0,
        offSpec: 0,
        internalErrors: 0,
        droppedRecords: 0,
        droppedEntries: 0,
        droppedMessages: 0,
        droppedDeliveries: 0,
      },
    }),
    readiness: () => ({ isReady: true, reason: undefined, pending: 0 }),
    retire: () => void calls.push(['retire']),
    operations: (provider) => {
      checkProvider(provider)
      return [operation]
    },
    accounts: () => [toFace('default')],
    account: (id) => {
      check(id)
      return toFace(id)
    },
    createAccount: async (id = 'acc_1') => toFace(id),
    removeAccount: async (...words) => void calls.push(['removeAccount', ...words]),
    states: (provider) => {
      checkProvider(provider)
      return [STATE]
    },
    playState: async (account, request) => {
      check(account)
      calls.push(['playState', account, request])
      return { provider: 'acme', values: { id: 'w_1' }, flaws: {} }
    },
    equip: async (_account, _provider, request) => request,
    quirks: (account, provider) => {
      check(account)
      checkProvider(provider)
      return [{ quirk, active: active.get(quirk.id)! }]
    },
    setVariant: (account, id, variant) => {
      check(account)
      if (!quirk.variants.has(variant)) {
        throw new EnsayoError('VARIANT_UNKNOWN', `${id} has no variant "${variant}".`)
      }
      active.set(id, variant)
    },
    profiles: (account) => {
      check(account)
      return [{ provider: 'acme', profile: 'docs', isActive: true, variants: {} }]
    },
    setProfile: (...words) => void calls.push(['setProfile', ...words]),
    triggers: () => [trigger],
    trigger: async (...words) => void calls.push(['trigger', ...words]),
    clock: (account) => {
      check(account)
      return { ...clock }
    },
    advance: async (_account, byMs) => {
      clock.now += byMs
      return { ...clock, ran: { timers: 1, deliveries: 2 } }
    },
    setClock: async (_account, to) => {
      if ('instant' in to) clock.now = to.instant
      if ('freeze' in to) clock.rate = 0
      if ('rate' in to) clock.rate = to.rate
      return { ...clock }
    },
    settle: async () => {},
    faults: () => [fault],
    addFault: (...words) => {
      calls.push(['addFault', ...words])
      return fault
    },
    removeFault: (...words) => void calls.push(['removeFault', ...words]),
    clearFaults: (...words) => void calls.push(['clearFaults', ...words]),
    incidents: () => [{ incident, provider: 'acme', isActive: false }],
    stubs: () => [stub],
    addStub: (...words) => {
      calls.push(['addStub', ...words])
      return stub
    },
    removeStub: (...words) => void calls.push(['removeStub', ...words]),
    clearStubs: (...words) => void calls.push(['clearStubs', ...words]),
    chaos: () => [rule],
    addChaos: (...words) => {
      calls.push(['addChaos', ...words])
      return rule
    },
    removeChaos: (...words) => void calls.push(['removeChaos', ...words]),
    clearChaos: (...words) => void calls.push(['clearChaos', ...words]),
    deliveryMode: () => 'async',
    setDeliveryMode: (...words) => void calls.push(['setDeliveryMode', ...words]),
    release: async () => delivery,
    forge: async (...words) => {
      calls.push(['forge', ...words])
      return [{ ...delivery, forged: 'wrong-signature' }]
    },
    expectDeliveries: async (...words) => {
      calls.push(['expectDeliveries', ...words])
      return {
        matched: 1,
        ok: true,
        message: '1 matched; expected at least 1.',
        deliveries: [delivery],
      }
    },
    requests: (account, filter = {}) => {
      if (account !== undefined) check(account)
      return [entry, { ...entry, id: 'req_2' }].filter((each) => isMatch(each, filter))
    },
    counted: (account) => {
      check(account)
      return { tally: createTally(), dropped: 0, most: 1_000, removedAccounts: 0 }
    },
    request: (id) => {
      if (id === entry.id) return entry
      throw new EnsayoError('REQUEST_UNKNOWN', `No request "${id}".`)
    },
    deliveries: async (...words) => {
      calls.push(['deliveries', ...words])
      return [delivery]
    },
    resend: async (id) => {
      if (id === delivery.id) return delivery
      throw new EnsayoError('DELIVERY_UNKNOWN', `No delivery "${id}".`)
    },
    inbox: () => inbox,
    receive: async (account, request) => {
      check(account)
      const rawBody = await request.text()
      calls.push(['receive', account, request.method, new URL(request.url).pathname, rawBody])
      return new Response('{"received":true}')
    },
    nextMessage: () => new Promise(() => {}),
    clearInbox: (...words) => void calls.push(['clearInbox', ...words]),
    snapshot: async () => snapshot,
    restore: async (...words) => void calls.push(['restore', ...words]),
    reset: async (...words) => void calls.push(['reset', ...words]),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {},
    ...replaced,
  }
}

function isMatch(each: JournalEntry, { method, status, limit }: JournalFilter): boolean {
  if (limit === 1 && each.id !== 'req_2') return false
  return (
    (method === undefined || method === each.request.method) &&
    (status === undefined || status === each.response.status)
  )
}

const quirk: Quirk = {
  id: 'acme.create.missing-callback',
  provider: 'acme',
  title: 'A create without `callback` is refused as if credentials were wrong',
  stage: 'validation',
  operationId: 'createWidget',
  notification: undefined,
  when: undefined,
  hint: 'Validation, not authentication. Send `callback`.',
  variants: new Map([
    [
      'reject-403',
      {
        name: 'reject-403',
        label: 'acme.create.missing-callback=reject-403',
        title: undefined,
        isDefault: true,
        kind: 'reject',
        setting: { error: 'creationError' },
        hint: undefined,
        when: undefined,
        source: SOURCE,
      },
    ],
    [
      'accept',
      {
        name: 'accept',
        label: 'acme.create.missing-callback=accept',
        title: undefined,
        isDefault: false,
        kind: 'accept',
        setting: true,
        hint: undefined,
        when: undefined,
        source: { evidence: 'client' },
      },
    ],
  ]),
  defaultVariant: 'reject-403',
  source: SOURCE,
  pointer: '/x-quirks/0',
}

const operation = {
  id: 'createWidget',
  provider: 'acme',
  method: 'POST',
  path: '/widgets/',
  title: 'Makes a widget',
  tags: ['widgets'],
  behaviour: { name: 'resource.create', options: {} },
  source: SOURCE,
  quirks: [quirk],
  responses: new Map([[201, { status: 201 }]]),
  security: [],
} as unknown as Operation

const fault: Fault = {
  id: 'flt_1',
  provider: 'acme',
  operationId: 'createWidget',
  kind: 'status',
  when: 'before',
  status: 503,
  times: 2,
  seen: 1,
  acted: 1,
}

const stub: Stub = {
  id: 'stb_1',
  provider: 'acme',
  operationId: 'createWidget',
  answer: { status: 201, body: { id: 'w1' } },
  before: 'validation',
  offSpec: false,
  seen: 0,
  acted: 0,
}

const rule: ChaosRule = {
  id: 'chs_1',
  provider: 'acme',
  kind: 'delay',
  duration: 'PT5S',
  seen: 0,
  acted: 0,
}

const incident = {
  id: 'acme.bad-day',
  title: 'A bad day',
  faults: [{ kind: 'reset' }],
  chaos: [],
  source: SOURCE,
  pointer: '/x-incidents/0',
}

const trigger = {
  name: 'acme.widget.break',
  provider: 'acme',
  title: 'A widget breaks',
  parameters: {
    type: 'object',
    properties: { id: { type: 'string' }, times: { type: 'integer' }, loud: { type: 'boolean' } },
    required: ['id'],
  },
  evidence: 'assumed',
}

const spec = {
  name: 'acme',
  baseUrlEnv: 'ACME_BASE_URL',
  title: 'Acme Pagos',
  file: 'acme.yaml',
  document: {},
  operations: [operation],
  quirks: new Map([[quirk.id, quirk]]),
  securitySchemes: new Map(),
  notifications: new Map(),
  checklist: [
    {
      id: 'logs',
      title: 'Answers are kept',
      hint: undefined,
      check: { name: 'by-hand', settings: { how: 'Look at the logs.' } },
      source: SOURCE,
    },
  ],
  credentials: new Map([['apiKey', { name: 'apiKey', env: 'ACME_API_KEY' }]]),
  triggers: new Map([['widget.break', { source: SOURCE }]]),
} as unknown as Spec

export const entry: JournalEntry = {
  id: 'req_1',
  account: 'default',
  provider: 'acme',
  operationId: 'createWidget',
  evidence: 'documented',
  at: Date.UTC(2026, 10, 20, 12),
  durationMs: 1.5,
  request: { method: 'POST', path: '/widgets/', headers: {}, body: '{}' },
  response: { status: 403, headers: {}, body: '{}' },
  quirks: [{ id: quirk.id, variant: 'reject-403', title: quirk.title }],
  hint: quirk.hint,
  violations: [],
  problems: [],
  isTruncated: false,
}

export const delivery: DeliveryRow = {
  id: 'dlv_1',
  account: 'default',
  provider: 'acme',
  notification: 'widgetUpdated',
  createdAt: Date.UTC(2026, 10, 20, 12),
  url: 'http://127.0.0.1:9/hook',
  method: 'POST',
  headers: {},
  body: '{}',
  status: 'delivered',
  attempts: [{ at: 0, status: 200, durationMs: 1, bodyStart: '', error: undefined }],
  timeoutMs: 10_000,
  retryMs: [],
  retryOn: 'any',
  ack: '2xx',
  subject: 'widget:w1',
  quirks: [],
  causedBy: 'req_1',
}

export const snapshot: Snapshot = {
  version: 1,
  takenAt: '2026-11-20T12:00:00.000Z',
  providers: ['acme'],
  seed: '1',
  store: {},
  accounts: {},
}
