/** The whole way: a sandbox over HTTPS in the provider's place, `ensayo record` before it, `ensayo drift` after it. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { expect, onTestFinished, test } from 'vitest'
import { SAMPLES } from '#types/samples/cobru'
import { createSandbox } from '../../../mocks/index.ts'
import { runCli, spawnCli } from '../../cli/run.ts'

/** Certificate and key in one. */
const ca = join(import.meta.dirname, '../../fixtures/localhost.pem')

/** Serves Cobru over HTTPS with a certificate of its own; `alter` changes the text of every answer. */
async function serveCobru(alter: (text: string) => string) {
  const sandbox = await createSandbox({ providers: ['cobru'], seed: 'another', hints: false })
  const server = createAdaptorServer({
    createServer,
    serverOptions: { key: readFileSync(ca), cert: readFileSync(ca) },
    fetch: async (request: Request) => {
      const answer = await sandbox.cobru.fetch(request)
      return new Response(alter(await answer.text()), answer)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.close()
    await sandbox.close()
  })
  const { port } = server.address() as AddressInfo
  return { upstream: `https://localhost:${port}`, credentials: sandbox.cobru.credentials }
}

async function recordPayment(alter: (text: string) => string) {
  const { upstream, credentials } = await serveCobru(alter)
  const out = mkdtempSync(join(tmpdir(), 'record-'))
  onTestFinished(() => rmSync(out, { recursive: true, force: true }))
  const words = ['record', '--provider', 'cobru', '--upstream', upstream, '--out', out, '--ca', ca]
  const { child, printed, finished } = spawnCli([...words, '--json'], {
    COBRU_API_KEY: credentials.apiKey!,
    COBRU_REFRESH_TOKEN: credentials.refreshToken!,
  })
  const { baseUrl } = JSON.parse(await printed('baseUrl')) as { baseUrl: string }
  const key = { 'x-api-key': credentials.apiKey!, 'content-type': 'application/json' }
  const post = async (path: string, body: object, headers = {}) => {
    const init = { method: 'POST', headers: { ...key, ...headers }, body: JSON.stringify(body) }
    return (await (await fetch(baseUrl + path, init)).json()) as Record<string, string>
  }
  const { access } = await post('/token/refresh/', { refresh: credentials.refreshToken })
  const own = { authorization: `Bearer ${access}` }
  const { url } = await post(
    '/cobru/',
    { ...SAMPLES.createPayment, payment_method_enabled: '{"pse":true}' },
    own,
  )
  const detail = await fetch(`${baseUrl}/cobru_detail/${url}`, { headers: { ...key, ...own } })
  expect(await detail.json()).toMatchObject({ url })
  child.kill('SIGINT')
  expect(await finished).toMatchObject({ code: 0, stderr: '' })
  return { out, credentials }
}

test('a provider over HTTPS is recorded, and shows no drift when it is as the emulator is', {
  timeout: 60_000,
}, async () => {
  const { out, credentials } = await recordPayment((text) => text)
  const drift = await runCli(['drift', out])
  expect(drift.stdout).toBe(
    'cobru: 3 exchanges, 3 of them compared with the emulator: 0 errors, 0 warnings, 0 notes.\n',
  )
  expect(drift.code).toBe(0)
  const json = await runCli(['drift', out, '--provider', 'cobru', '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject({
    provider: 'cobru',
    differences: [],
    notReplayed: [],
  })
  const [session] = (JSON.parse(json.stdout) as { sessions: { session: string }[] }).sessions
  for (const id of ['000001', '000002', '000003']) {
    const text = readFileSync(join(session!.session, `${id}.yaml`), 'utf8')
    for (const secret of Object.values(credentials).filter((value) => value.length > 12))
      expect(text).not.toContain(secret)
  }
})

test('what the provider does differently ends with exit code 1, a line and a report', {
  timeout: 60_000,
}, async () => {
  const { out } = await recordPayment((text) =>
    text.replace('"amount":"50000.00"', '"amount":50000'),
  )
  const report = join(out, 'drift.md')
  const { code, stdout } = await runCli(['drift', out, '--report', report])
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^error type createPayment \/amount: expected string, found number 50000 \(cobru-.*\/000002; observed, https:.*\)$/m,
  )
  const text = readFileSync(report, 'utf8')
  expect(text).toContain('# Drift of cobru')
  expect(text).toMatch(
    /\| error \| type \| createPayment \| `\/amount` \| string \| number 50000 \| emulator \|/,
  )
})

test('misuse is said so', { timeout: 60_000 }, async () => {
  const production = await runCli([
    'record',
    '--provider',
    'cobru',
    '--upstream',
    'https://prod.cobru.co',
  ])
  expect(production).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('prod.cobru.co is a production host of Cobru'),
  })
  const nothing = await runCli(['drift', join(import.meta.dirname, '../../browser')])
  expect(nothing).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no recording'),
  })
  const broken = await runCli(['drift', ca])
  expect(broken).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Recordings are made by'),
  })
})
