/** What an assistant may read beside the tools: operations, quirks, requests and the guides. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { McpServer } from '@modelcontextprotocol/server'
import { packageRoot } from '../../dialect/paths.ts'
import type { Door } from './door.ts'
import { explainRequest } from './explain.ts'
import type { Kit } from './kit.ts'
import { outlineOperation, outlineQuirk, outlineRequest } from './outline.ts'

const JSON_TYPE = { mimeType: 'application/json' }

/** Adds them to a server. */
export function addResources(server: McpServer, kit: Kit, door: Door): void {
  const list = (name: string, description: string, read: () => Promise<unknown>) =>
    server.registerResource(
      name,
      `ensayo://${name}`,
      { title: `All ${name}`, description, ...JSON_TYPE },
      async (uri) => toContents(uri, await read()),
    )
  const one = (
    path: string,
    name: string,
    description: string,
    read: (id: string) => Promise<unknown>,
  ) =>
    server.registerResource(
      name,
      new kit.ResourceTemplate(`ensayo://${path}/{id}`, { list: undefined }),
      { title: `One ${name}`, description, ...JSON_TYPE },
      async (uri, { id }) => toContents(uri, await read(decodeURIComponent(String(id)))),
    )

  list('operations', 'What is emulated, with evidence', () =>
    door.use('default', async (client) => (await client.operations.list()).map(outlineOperation)),
  )
  one(
    'operations',
    'operation',
    'Parameters, body, example and answers of `<provider>.<id>`',
    (id) => door.use('default', (client) => client.operations.show(id)),
  )
  list('quirks', 'Documented surprises, and which variant is active', () =>
    door.use('default', async (client) => (await client.quirks.list()).map(outlineQuirk)),
  )
  one('quirks', 'quirk', 'A quirk with its variants, evidence and sources', (id) =>
    door.use('default', (client) => client.quirks.show(id)),
  )
  list('requests', 'The newest requests of the default account, in outline', () =>
    door.use('default', async (client) =>
      (await door.shield(await client.requests.list({ limit: 50 }))).map(outlineRequest),
    ),
  )
  one('requests', 'request', 'A request, masked, with why it was answered so', (id) =>
    explainRequest(door, id, true),
  )
  addGuides(server)
}

function addGuides(server: McpServer): void {
  for (const file of listGuides()) {
    const text = readFileSync(file, 'utf8')
    const name = basename(file, '.md')
    const title = /^# (.+)$/m.exec(text)?.[1] ?? name
    server.registerResource(
      `guide ${name}`,
      `ensayo://guides/${name}`,
      { title, description: `Guide: ${title}`, mimeType: 'text/markdown' },
      (uri) => ({ contents: [{ uri: uri.href, mimeType: 'text/markdown', text }] }),
    )
  }
}

/** Those of the package that this is part of. */
function listGuides(): string[] {
  const folder = join(packageRoot, 'docs')
  const guides = readdirSync(folder).filter((file) => file.endsWith('.md'))
  return guides.sort().map((file) => join(folder, file))
}

function toContents(uri: URL, value: unknown) {
  return { contents: [{ uri: uri.href, ...JSON_TYPE, text: JSON.stringify(value, null, 1) }] }
}
