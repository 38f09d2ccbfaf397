/** The client of the running sandbox that a command speaks to. */
import { createCall } from '../client/call.ts'
import { createClient } from '../client/client.ts'
import { createHttpTransport } from '../client/http.ts'
import type { SandboxClient } from '../client/types.ts'
import { toControlUrl } from '../config.ts'
import type { ClientFlags } from './common.ts'

/** Where `--control`, `ENSAYO_URL` or the default says; the account is `--account`, or `default`. */
export function connect({ control, account = 'default' }: ClientFlags): SandboxClient {
  const transport = createHttpTransport(toControlUrl(control, process.env), '--control <url>')
  const token = process.env.ENSAYO_CONTROL_TOKEN || undefined
  return createClient(createCall(transport, token), account)
}
