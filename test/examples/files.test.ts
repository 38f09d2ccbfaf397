/** The workflow, the compose file and the Python script say what exists. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { createSandbox } from '../../mocks/index.ts'
import { runCli } from '../cli/run.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')

interface Workflow {
  jobs: Record<string, { steps: { run?: string; uses?: string; name?: string }[] }>
}

interface Compose {
  services: Record<
    string,
    {
      build?: string
      command: string[]
      environment: Record<string, string>
      ports: string[]
      volumes?: string[]
      depends_on?: Record<string, unknown>
    }
  >
}

/** Flags that a command's help lists. */
async function readFlags(command: string): Promise<string[]> {
  const { code, stdout } = await runCli([command, '--help'])
  expect(code, command).toBe(0)
  return [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map((found) => found[1]!)
}

async function expectKnown(words: readonly string[]): Promise<void> {
  const [command, ...rest] = words
  const end = rest.indexOf('--')
  const flags = (end === -1 ? rest : rest.slice(0, end)).filter((word) => word.startsWith('--'))
  expect(await readFlags(command!)).toEqual(expect.arrayContaining(flags))
}

test('the workflow is YAML whose commands and flags exist', async () => {
  const { jobs } = parse(read('github-actions.yml')) as Workflow
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const commands = steps.flatMap(
    ({ run }) => /^npx --no-install ensayo (.*)$/m.exec(run ?? '')?.[1] ?? [],
  )
  expect(commands.map((command) => command.split(' ')[0])).toEqual(['exec', 'matrix'])
  for (const command of commands) await expectKnown(command.split(' '))
  const shown = steps.find(({ run }) => run?.includes('GITHUB_STEP_SUMMARY'))
  expect(shown?.run).toContain('ensayo/readiness.md')
})

test('the compose file is YAML whose command, ports, credentials and files exist', async () => {
  const { services } = parse(read('compose.yaml')) as Compose
  const { ensayo, shop } = services as Record<'ensayo' | 'shop', Compose['services'][string]>
  await expectKnown(ensayo.command)
  expect(existsSync(join(import.meta.dirname, ensayo.build!, 'Dockerfile'))).toBe(true)
  expect(existsSync(join(root, shop.command[1]!))).toBe(true)
  expect(Object.keys(shop.depends_on!)).toEqual(['ensayo'])
  await using sandbox = await createSandbox({ providers: ['cobru'] })
  const { COBRU_API_KEY, COBRU_REFRESH_TOKEN } = sandbox.cobru.env
  expect(shop.environment).toMatchObject({
    COBRU_API_KEY,
    COBRU_REFRESH_TOKEN,
    COBRU_BASE_URL: 'http://ensayo:4801',
    ENSAYO_URL: 'http://ensayo:4800',
    ENSAYO_CONTROL_TOKEN: ensayo.environment.ENSAYO_CONTROL_TOKEN,
  })
  const { port } = sandbox.engine.providers.get('cobru')!.spec
  expect(ensayo.ports).toContain(`127.0.0.1:${port}:${port}`)
})

test('the shop of the compose file is paid over HTTP, with a token on the control API', async () => {
  const { services } = parse(read('compose.yaml')) as Compose
  const script = `
    const { spawn } = await import('node:child_process')
    const { play, advance } = await import('${join(import.meta.dirname, 'control.ts')}')
    const shop = spawn(process.execPath, ${JSON.stringify(services.shop!.command.slice(1))}, { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
    const [text] = await new Promise((done) => shop.stdout.once('data', (...all) => done(all)))
    const url = /http:\\S+/.exec(String(text))[0]
    const headers = { 'content-type': 'application/json' }
    const order = await (await fetch(url + '/orders', { method: 'POST', headers, body: '{"amount":50000,"description":"Una silla"}' })).json()
    await play('payment.approve', { url: order.link.split('/').at(-1) })
    await advance(1)
    let seen
    do seen = await (await fetch(url + '/orders/' + order.id)).json()
    while (!seen.payout?.id)
    console.log(seen.status, seen.shipments)
    shop.kill()
  `
  const command = ['--', process.execPath, '--input-type=module', '-e', script]
  const env = { ENSAYO_CONTROL_TOKEN: services.ensayo!.environment.ENSAYO_CONTROL_TOKEN! }
  const { code, stdout, stderr } = await runCli(['exec', '--provider', 'cobru', ...command], env)
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'paid 1\n' })
})

const python = spawnSync('python3', ['--version']).status === 0

test.skipIf(!python)('the Python script pays once (skipped where python3 is missing)', async () => {
  const script = join(import.meta.dirname, 'python/pay.py')
  const { code, stdout, stderr } = await runCli([
    'exec',
    '--provider',
    'cobru',
    '--',
    'python3',
    script,
  ])
  expect(code, stderr).toBe(0)
  expect(stdout).toContain("'state': 3")
  expect(stdout).toContain('State: 3 (3 is paid)')
})
