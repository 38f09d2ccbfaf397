import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { DETAIL, MADE_UP, writePact } from '../contracts/pact-files.ts'
import { runCli } from './run.ts'

const options = { timeout: 60_000 }

test('a pact that holds ends with 0 and is told line by line', options, async () => {
  const file = writePact({ interactions: [DETAIL] })
  const { code, stdout, stderr } = await runCli(['verify', file])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('shop → cobru')
  expect(stdout).toContain('ok      a request for a payment, given a payment exists')
  expect(stdout).toContain('1 interaction: 1 ok, 0 failed.')
})

test('one that does not ends with 1; JSON is JSON alone', options, async () => {
  const file = writePact({ interactions: [{ ...DETAIL, response: { status: 418 } }] })
  const { code, stdout } = await runCli(['verify', file, '--json'])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: 0,
    failed: 1,
    pacts: [{ interactions: [{ problems: ['status: expected 418 but was 200'] }] }],
  })
})

test('unknown states are told below, with the known ones', options, async () => {
  const file = writePact({ interactions: [{ ...DETAIL, providerState: 'a payment exist' }] })
  const { code, stdout } = await runCli(['verify', file])
  expect(code).toBe(1)
  expect(stdout).toContain('Provider states that are not known')
  expect(stdout).toContain('Did you mean "a payment exists"?')
})

test('a file that is none, or no file at all, ends with 2', options, async () => {
  const missing = await runCli(['verify', 'no-such-pact.json'])
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('no such file') })
  const none = await runCli(['verify'])
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no pact file') })
})

test('lists the provider states of a provider', options, async () => {
  const { code, stdout } = await runCli(['list', 'states', '--provider', 'cobru'])
  expect(code).toBe(0)
  expect(stdout).toContain('a payment exists')
  expect(stdout).toContain('the access token has expired')
  expect(stdout).not.toContain('avenia')
  const widths = stdout.split('\n').map(({ length }) => length)
  expect(Math.max(...widths)).toBeLessThanOrEqual(140)
})

test('what a pact marks as pending may fail, as with Pact', options, async () => {
  const wrong = { ...DETAIL, type: 'Synchronous/HTTP', response: { status: 418 }, pending: true }
  const file = writePact({ version: '4.0', interactions: [wrong] })
  const folder = dirname(file)
  const [xml, json] = [join(folder, 'verify.xml'), join(folder, 'verify.report.json')]
  const { code, stdout } = await runCli(['verify', file, '--report', xml, '--report', json])
  expect(stdout).toContain('1 interaction: 0 ok, 0 failed, 1 pending.')
  expect(stdout).toContain('its pact says that it need not hold yet')
  expect(code).toBe(0)
  expect(readFileSync(xml, 'utf8')).toContain('<skipped message="pending: status: expected 418')
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ failed: 0, pending: 1 })
})

test('JUnit has a failure for what does not hold', options, async () => {
  const file = writePact({ interactions: [{ ...DETAIL, response: { status: 418 } }] })
  const xml = join(dirname(file), 'verify.xml')
  expect(await runCli(['verify', file, '--report', xml])).toMatchObject({ code: 1 })
  const text = readFileSync(xml, 'utf8')
  expect(text).toContain('tests="1" failures="1" errors="0" skipped="0"')
  expect(text).toContain('<failure message="status: expected 418 but was 200">')
})

test('what went to and fro is in neither report', options, async () => {
  const secret = 'k9-5f2a77d1-zz'
  const request = { method: 'GET', path: `/cobru_detail/${secret}`, headers: MADE_UP }
  const file = writePact({
    interactions: [{ ...DETAIL, providerState: undefined, request, response: { status: 200 } }],
  })
  const folder = dirname(file)
  const [xml, json] = [join(folder, 'verify.xml'), join(folder, 'verify.report.json')]
  const { stdout } = await runCli(['verify', file, '--report', xml, '--report', json])
  expect(stdout).toContain(secret)
  for (const report of [xml, json]) {
    const text = readFileSync(report, 'utf8')
    expect(text).toContain('expected 200 but was 404')
    expect(text).not.toContain(secret)
  }
})

test(
  'a folder stands for the pacts in it; an address is refused with what does',
  options,
  async () => {
    const file = writePact({ interactions: [DETAIL] })
    const { code, stdout } = await runCli(['verify', dirname(file)])
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 ok, 0 failed.'),
    })
    const address = await runCli(['verify', 'https://broker.example/pacts/one'])
    expect(address).toMatchObject({ code: 2, stderr: expect.stringContaining('curl -sfo') })
    const empty = await runCli(['verify', join(import.meta.dirname, '../stand-ins')])
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('no .json file') })
    const odd = await runCli(['verify', file, '--report', 'result.txt'])
    expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('no known ending') })
  },
)
