/**
 * What can be asked without traffic: of the running sandbox when there is one, and otherwise of the
 * specs, in process. Both answer alike.
 */

import { EnsayoError } from '../base/errors.ts'
import { createCall } from '../sandbox/client/call.ts'
import { createClient } from '../sandbox/client/client.ts'
import type { SandboxClient } from '../sandbox/client/types.ts'
import type { ClientFlags } from './common.ts'
import { connect } from './connect.ts'

export interface Inspector
  extends Pick<
      SandboxClient,
      'operations' | 'quirks' | 'profiles' | 'triggers' | 'incidents' | 'states'
    >,
    AsyncDisposable {}

/** A sandbox that was named and does not answer is an error; the default one need not be there. */
export async function openInspector(flags: ClientFlags): Promise<Inspector> {
  const client = connect(flags)
  try {
    await client.health()
    return { ...client, [Symbol.asyncDispose]: async () => {} }
  } catch (error) {
    const isNamed = flags.control !== undefined || Boolean(process.env.ENSAYO_URL)
    if (isNamed || !(error instanceof EnsayoError) || error.code !== 'SANDBOX_UNREACHABLE') {
      throw error
    }
    return inspectSpecs(flags.account ?? 'default')
  }
}

async function inspectSpecs(account: string): Promise<Inspector> {
  const [{ createEngine }, { createInProcessTransport }] = await Promise.all([
    import('../sandbox/engine/create.ts'),
    import('../sandbox/client/in-process.ts'),
  ])
  const engine = await createEngine({})
  const client = createClient(createCall(createInProcessTransport(engine)), account)
  return { ...client, [Symbol.asyncDispose]: () => engine.close() }
}
