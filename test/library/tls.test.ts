import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { issueLocal, keepAuthority } from '#intercept/kept-authority'
import { createSandbox } from '../../mocks/index.ts'

/** The authority is kept in the user's folder; a test has one of its own. */
function moveHome(): void {
  const home = mkdtempSync(join(tmpdir(), 'ensayo-home-'))
  vi.stubEnv('XDG_CONFIG_HOME', home)
  vi.stubEnv('XDG_DATA_HOME', home)
  vi.stubEnv('HOME', home)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true })
  })
}

function getStatus(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { ca, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    call.on('error', reject)
    call.end()
  })
}

test.each([false, true])(
  'serves every port in TLS, and plain HTTP too unless isOnly is %s',
  async (isOnly) => {
    moveHome()
    const authority = await keepAuthority([], process.env)
    const pair = await issueLocal(authority, [])
    const ca = authority.certificate
    await using sandbox = await createSandbox({
      providers: ['cobru'],
      listen: { tls: { ...pair, isOnly } },
    })
    const { baseUrl } = sandbox.cobru
    expect(baseUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(await getStatus(`${baseUrl}/balance/`, ca)).toBe(403)
    await expect(getStatus(`${baseUrl}/balance/`, OTHER)).rejects.toThrow('unable to verify')
    const plain = fetch(`${baseUrl.replace('https', 'http')}/balance/`)
    if (isOnly) await expect(plain).rejects.toThrow('fetch failed')
    else expect((await plain).status).toBe(403)
  },
)

/** No authority at all vouches. */
const OTHER = ''
