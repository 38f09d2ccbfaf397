/** The credentials of every account: values that no tool may show. */
import type { SandboxClient } from '../../sandbox/client/types.ts'

/** Of all accounts, for a journal names more than the one that is asked for. */
export async function secretsOf(client: SandboxClient): Promise<string[]> {
  const accounts = await client.accounts.list()
  const all = accounts.flatMap(({ providers }) =>
    Object.values(providers).flatMap(({ credentials }) => Object.values(credentials)),
  )
  return [...new Set(all)]
}
