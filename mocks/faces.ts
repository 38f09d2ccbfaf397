/** The engine's face: one method per thing that control API, command line and library can ask for. */
import { DEFAULT_ACCOUNT } from './accounts.ts'
import type { AccountFace, Engine, Health } from './app.ts'
import type { Parts } from './engine.ts'
import { EnsayoError } from './errors.ts'
import { expectProvider, getProfile, unknownQuirk } from './quirks/choose.ts'
import { activeVariant, expectVariant } from './quirks/variants.ts'
import { restoreSnapshot, takeSnapshot } from './snapshot.ts'
import type { Spec } from './spec/types.ts'
import { playTrigger } from './triggers.ts'
import { toInboxTarget } from './webhooks/inbox.ts'

export function createFaces(parts: Parts): Engine {
  return {
    version: parts.version,
    providers: parts.providers,
    get addresses() {
      return parts.addresses
    },
    set addresses(addresses) {
      parts.addresses = addresses
    },
    ...createInfo(parts),
    ...createSwitches(parts),
    ...createTime(parts),
    ...createTraffic(parts),
    ...createState(parts),
  }
}

function specsOf(parts: Parts, provider?: string): Spec[] {
  const specs = [...parts.runtimes.values()].map((runtime) => runtime.spec)
  return provider === undefined ? specs : [expectProvider(specs, provider)]
}

function createInfo(parts: Parts): Pick<Engine, 'health' | 'operations' | 'triggers' | 'trigger'> {
  return {
    health: () => toHealth(parts),
    operations: (provider) => specsOf(parts, provider).flatMap((spec) => spec.operations),
    triggers: (provider) =>
      specsOf(parts, provider).flatMap((spec) =>
        [...spec.triggers.values()].map((trigger) => ({
          name: `${spec.name}.${trigger.name}`,
          provider: spec.name,
          title: trigger.title,
          parameters: parametersOf(spec, trigger.name),
          evidence: trigger.source.evidence,
        })),
      ),
    trigger: async (account, name, parameters) => {
      // What was answered before comes before what the world does now.
      await parts.held.settle(account)
      return playTrigger(parts, account, name, parameters)
    },
  }
}

function parametersOf(spec: Spec, trigger: string): Record<string, unknown> {
  const table = spec.document['x-triggers'] as Record<
    string,
    { parameters?: Record<string, unknown> }
  >
  return table[trigger]?.parameters ?? { type: 'object', properties: {} }
}

function toHealth(parts: Parts): Health {
  const credentials = parts.accounts.get(DEFAULT_ACCOUNT).credentials
  const providers: Health['providers'] = {}
  for (const { spec } of parts.runtimes.values()) {
    const baseUrl =
      parts.addresses.providers[spec.name] ?? `${parts.addresses.control}/${spec.name}`
    const own = credentials.get(spec.name) ?? {}
    providers[spec.name] = { baseUrl, credentials: own, env: toEnv(spec, baseUrl, own) }
  }
  return {
    status: 'ok',
    version: parts.version,
    control: parts.addresses.control,
    providers,
    counts: { ...parts.counts, droppedRecords: parts.store.dropped() },
  }
}

function toEnv(
  spec: Spec,
  baseUrl: string,
  credentials: Record<string, string>,
): Record<string, string> {
  const env: Record<string, string> = {}
  if (spec.baseUrlEnv !== undefined) env[spec.baseUrlEnv] = baseUrl
  for (const credential of spec.credentials.values()) {
    const value = credentials[credential.name]
    if (credential.env !== undefined && value !== undefined) env[credential.env] = value
  }
  return env
}

function createSwitches(
  parts: Parts,
): Pick<Engine, 'quirks' | 'setVariant' | 'profiles' | 'setProfile'> {
  return {
    quirks: (account, provider) => {
      const { variants } = parts.accounts.get(account)
      return specsOf(parts, provider).flatMap((spec) =>
        [...spec.quirks.values()].map((quirk) => ({
          quirk,
          active: activeVariant(quirk, variants).name,
        })),
      )
    },
    setVariant: (account, id, variant) => {
      const { variants } = parts.accounts.get(account)
      const quirk = specsOf(parts)
        .map((spec) => spec.quirks.get(id))
        .find((found) => found !== undefined)
      if (!quirk) throw unknownQuirk(specsOf(parts), id)
      expectVariant(quirk, variant)
      variants.set(id, variant)
    },
    profiles: (account, provider) => {
      const { variants } = parts.accounts.get(account)
      return specsOf(parts, provider).flatMap((spec) =>
        [...spec.profiles].map(([profile, choices]) => ({
          provider: spec.name,
          profile,
          isActive: isActive(spec, choices, variants),
          variants: Object.fromEntries(choices),
        })),
      )
    },
    setProfile: (account, provider, profile) => {
      const { variants } = parts.accounts.get(account)
      const spec = specsOf(parts, provider)[0]!
      const choices = getProfile(spec, profile)
      for (const id of spec.quirks.keys()) variants.delete(id)
      for (const [id, variant] of choices) variants.set(id, variant)
    },
  }
}

/** A profile is active while every quirk is as it says, or at its default. */
function isActive(
  spec: Spec,
  choices: ReadonlyMap<string, string>,
  variants: ReadonlyMap<string, string>,
): boolean {
  return [...spec.quirks.values()].every(
    (quirk) =>
      activeVariant(quirk, variants).name === (choices.get(quirk.id) ?? quirk.defaultVariant),
  )
}

function createTime(parts: Parts): Pick<Engine, 'clock' | 'advance' | 'setClock' | 'settle'> {
  const clock: Engine['clock'] = (account) => {
    const { clock: own } = parts.accounts.get(account)
    return { now: own.now(), rate: own.rate }
  }
  return {
    clock,
    advance: async (account, byMs) => {
      parts.accounts.get(account)
      if (!Number.isFinite(byMs) || byMs < 0) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `A clock advances by 0 ms or more; found ${byMs}. Use "set" to go back.`,
        )
      }
      await parts.held.settle(account)
      const ran = await parts.scheduler.advance(account, byMs)
      await parts.dispatcher.settle(account)
      return { ...clock(account), ran }
    },
    setClock: async (account, to) => {
      const own = parts.accounts.get(account).clock
      if ('instant' in to) own.set(to.instant)
      else if ('freeze' in to) own.freeze()
      else own.run(to.rate)
      parts.scheduler.wake(account)
      return clock(account)
    },
    settle: async (account) => {
      await parts.held.settle(account)
      await parts.scheduler.settle(account)
      await parts.dispatcher.settle(account)
    },
  }
}

function createTraffic(
  parts: Parts,
): Pick<
  Engine,
  | 'requests'
  | 'request'
  | 'deliveries'
  | 'resend'
  | 'inbox'
  | 'receive'
  | 'clearInbox'
  | 'nextMessage'
  | 'subscribe'
> {
  return {
    requests: (account, filter) => {
      if (account !== undefined) parts.accounts.get(account)
      return parts.journal.list(account, filter)
    },
    request: (id) => {
      const entry = parts.journal.find(id)
      if (entry) return entry
      throw new EnsayoError(
        'REQUEST_UNKNOWN',
        `The journal holds no request "${id}"; it keeps the newest ones only. \`ensayo requests\` lists them.`,
      )
    },
    deliveries: (account, filter) => {
      parts.accounts.get(account)
      return parts.dispatcher.list(account, filter)
    },
    resend: async (id) => {
      for (const { id: account } of parts.accounts.list()) {
        const known = await parts.dispatcher.list(account)
        if (known.some((row) => row.id === id)) return parts.dispatcher.resend(account, id)
      }
      throw new EnsayoError(
        'DELIVERY_UNKNOWN',
        `No delivery "${id}". \`ensayo webhooks\` lists them.`,
      )
    },
    inbox: (account) => parts.inbox.list(parts.accounts.get(account).id),
    receive: async (account, request) => {
      const { clock } = parts.accounts.get(account)
      parts.inbox.receive(account, {
        method: request.method,
        target: toInboxTarget(request.url, account),
        headers: Object.fromEntries(request.headers),
        rawBody: await request.text(),
        at: clock.now(),
      })
      return new Response('ok')
    },
    clearInbox: (account) => parts.inbox.clear(parts.accounts.get(account).id),
    nextMessage: (account, matches, signal) =>
      parts.inbox.next(parts.accounts.get(account).id, matches, signal ? { signal } : {}),
    subscribe: (listener) => {
      parts.listeners.add(listener)
      return () => parts.listeners.delete(listener)
    },
  }
}

function createState(
  parts: Parts,
): Pick<
  Engine,
  | 'accounts'
  | 'account'
  | 'createAccount'
  | 'removeAccount'
  | 'snapshot'
  | 'restore'
  | 'reset'
  | 'close'
> {
  const toFace = (id: string): AccountFace => ({
    id,
    credentials: Object.fromEntries(parts.accounts.get(id).credentials),
    inboxUrl: `${parts.addresses.control}/_ensayo/inbox/${id}`,
  })
  return {
    accounts: () => parts.accounts.list().map(({ id }) => toFace(id)),
    account: toFace,
    createAccount: async (id) => toFace(parts.accounts.create(id).id),
    snapshot: () => takeSnapshot(parts),
    restore: (snapshot) => restoreSnapshot(parts, snapshot),
    reset: async (account) => {
      const forgotten =
        account === undefined
          ? parts.accounts.list().map(({ id }) => id)
          : [parts.accounts.get(account).id]
      await parts.store.clear(account, () => parts.accounts.reset(account))
      forget(parts, forgotten)
    },
    removeAccount: async (id) => {
      if (parts.accounts.find(id) === undefined) return
      if (id === DEFAULT_ACCOUNT) {
        throw new EnsayoError('OPTION_INVALID', 'The default account stays. Reset it instead.')
      }
      await parts.store.clear(id, () => parts.accounts.remove(id))
      forget(parts, [id])
    },
    close: async () => {
      parts.scheduler.stop()
      parts.waits.releaseAll()
      await parts.dispatcher.close()
    },
  }
}

/** What is kept about accounts beside the store. */
function forget(parts: Parts, accounts: readonly string[]): void {
  for (const id of accounts) {
    parts.scheduler.forget(id)
    parts.waits.release(id, Number.POSITIVE_INFINITY)
    parts.journal.clear(id)
    parts.inbox.clear(id)
  }
}
