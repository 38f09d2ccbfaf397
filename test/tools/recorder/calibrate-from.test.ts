/** What exchanges that somebody already has say of the variants: shown, contradicted, or in no document. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SAMPLES } from '#types/samples/cobru'
import { runCli } from '../../cli/run.ts'
import { writeHar } from './har-file.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'calibrate-from-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NEW = { ...SAMPLES.createPayment, payment_method_enabled: '{"pse":true}' }

type Flow = Parameters<typeof writeHar>[2]

/** A token, a create without callback, a payment and its detail. */
const flow: Flow = async (send, { apiKey, refreshToken }) => {
  const key = { 'x-api-key': apiKey! }
  const { access } = await send('POST', '/token/refresh/', { refresh: refreshToken }, key)
  const own = { ...key, authorization: `Bearer ${access}` }
  const { callback: _, ...incomplete } = NEW
  await send('POST', '/cobru/', incomplete, own)
  const { url } = await send('POST', '/cobru/', NEW, own)
  await send('GET', `/cobru_detail/${url}`, undefined, own)
}

describe('a HAR file of a sandbox that differs from the documents', () => {
  const quirk = 'cobru.create.missing-callback-403'

  test('tells the variant, what it contradicts, and what no document foresees', {
    timeout: 120_000,
  }, async () => {
    const har = await writeHar(folder, 'cobru', flow, {
      host: 'dev.cobru.co',
      variants: { [quirk]: 'lenient-201' },
      alter: ({ path, body }) => {
        if (path.startsWith('/cobru_detail/')) body.risk = 'low'
      },
    })
    const out = join(folder, 'seen.yaml')
    const { code, stdout } = await runCli([
      'calibrate',
      '--provider',
      'cobru',
      '--from',
      har,
      '--out',
      out,
    ])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^≠ ${quirk} = lenient-201 \\(traffic.har/000002`, 'm'))
    expect(stdout).toMatch(/^ {4}contradicts .*both-required-403/m)
    expect(stdout).toMatch(/^In no document:\n\? warning unknown-field getPayment \/risk/m)
    const profile = parse(readFileSync(out, 'utf8'))
    expect(profile).toMatchObject({
      provider: 'cobru',
      target: 'dev.cobru.co',
      evidence: 'observed',
      variants: { [quirk]: { variant: 'lenient-201', exchanges: ['traffic.har/000002'] } },
    })
    expect(Object.keys(profile.undecided).length).toBeGreaterThan(50)
    // Nothing that the client sent is in what is written.
    expect(readFileSync(out, 'utf8') + stdout).not.toContain(NEW.description)
    const served = await runCli([
      'exec',
      '--provider',
      'cobru',
      '--profile',
      `cobru=${out}`,
      '--',
      'true',
    ])
    expect(served.code).toBe(0)
  })
})

test('traffic that meets no quirk tells nothing, with exit code 1', {
  timeout: 60_000,
}, async () => {
  const har = await writeHar(
    folder,
    'cobru',
    async (send) => void (await send('GET', '/nowhere/')),
    {
      host: 'proxy.example:8080',
    },
  )
  const out = join(folder, 'nothing.yaml')
  const { code, stderr } = await runCli([
    'calibrate',
    '--provider',
    'cobru',
    '--from',
    har,
    '--out',
    out,
  ])
  expect(code).toBe(1)
  expect(stderr).toContain('1 exchanges tell no variant from another')
})

test('drift reads a HAR file too, accepts what is known once, and says what is there no more', {
  timeout: 120_000,
}, async () => {
  const known = join(folder, 'known.json')
  const write = (alter: Parameters<typeof writeHar>[3]['alter']) =>
    writeHar(folder, 'cobru', flow, { host: 'dev.cobru.co', ...(alter ? { alter } : {}) })
  const har = await write(({ body }) => {
    if (body.pk) body.pk = String(body.pk)
  })
  const words = ['drift', har, '--provider', 'cobru', '--accept', known]
  const first = await runCli(words)
  expect(first.code).toBe(1)
  expect(first.stdout).toMatch(/^error type createPayment \/pk: expected integer, found/m)

  const accepting = await runCli([...words, '--reason', 'they said so'])
  expect(accepting.code).toBe(0)
  const again = await runCli(words)
  expect(again.code).toBe(0)
  expect(again.stdout).toMatch(
    /^known error type createPayment \/pk: .* accepted \d{4}-\d\d-\d\d: they said so$/m,
  )
  expect(again.stdout).toMatch(/: 0 errors, 0 warnings, \d+ notes, [1-9] accepted\.$/m)

  await write(({ body }) => {
    if (body.pk) body.pk = [body.pk]
  })
  const changed = await runCli(words)
  expect(changed.code).toBe(1)
  expect(changed.stdout).toMatch(/^error type createPayment \/pk: .*\(accepted was /m)

  await write(undefined)
  const gone = await runCli(words)
  expect(gone.code).toBe(0)
  expect(gone.stdout).toMatch(/^accepted, and there no more: drift type createPayment \/pk/m)
})

test('misuse of the new flags says where, what and how', { timeout: 60_000 }, async () => {
  const har = await writeHar(folder, 'cobru', flow, { host: 'dev.cobru.co' })
  expect(await runCli(['drift', har])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('say whose it is with --provider'),
  })
  expect(await runCli(['drift', har, '--provider', 'cobru', '--reason', 'x'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--accept <file>'),
  })
  expect(await runCli(['drift', har, '--provider', 'cobru', '--accept', har])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('does not hold accepted findings'),
  })
})
