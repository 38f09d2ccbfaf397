/** What is written or passed on shows nobody's values unless that was asked for. */

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import { runCli } from './run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('requests --json is masked, and --show-secrets shows what was sent', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true })
  const env = { ENSAYO_URL: sandbox.engine.addresses.control }
  const { apiKey, refreshToken } = sandbox.cobru.credentials
  await sandbox.cobru.fetch('/token/refresh/', {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ refresh: refreshToken }),
  })
  const run = async (...words: string[]) => (await runCli(['requests', ...words], env)).stdout
  const id = (await sandbox.requests())[0]!.id

  const exported = await run('list', '--json')
  expect(JSON.parse(exported)).toMatchObject([{ id, operationId: 'refreshToken' }])
  for (const secret of [apiKey, refreshToken, 'eyJ']) expect(exported).not.toContain(secret)
  expect(await run('show', id, '--json')).not.toContain(refreshToken)
  expect(await run('show', id)).toContain('x-api-key: … (--show-secrets)')

  expect(await run('show', id, '--show-secrets')).toContain(`x-api-key: ${apiKey}`)
  expect(await run('list', '--json', '--show-secrets')).toContain(refreshToken)
})

test('a snapshot is for its owner alone, new or written over another file, and says so', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true })
  const env = { ENSAYO_URL: sandbox.engine.addresses.control }
  const folder = mkdtempSync(join(tmpdir(), 'exports-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [fresh, known] = [join(folder, 'fresh.json'), join(folder, 'known.json')]
  writeFileSync(known, '', { mode: 0o644 })
  for (const file of [fresh, known]) {
    const { stdout } = await runCli(['snapshot', 'save', file], env)
    expect(stdout).toContain('It holds their credentials, so only you may read it.')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  }
})

test('webhooks and inbox --json are masked as well, whoever made the value; `inbox next` is the receiver', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true, timeRate: 0 })
  const run = async (...words: string[]) =>
    (await runCli(words, { ENSAYO_URL: sandbox.engine.addresses.control })).stdout
  const planted = {
    user: 'planted-user-7d1',
    path: 'planted-path-9b2',
    query: 'planted-query-4c3',
    text: 'Planted Name 5e4',
    answer: 'planted-answer-6f5',
  }
  const receiver = createServer((_request, response) => response.end(planted.answer))
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  const target = `127.0.0.1:${port}/${planted.path}?secret=${planted.query}`
  const inbox = `${sandbox.inbox.url}/${planted.path}?secret=${planted.query}`
  for (const callback of [`http://${planted.user}:x@${target}`, inbox]) {
    await sandbox.requests.send({
      operationId: 'createPayment',
      body: { ...SAMPLES.createPayment, description: planted.text, callback },
    })
  }
  const payments = await sandbox.requests.list({ operationId: 'createPayment' })
  for (const { response } of payments) {
    const { url } = JSON.parse(response.body) as { url: string }
    await sandbox.trigger('cobru.payment.approve', { url })
  }
  await sandbox.clock.advance('PT1M')
  receiver.close()

  const values = Object.values(planted)
  const readable = (text: string) => values.filter((value) => text.includes(value))
  const listed = await run('webhooks', 'list', '--json')
  const [first] = JSON.parse(listed) as { id: string; status: string; url: string }[]
  expect(first).toMatchObject({
    status: 'delivered',
    url: expect.stringContaining('http://127.0.0.1:'),
  })
  expect(readable(listed)).toEqual([])
  expect(readable(await run('webhooks', 'expect', '--json'))).toEqual([])
  expect(readable(await run('webhooks', 'verify', '--json'))).toEqual([])
  expect(readable(await run('webhooks', 'resend', first!.id, '--json'))).toEqual([])
  expect(readable(await run('explain', first!.id, '--json'))).toEqual([])
  for (const { id } of payments) {
    expect(readable(await run('explain', id, '--json'))).toEqual([])
  }
  const messages = await run('inbox', 'list', '--json')
  expect(JSON.parse(messages)).toMatchObject([{ method: 'POST', provider: 'cobru' }])
  expect(readable(messages)).toEqual([])
  expect(readable(await run('inbox', 'expect', '--json'))).toEqual([])

  expect(readable(await run('webhooks', 'list', '--json', '--show-secrets'))).toContain(
    planted.query,
  )
  expect(readable(await run('inbox', 'list', '--json', '--show-secrets'))).toContain(planted.query)
  expect(readable(await run('inbox', 'next', '--json'))).toContain(planted.query)
})
