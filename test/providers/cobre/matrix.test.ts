/** A limit shows to a storm alone: one call meets none, in whichever variant. */
import { expect, test, vi } from 'vitest'
import { systemTime } from '#clock/system'
import { startSandbox } from '#commands/sandbox'
import { createEngine } from '#engine/create'
import { planAlternatives } from '#matrix/plan'
import { toReport } from '#matrix/report'
import { runMatrix } from '#matrix/run'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const CLIENT = `
  const { COBRE_BASE_URL: base, COBRE_USER_ID: user_id, COBRE_SECRET: secret } = process.env
  const json = { 'content-type': 'application/json' }
  const login = { method: 'POST', headers: json, body: JSON.stringify({ user_id, secret }) }
  const { access_token } = await (await fetch(base + '/v1/auth', login)).json()
  const headers = { authorization: 'Bearer ' + access_token }
`

test.each([
  ['one call', 1, 'not-exercised'],
  ['a storm', 205, 'passes'],
])('cobre.limits.rate: by %s', async (_, calls, verdict) => {
  const engine = await createEngine({ providers: ['cobre'] })
  const quirks = engine.quirks('default')
  await engine.close()
  const body = `for (let count = 0; count < ${calls}; count++) await fetch(base + '/v1/accounts', { headers })`
  const command = [process.execPath, '--input-type=module', '-e', CLIENT + body]
  const result = await runMatrix({
    command,
    alternatives: planAlternatives(quirks, { only: ['cobre.limits.rate'] }),
    start: (own) =>
      startSandbox({
        host: '127.0.0.1',
        port: 0,
        token: undefined,
        engine: { providers: ['cobre'], timeRate: 0, ...own },
      }),
    jobs: 2,
    timeoutMs: 30_000,
    real: systemTime,
    signal: new AbortController().signal,
  })
  const { variants } = toReport(command, result)
  expect(variants.map((run) => [run.variants[0]!.variant, run.verdict])).toEqual([
    ['none', verdict],
  ])
})
