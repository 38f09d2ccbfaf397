/** `--tls`, `ensayo ca` and `--receiver-ca`, as a person would use them. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import type { Health } from '#engine/engine'
import { runCli, spawnCli } from './run.ts'

const acme = join(import.meta.dirname, '../fixtures/acme.yaml')
const START = ['start', '--provider', acme, '--port', '0', '--json']

/** A folder of its own for each test, in the place of the user's. */
function makeHome(): { ENSAYO_HOME: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-home-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { ENSAYO_HOME: join(folder, 'new') }
}

async function start(words: string[], env: Record<string, string>) {
  const { child, printed, finished } = spawnCli([...START, ...words], env)
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await finished
  })
  return JSON.parse(await printed('\n')) as Health
}

/** Status of a GET by a client that trusts one authority alone, under the name that it believes to call. */
function get(url: string, ca: string, servername = 'localhost'): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(url, { ca, servername, headers: { host: 'localhost' } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode!)
    })
    asked.on('error', (error) => resolve(error.message))
    asked.end()
  })
}

test('with --tls every port speaks TLS, and plain HTTP beside it', async () => {
  const home = makeHome()
  const { control, providers } = await start(['--tls'], home)
  const { stdout: ca } = await runCli(['ca'], home)
  const { baseUrl, env } = providers.acme!
  expect(baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
  expect(env.ACME_BASE_URL).toBe(baseUrl)
  expect(await get(`${baseUrl}/nothing`, ca)).toBe(404)
  expect((await fetch(`${baseUrl.replace('https', 'http')}/nothing`)).status).toBe(404)
  expect(control).toMatch(/^http:/)
  expect(await get(`${control.replace('http', 'https')}/_ensayo/health`, ca)).toBe(200)
})

test('with --tls only, plain HTTP is turned off, and commands still find their way', async () => {
  const home = makeHome()
  const { control, providers } = await start(['--tls', 'only'], home)
  expect(control).toMatch(/^https:/)
  for (const url of [control, providers.acme!.baseUrl]) {
    await expect(fetch(url.replace('https', 'http'))).rejects.toThrow('fetch failed')
  }
  const { code, stdout } = await runCli(['health'], { ...home, ENSAYO_URL: control })
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining(`answers at ${control}`),
  })
})

test('the certificate has the names of --tls-name, and the authority vouches for no others', async () => {
  const home = makeHome()
  const { providers } = await start(['--tls', '--tls-name', 'dev.cobru.co'], home)
  const { stdout: ca } = await runCli(['ca'], home)
  const { baseUrl } = providers.acme!
  for (const name of ['localhost', 'dev.cobru.co']) expect(await get(baseUrl, ca, name)).toBe(404)
  expect(await get(baseUrl, ca, 'prod.cobru.co')).toMatch(/does not match certificate/)
  const limits = new X509Certificate(ca).raw.toString('latin1')
  expect(limits).toContain('dev.cobru.co')
  expect(limits).not.toContain('prod.cobru.co')
})

test('the authority stays the same until a name is new, and then says so', async () => {
  const home = makeHome()
  const first = await runCli(['ca'], home)
  const again = await runCli(['ca', '--tls-name', 'localhost'], home)
  expect(again).toEqual({ ...first, stderr: '' })
  const more = await runCli(['ca', '--tls-name', 'dev.cobru.co'], home)
  expect(more.stdout).not.toBe(first.stdout)
  expect(more.stderr).toContain('made anew')
  expect(await runCli(['ca'], home)).toEqual({ ...more, stderr: '' })
})

test('its key stays in the folder of the user, readable by nobody else', async () => {
  const home = makeHome()
  const out = join(home.ENSAYO_HOME, '../ca/ensayo.pem')
  await runCli(['ca', '--out', out], home)
  expect(readFileSync(out, 'utf8')).toMatch(
    /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n$/,
  )
  const file = join(home.ENSAYO_HOME, 'authority.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(home.ENSAYO_HOME).mode & 0o777).toBe(0o700)
  chmodSync(file, 0o644)
  expect(await runCli(['ca'], home)).toMatchObject({
    code: 2,
    stderr: `ensayo: ${file}: others can read the key. Run "chmod 600 ${file}".\n`,
  })
})

test('a command under exec --tls trusts the sandbox', async () => {
  const home = makeHome()
  const code = `console.log(process.env.ACME_BASE_URL.slice(0, 6), process.env.NODE_EXTRA_CA_CERTS)
    fetch(process.env.ACME_BASE_URL + '/nothing').then((a) => console.log(a.status))`
  const words = ['exec', '--provider', acme, '--tls', '--', process.execPath, '-e', code]
  const { stdout, stderr } = await runCli(words, home)
  const [first = '', status] = stdout.split('\n')
  expect({ scheme: first.slice(0, 6), status }, stderr).toEqual({ scheme: 'https:', status: '404' })
  expect(existsSync(first.slice(7))).toBe(false)
})

for (const [words, message] of [
  [['--tls', 'maybe'], '--tls: "maybe" is not a way to serve.'],
  [['--tls-name', 'dev.cobru.co'], '--tls-name: nothing speaks TLS. Add --tls.'],
  [['--tls', '--tls-name', 'https://dev.cobru.co'], 'is not the name of a host'],
  [['--receiver-ca', 'package.json'], '--receiver-ca: package.json cannot be used'],
] as const) {
  test(`"${words.join(' ')}" is refused`, async () => {
    const { code, stderr } = await runCli([...START, ...words], makeHome())
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
  })
}

for (const isTrusted of [true, false]) {
  test(`an https receiver with an authority of its own is ${isTrusted ? 'reached by' : 'not reached without'} --receiver-ca`, async () => {
    const file = join(import.meta.dirname, '../fixtures/localhost.pem')
    const pem = readFileSync(file, 'utf8')
    const bodies: string[] = []
    const receiver = createServer({ key: pem, cert: pem }, async (incoming, answer) => {
      bodies.push(await text(incoming))
      answer.end()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void receiver.close())
    await once(receiver, 'listening')
    const url = `https://localhost:${(receiver.address() as AddressInfo).port}/hook`
    const { control, providers } = await start(isTrusted ? ['--receiver-ca', file] : [], makeHome())
    const { baseUrl, credentials } = providers.acme!
    await fetch(`${baseUrl}/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-acme-key': credentials.apiKey! },
      body: JSON.stringify({ callback: url }),
    })
    await runCli(['settle'], { ENSAYO_URL: control })
    expect(bodies.length).toBe(isTrusted ? 1 : 0)
  })
}
