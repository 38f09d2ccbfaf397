/** The fixture, in tests of its own and, where they must fail, in a run of vitest beside this one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test as plain } from 'vitest'
import { createSandbox } from '../../mocks/index.ts'
import { createTest } from '../../mocks/vitest.ts'
import { acmePath, connect, KEY, START } from '../fixtures/acme-sandbox.ts'

const root = join(import.meta.dirname, '../..')
const test = createTest({ providers: [acmePath as 'acme'], startAt: START, timeRate: 0 })

/** Ids of the accounts that tests had, with what the first request made. */
const seen: { id: string; widget: string }[] = []

describe('gives each test an account of its own', () => {
  for (const name of ['first', 'second', 'third']) {
    test.concurrent(name, async ({ account, sandbox }) => {
      const { widgetId } = await (await connect(account)).widget()
      expect(account.acme.credentials.apiKey).not.toBe(KEY)
      await account.requests.expect({ operationId: 'createWidget' }, { count: 1 })
      expect((await sandbox.accounts.list()).map(({ id }) => id)).toContain(account.id)
      seen.push({ id: account.id, widget: widgetId })
    })
  }
})

test('removes the accounts of tests that ended', async ({ sandbox, account }) => {
  expect(new Set(seen.map(({ id }) => id)).size).toBe(3)
  expect(new Set(seen.map(({ widget }) => widget)).size).toBe(3)
  expect((await sandbox.accounts.list()).map(({ id }) => id)).toEqual(['default', account.id])
})

test('names the account after the test, so that it answers the same in every run', ({
  account,
}) => {
  expect(account.id).toMatch(/^tnames-the-account-after-the-te-/)
})

plain(
  'a failing test shows the end of its journal, and leaves no account behind',
  async () => {
    await using shared = await createSandbox({ providers: [acmePath as 'acme'], listen: true })
    const { control } = await shared.health()
    const messages = await runFailing({ ENSAYO_URL: control })
    expect(messages).toEqual(await runFailing({}))
    expect(messages['an expectation that is not met']).toBe(
      [
        'Requests with operationId createWidget: 0 matched; expected exactly 1.',
        'Requests of "<account>":',
        '  <request>  POST /sessions  201  openSession',
        'Deliveries of "<account>": none.',
      ].join('\n'),
    )
    expect(messages['wrong credentials']).toMatch(
      /Requests of "<account>": none\.\n1 request since without credentials of any account, in account "default":\n {2}<request> {2}POST \/sessions {2}403 {2}openSession\n {6}Authentication: /,
    )
    expect(messages['any other failure']).toBe(
      [
        'expected 201 to be 200 // Object.is equality',
        '',
        'Requests of "<account>":',
        '  <request>  POST /sessions  201  openSession',
        'Deliveries of "<account>": none.',
      ].join('\n'),
    )
    expect(messages['an expectation that nobody waits for']).toBe(
      [
        'Requests with operationId createWidget: 0 matched; expected at least 1.',
        'Requests of "<account>":',
        '  <request>  POST /sessions  201  openSession',
        'Deliveries of "<account>": none.',
      ].join('\n'),
    )
    expect((await shared.accounts.list()).map(({ id }) => id)).toEqual(['default'])
  },
  60_000,
)

plain(
  'refuses options for a sandbox that it does not start',
  async () => {
    const messages = await runFailing({ ENSAYO_URL: 'http://127.0.0.1:1', SEED: '7' })
    expect(messages['any other failure']).toContain(
      'createTest: "seed" is for a sandbox of this process',
    )
  },
  60_000,
)

/** Runs `failing.ts` and returns what its tests failed with, less what differs from run to run. */
async function runFailing(env: Record<string, string>): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-vitest-'))
  const file = join(folder, 'report.json')
  const flags = ['--config', 'test/library/vitest-run/config.ts', '--reporter=json']
  const { ENSAYO_URL: _, VITEST: __, ...clean } = process.env
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const run = spawn(process.execPath, [vitest, 'run', ...flags, `--outputFile=${file}`], {
    cwd: root,
    env: { ...clean, ...env },
    stdio: 'ignore',
  })
  await once(run, 'exit')
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  rmSync(folder, { recursive: true })
  const [result] = report.testResults
  if (result === undefined) throw new Error('It ran no tests')
  return Object.fromEntries(
    result.assertionResults.map(({ title, failureMessages }) => [title, toText(failureMessages)]),
  )
}

interface Report {
  testResults: { assertionResults: { title: string; failureMessages: string[] }[] }[]
}

function toText([message = '']: string[]): string {
  return message
    .replace(/^\w+: /, '')
    .replace(/\n +at [\s\S]*$/, '')
    .replaceAll(/"(acct_\d+|t[a-z0-9-]+_[\w]+)"/g, '"<account>"')
    .replaceAll(/req_\d+ {2}[\d:.]+Z/g, '<request>')
}
