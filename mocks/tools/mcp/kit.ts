/** The protocol's own kit, an optional package that is loaded only when somebody asks for it. */

import type * as Server from '@modelcontextprotocol/server'
import type * as Stdio from '@modelcontextprotocol/server/stdio'
import { EnsayoError } from '../../base/errors.ts'

export type Kit = Pick<typeof Server, 'McpServer' | 'ResourceTemplate' | 'fromJsonSchema'> &
  Pick<typeof Stdio, 'serveStdio' | 'StdioServerTransport'>

/** Throws `OPTION_INVALID` with the cure where it is not installed. */
export async function loadKit(load: () => Promise<Kit> = importKit): Promise<Kit> {
  try {
    return await load()
  } catch (cause) {
    throw new EnsayoError(
      'OPTION_INVALID',
      'mcp: the protocol is spoken by the package "@modelcontextprotocol/server", which is not installed. Install it beside Ensayo: npm install --save-dev @modelcontextprotocol/server.',
      { cause },
    )
  }
}

async function importKit(): Promise<Kit> {
  const [server, stdio] = await Promise.all([
    import('@modelcontextprotocol/server'),
    import('@modelcontextprotocol/server/stdio'),
  ])
  return { ...server, ...stdio }
}
