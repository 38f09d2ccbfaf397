/** The assistant's door: tools, resources and prompts over one sandbox. */
import type { McpServer } from '@modelcontextprotocol/server'
import { changeTools } from './change-tools.ts'
import type { Arguments, Door, ToolRow } from './door.ts'
import type { Kit } from './kit.ts'
import { addPrompts } from './prompts.ts'
import { readTools } from './read-tools.ts'
import { addResources } from './resources.ts'

export const TOOLS: readonly ToolRow[] = [...readTools, ...changeTools]

const INSTRUCTIONS = `Ensayo plays payment providers on this machine: stateful, with every documented surprise (quirk). No real money moves.
Begin with status. find says what can be called and how; call_operation calls it. When something of the integration was refused, list_requests and then explain say why. trigger plays payers and banks, move_time lets time pass, list_webhooks shows what was told. readiness holds the traffic against the providers' go-live checklists.
Keys, tokens and persons in what is shown are masked (<token:1>); ids of records are not in bodies, explain names them where a trigger needs them.`

/** Makes a server that is not connected yet. */
export function createAssistantServer(kit: Kit, door: Door): McpServer {
  const server = new kit.McpServer(
    { name: 'ensayo', title: 'Ensayo', version: door.version },
    { instructions: INSTRUCTIONS },
  )
  for (const tool of TOOLS) addTool(server, kit, door, tool)
  addResources(server, kit, door)
  addPrompts(server, kit, door)
  return server
}

function addTool(server: McpServer, kit: Kit, door: Door, tool: ToolRow): void {
  const { name, title, description, input, isReadOnly, run } = tool
  server.registerTool(
    name,
    {
      title,
      description,
      // A schema of plain data, as the protocol sends it.
      inputSchema: kit.fromJsonSchema<Arguments>(input as never),
      annotations: {
        title,
        readOnlyHint: isReadOnly,
        ...(isReadOnly ? {} : { destructiveHint: false }),
        // It reaches this machine's sandbox and nothing else.
        openWorldHint: false,
      },
    },
    async (given) => {
      try {
        return toResult(await run(door, given))
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        return { isError: true, content: [{ type: 'text', text: message }] }
      }
    },
  )
}

function toResult(value: unknown) {
  const text = JSON.stringify(value ?? {}, null, 1)
  return { content: [{ type: 'text' as const, text }] }
}
