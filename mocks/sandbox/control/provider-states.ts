/** Provider states as Pact's verifiers ask for them. */
import type { Engine } from '../engine/engine.ts'

/** What a verifier posts. `states` is the form of older verifiers. */
export interface StateChange {
  consumer?: string
  state?: string | null
  states?: (string | { name: string; params?: Record<string, unknown> })[]
  params?: Record<string, unknown> | null
  action?: 'setup' | 'teardown'
  provider?: string
}

/**
 * Makes the states in their order and answers their values, for the generators of the pact. A
 * teardown resets the account, so that one interaction leaves nothing to the next.
 */
export async function changeState(
  engine: Engine,
  account: string,
  change: StateChange,
  provider: string | undefined = change.provider,
): Promise<Record<string, unknown>> {
  if (change.action === 'teardown') {
    await engine.reset(account)
    return {}
  }
  const values: Record<string, unknown> = {}
  for (const { name, params } of toStates(change)) {
    const played = await engine.playState(account, { state: name, params, provider })
    Object.assign(values, played.values)
  }
  return values
}

/** An interaction without a state is announced by an empty one. */
function toStates({ state, states = [], params }: StateChange) {
  const listed = states.map((each) => (typeof each === 'string' ? { name: each } : each))
  const all = state && listed.length === 0 ? [{ name: state, params: params ?? {} }] : listed
  return all.map(({ name, params: own }: { name: string; params?: Record<string, unknown> }) => ({
    name,
    params: own ?? {},
  }))
}
