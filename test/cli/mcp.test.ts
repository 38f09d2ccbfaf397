/** `ensayo mcp` as an editor runs it: a child process, spoken to over its standard input and output. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { acmePath } from '../fixtures/acme-sandbox.ts'
import { cli, NOWHERE } from './run.ts'

/** Connects the protocol's own client to a process of its own. */
async function connect(...words: string[]) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cli, 'mcp', '--no-config', ...words],
    env: { PATH: process.env.PATH ?? '' },
    stderr: 'pipe',
  })
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(transport)
  onTestFinished(() => client.close())
  const call = async (name: string, given: Record<string, unknown> = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: given })
    const [first] = content as { text: string }[]
    return { isError: isError ?? false, text: first!.text }
  }
  return { client, call, pid: transport.pid! }
}

test('starts a sandbox where none is named, and ends it with itself', async () => {
  const { client, call } = await connect('--port', '0', '--provider', acmePath)
  const { inspector, providers } = JSON.parse((await call('status')).text)
  expect(providers).toMatchObject([{ provider: 'acme' }])
  const health = `${inspector}_ensayo/health`
  expect((await fetch(health)).status).toBe(200)
  const made = await call('call_operation', { operation: 'createWidget', body: { name: 'Mesa' } })
  expect(JSON.parse(made.text)).toMatchObject({ status: 201 })
  await client.close()
  await expect(fetch(health)).rejects.toThrow()
})

test('connects to the sandbox that is named, and leaves it running', async () => {
  const sandbox = await createSandbox({ providers: [acmePath as 'acme'], listen: true })
  onTestFinished(() => sandbox.close())
  const { control } = await sandbox.health()
  const { client, call } = await connect('--control', control)
  await call('call_operation', { operation: 'createWidget', body: { name: 'Mesa' } })
  await client.close()
  expect(await sandbox.requests.list({ operationId: 'createWidget' })).toHaveLength(1)
  expect((await fetch(`${control}/_ensayo/health`)).status).toBe(200)
})

test('says in a tool’s answer that the sandbox which is named does not answer', async () => {
  const { call } = await connect('--control', NOWHERE)
  const { isError, text } = await call('status')
  expect(isError).toBe(true)
  expect(text).toContain(`No sandbox answers at ${NOWHERE}`)
})

test('writes nothing but the protocol to standard output', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loud-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const behaviours = join(import.meta.dirname, '../fixtures/acme.ts')
  writeFileSync(
    join(folder, 'acme.ts'),
    `console.log('loud log')\nprocess.stdout.write('loud write\\n')\nexport * as acme from '${behaviours}'\n`,
  )
  writeFileSync(join(folder, 'acme.yaml'), readFileSync(acmePath))

  const words = ['mcp', '--no-config', '--port', '0', '--provider', join(folder, 'acme.yaml')]
  const child = spawn(process.execPath, [cli, ...words], { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill())
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const answered = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (stdout.includes('"id":2')) resolve()
    })
  })
  const send = (message: object) =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const clientInfo = { name: 'test', version: '1.0.0' }
  send({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
  })
  send({ method: 'notifications/initialized' })
  send({ id: 2, method: 'tools/call', params: { name: 'status', arguments: {} } })
  await answered
  child.stdin.end()
  expect(await once(child, 'exit')).toEqual([0, null])
  const lines = stdout.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).jsonrpc)).toEqual(['2.0', '2.0'])
  expect(stderr).toContain('loud log')
  expect(stderr).toContain('loud write')
})
