/** The weekly job, through its own steps, against a stand-in that listens. */
import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createCobru } from '../stand-ins/cobru.ts'
import { openStandIn, type StandInOptions } from '../stand-ins/stand-in.ts'

const root = join(import.meta.dirname, '../..')
const { jobs } = parse(readFileSync(join(root, '.github/workflows/sandboxes.yml'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'ensayo-weekly-'))

interface Step {
  name?: string
  run?: string
}

const runOf = (name: string): string => {
  const step = (jobs.drift.steps as Step[]).find((each) => each.name === name)
  expect(step?.run, `no step "${name}"`).toBeDefined()
  return step!.run!
}

beforeAll(() => {
  for (const name of ['mocks', 'contracts', 'specs', 'node_modules', 'package.json']) {
    symlinkSync(join(root, name), join(folder, name))
  }
  // Writes down what it is asked; an open issue is the number in the file `open`.
  const gh = '#!/bin/sh\necho "$@" >> gh.log\n[ "$2" = list ] && [ -f open ] && cat open\nexit 0\n'
  writeFileSync(join(folder, 'gh'), gh)
  chmodSync(join(folder, 'gh'), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Said {
  code: number
  says: string
}

/** Runs a step as the runner does, and keeps what it says. */
const run = (name: string, env: Record<string, string>): Promise<Said> =>
  new Promise((resolve) => {
    const files = { GITHUB_OUTPUT: 'output', GITHUB_ENV: 'env', GITHUB_STEP_SUMMARY: 'summary' }
    const path = `${folder}:${join(root, 'node_modules/.bin')}:${process.env.PATH}`
    const options = { cwd: folder, env: { ...files, PROVIDER: 'cobru', ...env, PATH: path } }
    execFile('bash', ['-e', '-c', runOf(name)], options, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), says: `${stdout}${stderr}` })
    })
  })

const read = (name: string): string =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : ''

const clear = (): void => {
  for (const name of [
    'output',
    'env',
    'summary',
    'gh.log',
    'open',
    'contract.md',
    'drift.md',
    'issue.md',
    'recordings',
  ]) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** The whole job up to what it tells; its code is that of the contract. */
async function runWeek(
  options: StandInOptions,
  flags: string,
  over: Record<string, string> = {},
): Promise<{ code: string; drift: string; told: Said; gh: string }> {
  const standIn = openStandIn(createCobru, { ...options, startAt: Date.now() })
  const server = createServer(getRequestListener((request) => standIn.fetch(request)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const port = (free.address() as AddressInfo).port
  await new Promise((resolve) => free.close(resolve))
  const env = {
    ...standIn.env,
    SANDBOX: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    RECORDER_PORT: String(port),
    CONTRACT_FLAGS: `--pace PT0S ${flags}`,
    ...over,
  }
  try {
    const contract = await run('Contract, through the recorder', env)
    expect(contract.code, contract.says).toBe(0)
    const code = /code=(\d+)/.exec(read('env'))?.[1] ?? ''
    // The runner leaves the step out where the target was not fit to be asked.
    if (code !== '3') await run('Drift', { ...env, ...standIn.env })
    const drift = /drift=(\d+)/.exec(read('env'))?.[1] ?? ''
    const told = await run('Tell', { code, drift })
    return { code, drift, told, gh: read('gh.log') }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const ENV = { COBRU_API_KEY: 'one', COBRU_REFRESH_TOKEN: 'two', SANDBOXES: 'cobre cobru' }

test('a provider that is listed needs each of its secrets, and a lost one is never green', async () => {
  clear()
  expect((await run('Is it to be asked?', ENV)).code).toBe(0)
  expect(read('output')).toBe('yes=true\n')
  const lost = await run('Is it to be asked?', { ...ENV, COBRU_REFRESH_TOKEN: '' })
  expect(lost.code).toBe(1)
  expect(lost.says).toContain('COBRU_REFRESH_TOKEN is not set')
})

test('a provider that is not listed is not asked, and that is said', async () => {
  clear()
  expect((await run('Is it to be asked?', { ...ENV, SANDBOXES: 'cobre' })).code).toBe(0)
  expect(read('output')).toBe('')
  expect(read('summary')).toContain('not in the variable SANDBOXES')
})

test('what was found opens one issue, and the next week’s run edits it', async () => {
  clear()
  const flags = '--only auth. --only detail.numbers'
  const departure = {
    title: 'the detail has text for numbers',
    kind: 'type' as const,
    isDocumented: true,
    names: [],
    routes: ['getPayment'],
    change: ({ status, body }: { status: number; body?: Record<string, unknown> }) => {
      if (status === 200 && body) body.amount = '50000.00'
    },
  }
  const first = await runWeek({ departure }, flags)
  expect(first.code).toBe('1')
  expect(first.gh).toContain('issue create --title Sandbox: cobru')
  expect(read('contract.md')).toContain('cobru.detail.numbers')
  expect(read('issue.md')).toContain('cobru.detail.numbers')
  clear()
  writeFileSync(join(folder, 'open'), '7\n')
  const second = await runWeek({ departure }, flags)
  expect(second.gh).toContain('issue edit 7 --body-file issue.md')
  expect(second.gh).not.toContain('create')
})

test('what only drift finds stands in the issue too, and a person’s name in neither part', async () => {
  clear()
  const departure = {
    title: 'a new payment is paid, for somebody',
    kind: 'value' as const,
    isDocumented: true,
    names: [],
    routes: ['getPayment'],
    change: ({ status, body }: { status: number; body?: Record<string, unknown> }) => {
      if (status === 200 && body) Object.assign(body, { state: 3, description: 'For Ana María' })
    },
  }
  const options = { departure, noise: { extraFields: true } }
  const { code, drift, gh } = await runWeek(options, '--only detail.numbers')
  expect({ code, drift }).toEqual({ code: '0', drift: '1' })
  expect(gh).toContain('issue create --title Sandbox: cobru --body-file issue.md')
  expect(read('issue.md')).toMatch(
    /# Drift of cobru[\s\S]*\| error \| value \| getPayment \| `\/state` \|/,
  )
  expect(read('issue.md')).toContain('trace_id')
  expect(read('issue.md')).not.toContain('Ana')
})

test('what both find stands in one issue, and is masked alike', async () => {
  clear()
  const departure = {
    title: 'the amount is a name',
    kind: 'shape' as const,
    isDocumented: false,
    names: [],
    routes: ['getPayment'],
    change: (reply: { status: number; body?: Record<string, unknown> }) => {
      if (reply.status !== 200) return
      reply.body = { owner: 'Ana María', ...reply.body, amount: 'Ana María' }
    },
  }
  const { code, drift } = await runWeek({ departure }, '--only detail.numbers')
  expect({ code, drift }).toEqual({ code: '1', drift: '1' })
  const issue = read('issue.md')
  const [ofContract = '', ofDrift = ''] = issue.split('# Drift of cobru')
  expect(ofContract).toContain('quirk cobru.detail.numbers')
  for (const part of [ofContract, ofDrift]) expect(part).toContain('/owner')
  expect(issue).not.toContain('Ana')
})

test('drift that cannot be looked for is never green, and what the contract found is told', async () => {
  clear()
  writeFileSync(join(folder, 'contract.md'), 'found')
  const { code, says } = await run('Tell', { code: '1', drift: '2' })
  expect(read('gh.log')).toContain('issue create')
  expect(code).toBe(1)
  expect(says).toContain('drift could not be looked for')
})

test('an issue is closed when the sandbox is well again', async () => {
  clear()
  writeFileSync(join(folder, 'open'), '7\n')
  const { code, drift, gh } = await runWeek({}, '--only detail.numbers')
  expect({ code, drift }).toEqual({ code: '0', drift: '0' })
  expect(gh).toContain('issue close 7')
})

test('a sandbox that is not fit to be asked opens and closes nothing', async () => {
  clear()
  writeFileSync(join(folder, 'open'), '7\n')
  const { code, gh } = await runWeek({}, '--only detail.numbers', { COBRU_REFRESH_TOKEN: 'old' })
  expect(code).toBe('3')
  expect(gh).toMatch(/^issue list/)
  expect(gh).not.toMatch(/create|edit|close/)
})
