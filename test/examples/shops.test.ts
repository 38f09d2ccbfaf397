/** The shops' own tests pass, and the readiness report names every mistake and nothing else. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { planAlternatives, toLabel } from '#matrix/plan'
import type { Readiness, Verdict } from '#report/types'
import { createSandbox } from '../../mocks/index.ts'
import { runCli } from '../cli/run.ts'
import { BREAKING } from './expected.ts'
import { MISTAKES } from './shop-flawed/mistakes.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const folder = import.meta.dirname

/** Runs a shop's tests on a sandbox; the exit code is 1 too when an item is violated. */
async function rehearse(shop: 'shop' | 'shop-flawed', ...flags: string[]) {
  const out = mkdtempSync(join(tmpdir(), 'ensayo-readiness-'))
  onTestFinished(() => rmSync(out, { recursive: true }))
  const command = ['--', process.execPath, '--test', join(folder, shop, 'test.ts')]
  const report = ['--report', 'readiness', '--out', out]
  const run = await runCli(['exec', '--provider', 'cobru', ...flags, ...report, ...command])
  expect(run.stdout, run.stdout).toMatch(/ fail 0\n/)
  const readiness = JSON.parse(readFileSync(join(out, 'readiness.json'), 'utf8')) as Readiness
  const { items } = readiness.providers.find(({ provider }) => provider === 'cobru')!
  const idsOf = (verdict: Verdict) =>
    items.filter((item) => item.verdict === verdict).map(({ id }) => id)
  return { code: run.code, items, idsOf }
}

test('readiness: the flawed shop violates the ten items of its ten mistakes, and no other', async () => {
  const { code, items, idsOf } = await rehearse('shop-flawed')
  const wanted = Object.values(MISTAKES).map(({ item }) => item)
  expect(new Set(wanted).size).toBe(10)
  expect(idsOf('violated').sort()).toEqual(wanted.sort())
  for (const { verdict, findings } of items)
    if (verdict === 'violated') expect(findings[0]!.where.length).toBeGreaterThan(0)
  expect(code).toBe(1)
})

test('every mistake is marked in the flawed shop, and every mark is a mistake', () => {
  const text = readFileSync(join(folder, 'shop-flawed/shop.ts'), 'utf8')
  const marked = [...text.matchAll(/MISTAKE ([a-z-]+):/g)].map((found) => found[1]!)
  expect(marked.sort()).toEqual(Object.keys(MISTAKES).sort())
})

test('readiness: the correct shop violates nothing, and what its mistakes would be is met', async () => {
  const { code, idsOf } = await rehearse('shop')
  expect(idsOf('violated')).toEqual([])
  expect(code).toBe(0)
  expect(idsOf('met')).toEqual(
    expect.arrayContaining([
      'token-cache',
      'token-in-time',
      'flags-as-string',
      'both-urls',
      'hosted-url',
      'callback',
      'callback-duplicates',
      'callback-forged',
      'lookup',
      'payout-balance',
      'payout-key',
      'payout-poll',
    ]),
  )
})

test('readiness: callbacks that lie are not believed by the correct shop', async () => {
  const { idsOf } = await rehearse('shop', '--variant', 'cobru.webhook.unsigned=spoofed')
  expect(idsOf('violated')).toEqual([])
  expect(idsOf('met')).toContain('callback-forged')
})

test.each(['legacy', 'captured', 'hostile'])(
  'the correct shop passes its tests under the profile %s, and violates nothing',
  async (profile) => {
    const { idsOf } = await rehearse('shop', '--profile', `cobru=${profile}`)
    expect(idsOf('violated')).toEqual([])
  },
)

test('the examples’ page lists the mistakes as they are', () => {
  const page = readFileSync(join(folder, 'README.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| `([a-z-]+)` +\| (.+?) +\|$/gm)]
  const listed = rows.map(([, name, item, instead]) => [name, { item, instead }])
  const plain = (text: string) => text.replaceAll('`', '')
  expect(plain(JSON.stringify(Object.fromEntries(listed)))).toBe(plain(JSON.stringify(MISTAKES)))
})

test('the examples’ page counts the variants as they are, and those expected to break exist', async () => {
  await using sandbox = await createSandbox({ providers: ['cobru'] })
  const labels = planAlternatives(sandbox.engine.quirks('default')).map(toLabel)
  const breaking = Object.keys(BREAKING)
  expect(labels).toEqual(expect.arrayContaining(breaking))
  const counts = `${breaking.length} of Cobru's ${labels.length} other variants break the flawed shop`
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(counts)
})
