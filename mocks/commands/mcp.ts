/** `ensayo mcp`: the control API as tools for a coding assistant, over standard input and output. */
import { once } from 'node:events'
import type { Command } from 'commander'
import { packageVersion } from '../dialect/paths.ts'
import type { Door } from '../tools/mcp/door.ts'
import { createHolder } from '../tools/mcp/holder.ts'
import { loadKit } from '../tools/mcp/kit.ts'
import { keepOutput } from '../tools/mcp/standard-output.ts'
import { addExamples } from './common.ts'
import { explainDelivery } from './explain-delivery.ts'
import { explainRequest } from './explain-request.ts'
import { type Flags, toSources } from './mcp-sandbox.ts'
import { shieldJournal } from './shield-journal.ts'
import { addStartOptions } from './start-options.ts'
import { waitForStop } from './wait-for-stop.ts'

export function define(program: Command): void {
  const command = program.command('mcp')
  addStartOptions(command, 'default 4800').option(
    '--control <url>',
    'a sandbox that runs (ENSAYO_URL); then none is started',
  )
  command.action(serve)
  addExamples(command, 'mcp', 'mcp --provider cobru', 'mcp --control http://127.0.0.1:4800')
}

async function serve(flags: Flags): Promise<void> {
  const sources = await toSources(flags, process.env)
  const kit = await loadKit()
  const { output, restore } = keepOutput()
  const stopped = Promise.race([waitForStop(), once(process.stdin, 'end'), once(output, 'close')])
  const holder = createHolder(sources)
  const door: Door = {
    version: packageVersion(),
    use: holder.use,
    explainRequest,
    explainDelivery,
    shield: (entries) => shieldJournal(entries, holder.specs()),
  }
  const { createAssistantServer } = await import('../tools/mcp/server.ts')
  const transport = new kit.StdioServerTransport(process.stdin, output)
  const onerror = (error: Error) => process.stderr.write(`ensayo: mcp: ${error.message}\n`)
  const handle = kit.serveStdio(() => createAssistantServer(kit, door), { transport, onerror })
  await stopped
  await handle.close()
  await holder.close()
  restore()
}
