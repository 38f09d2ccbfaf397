/**
 * Provider states, in Pact's sense: a sentence and what has to happen for it to be true. They are
 * made by requests, triggers and time, as in life, so nothing impossible comes about.
 */

import { parseDuration } from '../../base/duration.ts'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { expectProvider } from '../../core/accounts/choose.ts'
import type { StateContext } from '../../core/behaviour/provider-api.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import { findCredentialState, listCredentialStates, showsToken } from './credential-states.ts'
import { createCredentials } from './credentials.ts'
import type { Engine, PlayedState, StateFace, StateRequest } from './engine.ts'
import type { Parts } from './parts.ts'

/** The part of the engine's face that is about provider states. */
export function createProviderStates(
  parts: Parts,
  engine: () => Engine,
): Pick<Engine, 'states' | 'playState'> {
  const states: Engine['states'] = (provider) =>
    runtimesOf(parts, provider).flatMap((runtime) => toFaces(runtime))
  return {
    states,
    playState: async (account, request) => {
      parts.accounts.get(account)
      const runtime = findRuntime(parts, states, request)
      const flawed = findCredentialState(runtime.spec, request.state)
      if (flawed) return playCredentialState(parts, runtime, account, flawed.flaws)
      const played = await playOwnState(parts, engine(), runtime, account, request)
      await engine().settle(account)
      return played
    },
  }
}

function runtimesOf(parts: Parts, provider?: string): Runtime[] {
  const all = [...parts.runtimes.values()]
  if (provider === undefined) return all
  const spec = expectProvider(
    all.map((runtime) => runtime.spec),
    provider,
  )
  return [parts.runtimes.get(spec.name)!]
}

function toFaces({ spec, registry }: Runtime): StateFace[] {
  const own = [...registry.states.values()].map(
    ({ name, title, parameters = {}, values = {} }) => ({
      name,
      provider: spec.name,
      title,
      parameters,
      values,
    }),
  )
  return [...own, ...listCredentialStates(spec)]
}

/** Throws `STATE_UNKNOWN`, with the states that there are, or when several providers have it. */
function findRuntime(
  parts: Parts,
  states: Engine['states'],
  { state, provider }: StateRequest,
): Runtime {
  const known = states(provider)
  const found = known.filter(({ name }) => name === state)
  if (found.length === 1) return parts.runtimes.get(found[0]!.provider)!
  if (found.length > 1) {
    const providers = found.map((each) => each.provider).join(', ')
    throw new EnsayoError(
      'STATE_UNKNOWN',
      `Several providers have the state "${state}": ${providers}. Say which with \`?provider=\`.`,
    )
  }
  const names = [...new Set(known.map(({ name }) => name))]
  throw new EnsayoError('STATE_UNKNOWN', toUnknownState(state, names))
}

/** Names an unknown state, the nearest one and all that there are. */
export function toUnknownState(state: string, known: readonly string[]): string {
  const list = known.map((name) => `"${name}"`).join(', ')
  return `No provider state "${state}".${didYouMean(state, known)} There are: ${list}.`
}

function playCredentialState(
  parts: Parts,
  runtime: Runtime,
  account: string,
  flaws: PlayedState['flaws'],
): PlayedState {
  const credentials = createCredentials(runtime, parts.accounts.get(account), { flaws })
  const values: Record<string, unknown> = {}
  for (const { proves } of runtime.spec.securitySchemes.values()) {
    if ('token' in proves && showsToken(proves.token, flaws))
      values[`${proves.token}Token`] = credentials.give(proves, undefined)
  }
  return { provider: runtime.spec.name, values, flaws }
}

async function playOwnState(
  parts: Parts,
  engine: Engine,
  runtime: Runtime,
  account: string,
  { state, params = {} }: StateRequest,
): Promise<PlayedState> {
  const definition = runtime.registry.states.get(state)!
  const { spec } = runtime
  const known = definition.parameters ?? {}
  refuseUnknownParameters(state, params, Object.keys(known))
  const defaults = Object.entries(known).flatMap(([name, each]) =>
    each.default === undefined ? [] : [[name, each.default] as const],
  )
  const context = createContext(parts, engine, runtime, account, state)
  const parameters = { ...Object.fromEntries(defaults), ...params }
  const values = await definition.setUp({ ...context, parameters })
  return { provider: spec.name, values: values ?? {}, flaws: {} }
}

function refuseUnknownParameters(
  state: string,
  params: Record<string, unknown>,
  known: readonly string[],
): void {
  const unknown = Object.keys(params).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const takes = known.length === 0 ? 'It takes none.' : `It takes: ${known.join(', ')}.`
  throw new EnsayoError(
    'STATE_INVALID',
    `State "${state}" takes no parameter "${unknown}".${didYouMean(unknown, known)} ${takes}`,
  )
}

function createContext(
  parts: Parts,
  engine: Engine,
  { spec }: Runtime,
  account: string,
  state: string,
): Omit<StateContext, 'parameters'> {
  const own = parts.accounts.get(account)
  return {
    account: {
      id: account,
      fields: own.fields.get(spec.name) ?? {},
      credentials: own.credentials.get(spec.name) ?? {},
    },
    inboxUrl: engine.account(account).inboxUrl,
    now: () => own.clock.now(),
    send: async (method, path, body, headers = {}) => {
      const request = new Request(new URL(path, `http://${spec.name}.ensayo.localhost`), {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const equipped = await engine.equip(account, spec.name, request, { adds: true })
      const response = await parts.providers.get(spec.name)!.fetch(equipped)
      return readAnswer(state, `${method} ${path}`, response)
    },
    trigger: (event, parameters = {}) =>
      engine.trigger(account, `${spec.name}.${event}`, parameters),
    advance: async (by) => {
      await engine.advance(account, parseDuration(by) ?? 0)
    },
  }
}

async function readAnswer(state: string, what: string, response: Response): Promise<unknown> {
  const text = await response.text()
  if (!response.ok) {
    const hint = response.headers.get('x-ensayo-hint')
    const why = hint === null ? '' : ` ${hint}`
    throw new EnsayoError(
      'STATE_INVALID',
      `State "${state}" cannot be made: ${what} answers ${response.status} ${text.slice(0, 300)}.${why} Other parameters, or the default variants, make it possible.`,
    )
  }
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
