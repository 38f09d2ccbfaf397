/**
 * What can be asked without traffic: of the running sandbox when there is one, and otherwise of the
 * specs, in process. Both answer alike.
 */
import { toIncidentView, toOperationView, toQuirkView, toTriggerViews } from '../control/views.ts'
import { EnsayoError } from '../errors.ts'
import { type Client, createClient } from './client.ts'
import type { ClientFlags } from './common.ts'

export interface Inspector
  extends Pick<Client, 'operations' | 'quirks' | 'profiles' | 'triggers' | 'incidents' | 'states'>,
    AsyncDisposable {
  isRunning: boolean
}

/** A sandbox that was named and does not answer is an error; the default one need not be there. */
export async function openInspector(flags: ClientFlags): Promise<Inspector> {
  const client = createClient(flags)
  try {
    await client.health()
    return { ...client, isRunning: true, [Symbol.asyncDispose]: async () => {} }
  } catch (error) {
    const isNamed = flags.control !== undefined || Boolean(process.env.ENSAYO_URL)
    if (isNamed || !(error instanceof EnsayoError) || error.code !== 'SANDBOX_UNREACHABLE') {
      throw error
    }
    return inspectSpecs(flags.account ?? 'default')
  }
}

async function inspectSpecs(account: string): Promise<Inspector> {
  const { createEngine } = await import('../app.ts')
  const engine = await createEngine({})
  const name = (query?: Record<string, unknown>) => query?.provider as string | undefined
  return {
    isRunning: false,
    operations: async (query) => engine.operations(name(query)).map(toOperationView),
    quirks: async (query) => engine.quirks(account, name(query)).map(toQuirkView),
    profiles: async (query) => engine.profiles(account, name(query)),
    incidents: async (query) => engine.incidents(account, name(query)).map(toIncidentView),
    triggers: async (query) => toTriggerViews(engine, name(query)),
    states: async (query) => engine.states(name(query)),
    [Symbol.asyncDispose]: () => engine.close(),
  }
}
