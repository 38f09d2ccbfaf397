/** A proxy of the environment is for the outside: neither commands nor notifications to this machine use it. */
import { expect, test } from 'vitest'
import { createReceiver } from '../core/webhooks/receiver.ts'
import { acmePath, KEY } from '../fixtures/acme-sandbox.ts'
import { NOWHERE, runCli, spawnCli } from './run.ts'

/** Nothing listens at the proxy, so whatever asks it fails. */
const PROXY = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: NOWHERE, http_proxy: NOWHERE }

test('with a proxy in the environment, a command reaches the sandbox, and a notification its receiver', async () => {
  await using receiver = await createReceiver()
  const words = ['start', '--provider', acmePath, '--port', '0', '--json']
  const { child, printed, finished } = spawnCli(words, { ...PROXY, NO_PROXY: 'other.example' })
  const { control, providers } = JSON.parse(await printed('\n'))
  await fetch(`${providers.acme.baseUrl}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-acme-key': KEY },
    body: JSON.stringify({ callback: `${receiver.url}/hook` }),
  })
  const settled = await runCli(['settle'], { ...PROXY, ENSAYO_URL: control })
  expect(settled).toMatchObject({ code: 0, stderr: '' })
  expect(receiver.received).toMatchObject([{ url: '/hook' }])
  child.kill('SIGTERM')
  await finished
})

for (const command of [['exec'], ['matrix', '--jobs', '1']]) {
  test(`${command[0]} adds loopback to the exceptions of its command, and keeps the user’s`, async () => {
    const code = 'console.log(process.env.NO_PROXY, process.env.no_proxy); process.exitCode = 1'
    const words = [...command, '--provider', acmePath, '--', process.execPath, '-e', code]
    const env = { ...PROXY, NO_PROXY: 'db.internal', no_proxy: '.corp' }
    const { stdout, stderr } = await runCli(words, env)
    const all = 'db.internal,.corp,localhost,127.0.0.1,::1'
    expect(`${stdout}${stderr}`).toContain(`${all} ${all}`)
  })
}
