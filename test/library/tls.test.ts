/** A sandbox of the library that speaks TLS. */
import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createSandbox, localCertificate } from '../../mocks/index.ts'
import { acmePath } from '../fixtures/acme-sandbox.ts'

/** The authority of the user who runs the tests stays as it is. */
function makeHome(): void {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-home-'))
  vi.stubEnv('ENSAYO_HOME', join(folder, 'new'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })
}

function statusOf(url: string, ca: string): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = get(url, { ca, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode!)
    })
    asked.on('error', (error) => resolve(error.message))
  })
}

test('every port speaks TLS by a certificate of this machine, and plain HTTP beside it', async () => {
  makeHome()
  const { ca, ...tls } = await localCertificate()
  const sandbox = await createSandbox({ providers: [acmePath], listen: { tls } })
  onTestFinished(() => sandbox.close())
  const { baseUrl } = sandbox.acme!
  expect(baseUrl).toMatch(/^https:/)
  expect(await statusOf(`${baseUrl}/nothing`, ca)).toBe(404)
  expect((await fetch(`${baseUrl.replace('https', 'http')}/nothing`)).status).toBe(404)
})

test('plain HTTP can be turned off', async () => {
  makeHome()
  const { ca, ...tls } = await localCertificate({ names: ['dev.acme.example'] })
  const sandbox = await createSandbox({
    providers: [acmePath],
    listen: { tls: { ...tls, isOnly: true } },
  })
  onTestFinished(() => sandbox.close())
  const { control } = await sandbox.health()
  expect(await statusOf(`${control}/_ensayo/health`, ca)).toBe(200)
  await expect(fetch(control.replace('https', 'http'))).rejects.toThrow('fetch failed')
})

test('a certificate that no server can use is refused', async () => {
  const made = createSandbox({ providers: [acmePath], listen: { tls: { key: 'k', cert: 'c' } } })
  await expect(made).rejects.toThrow('listen.tls: key and cert cannot be used')
})
