import { expect, test } from 'vitest'
import { DETAIL, writePact } from '../contracts/pact-files.ts'
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
