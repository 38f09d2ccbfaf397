/** An assistant in memory: the kit's own client before a server over a sandbox of Acme. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client'
import { onTestFinished } from 'vitest'
import { createCall } from '#client/call'
import { createInProcessTransport } from '#client/in-process'
import { createHolder } from '#mcp/holder'
import { loadKit } from '#mcp/kit'
import { createAssistantServer } from '#mcp/server'
import { explainDelivery } from '../../../mocks/commands/explain-delivery.ts'
import { explainRequest } from '../../../mocks/commands/explain-request.ts'
import { shieldJournal } from '../../../mocks/commands/shield-journal.ts'
import { createAcme } from '../../fixtures/acme-sandbox.ts'

/** Connects, and closes both at the end of the test. */
export async function createAssistant(options: Parameters<typeof createAcme>[0] = {}) {
  const acme = await createAcme(options)
  const { engine } = acme.sandbox
  const held = {
    call: createCall(createInProcessTransport(engine)),
    specs: engine.providers,
    close: async () => {},
  }
  const holder = createHolder({ find: async () => held, start: async () => held })
  const server = createAssistantServer(await loadKit(), {
    version: '1.0.0',
    use: holder.use,
    explainRequest,
    explainDelivery,
    shield: (entries) => shieldJournal(entries, holder.specs()),
  })
  const client = new Client({ name: 'test', version: '1.0.0' })
  const [here, there] = InMemoryTransport.createLinkedPair()
  await Promise.all([server.connect(there), client.connect(here)])
  onTestFinished(() => client.close())
  /** What a tool says, as data; throws its message when it is an error. */
  const call = async (name: string, given: Record<string, unknown> = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: given })
    const [first] = content as { text: string }[]
    if (isError) throw new Error(first!.text)
    return JSON.parse(first!.text)
  }
  return { ...acme, client, call }
}
