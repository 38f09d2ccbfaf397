/** What a run tells: terminal, Markdown, JUnit, `status.json`, and a failure one can paste. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { defineContract, defineFlow, defineProbe, undecided } from '#kit/contract'
import { toJunit } from '#kit/reports/junit'
import { toMarkdown } from '#kit/reports/markdown'
import { toPaste } from '#kit/reports/paste'
import { printCases, toLine, toSummary } from '#kit/reports/text'
import { hasProblems, type RunResult } from '#kit/result'
import { runContract } from '#kit/run'
import { mergeStatus, updateStatus } from '#kit/status'
import { createEmulatorTarget } from '#kit/targets/emulator'
import { authorize } from '../../contracts/cobru/authorize.ts'
import { askForPayment, createPayment } from '../../contracts/cobru/payment.ts'

const contract = defineContract({
  provider: 'cobru',
  authorize,
  flows: [
    defineFlow({
      id: 'fine',
      title: 'A payment is created',
      run: async (session) => void (await createPayment(session)),
    }),
    defineFlow({
      id: 'refused',
      title: 'A create without callback & <flags> is taken',
      run: async (session) => {
        session.step('the payment is created')
        session.expect(
          await askForPayment(session, { callback: undefined }),
          { status: 201 },
          'a client relies on it',
        )
      },
    }),
  ],
  probes: [
    defineProbe({ quirk: 'cobru.auth.token-ttl', tell: async () => '900s' }),
    defineProbe({ quirk: 'cobru.pay.breb-ttl', tell: async () => undecided('the key has no end') }),
  ],
})

let run: RunResult
beforeAll(async () => {
  const target = await createEmulatorTarget({ provider: 'cobru' })
  run = await runContract(contract, target)
  await target.close()
})

const plain = (_: string, text: string): string => text
const find = (id: string) => run.cases.find((each) => each.id === id)!

test('a run has a result for every case, and problems when one failed or differs', () => {
  expect(run.cases.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['cobru/flow/fine', 'passed'],
    ['cobru/flow/refused', 'broken'],
    ['cobru/probe/cobru.auth.token-ttl', 'differs'],
    ['cobru/probe/cobru.pay.breb-ttl', 'new'],
  ])
  expect(hasProblems(run)).toBe(true)
  expect(hasProblems({ ...run, findings: [] })).toBe(false)
})

test('a failure tells step, expectation, answer, operation, quirk and evidence, without credentials', () => {
  const text = toPaste(find('cobru/flow/refused'), run)
  expect(text).toContain('- Step: the payment is created')
  expect(text).toContain('- Expected: status 201 (a client relies on it)')
  expect(text).toContain('- Found: status 403')
  expect(text).toMatch(/- Operation: createPayment, POST \/cobru\/ \(observed, https:/)
  expect(text).toContain('- Quirk: cobru.create.missing-callback-403 = both-required-403')
  expect(text).toContain('documented, https://docs.cobru.co/en/docs/errors')
  expect(text).toContain('POST /cobru/')
  expect(text).toContain('"description":"<text:Aaaaa')
  expect(text).toContain('Error en la creacion del cobru.')
  expect(text).not.toContain('sandbox-cobru-api-key')
  expect(text).not.toMatch(/Bearer ey/)
})

test('the terminal shows a line per case, the failure and the sum', () => {
  const lines = run.cases.map((each) => toLine(each, plain))
  expect(lines[0]).toBe('✓ flow/fine A payment is created')
  expect(lines[2]).toContain('differs: the target shows "900s", the profile says "3600s"')
  const summary = toSummary(run, plain)
  expect(summary).toContain('### A create without callback')
  expect(summary).toContain('profile docs: 1 new, 1 broken, 1 differs, 1 passed')
})

test('the terminal tells of skipped cases together, a line per reason', () => {
  const skip = (reason: string) => ({
    ...find('cobru/flow/fine'),
    outcome: 'skipped' as const,
    reason,
  })
  const cases = [find('cobru/flow/fine'), skip('set COBRU_API_KEY'), skip('no money')]
  const skipped = { ...run, cases: [...cases, skip('set COBRU_API_KEY')] }
  const lines: string[] = []
  skipped.cases.forEach(printCases(plain, (line) => lines.push(line)))
  expect(lines).toEqual(['✓ flow/fine A payment is created'])
  expect(toSummary(skipped, plain).split('\n')).toEqual(
    expect.arrayContaining(['2 skipped: set COBRU_API_KEY', '1 skipped: no money']),
  )
})

test('Markdown counts in a table and folds the rest; a provider’s text is not markup', () => {
  const text = toMarkdown([run])
  expect(text).toContain('| cobru | emulator | docs | 1 | 1 | 1 | 1 | 0 | 0 | 0 |')
  expect(text).toContain('<summary>✗ cobru/flow/refused</summary>')
  expect(text).toContain('≠ quirk cobru.auth.token-ttl: expected 3600s, found 900s')
  expect(text.indexOf('New, in no document')).toBeLessThan(text.indexOf('Broken'))
})

test('JUnit has a suite with failures and skipped, escaped', () => {
  const text = toJunit([run])
  expect(text).toContain('name="cobru on emulator" tests="4" failures="3" skipped="0"')
  expect(text).toContain('A create without callback &amp; &lt;flags&gt; is taken')
  expect(text).toContain('<failure message="the key has no end" type="new">')
  expect(text.match(/<failure /g)).toHaveLength(3)
})

test('status.json keeps the last result per case and target, dated; a skip leaves an earlier result', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-status-'))
  const file = join(folder, 'contracts/status.json')
  await updateStatus(file, [run])
  const skipped = { ...find('cobru/flow/fine'), outcome: 'skipped' as const, reason: 'no money' }
  const later = {
    ...run,
    startedAt: '2030-01-01T00:00:00.000Z',
    cases: [skipped, { ...find('cobru/flow/refused'), outcome: 'passed' as const }],
  }
  await updateStatus(file, [later, { ...later, target: 'sandbox' }])
  const { targets } = JSON.parse(readFileSync(file, 'utf8'))
  expect(targets.emulator['cobru/flow/fine']).toEqual({ outcome: 'passed', at: run.startedAt })
  expect(targets.emulator['cobru/flow/refused']).toMatchObject({
    outcome: 'passed',
    at: later.startedAt,
  })
  expect(targets.emulator['cobru/probe/cobru.auth.token-ttl']).toMatchObject({ variant: '900s' })
  expect(targets.sandbox['cobru/flow/fine']).toMatchObject({
    outcome: 'skipped',
    reason: 'no money',
  })
  rmSync(folder, { recursive: true })
})

test('a file that is not a status is left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-status-'))
  const file = join(folder, 'status.json')
  writeFileSync(file, '{"mine":true}')
  await expect(updateStatus(file, [run])).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  expect(readFileSync(file, 'utf8')).toBe('{"mine":true}')
  rmSync(folder, { recursive: true })
})

test('the order of cases does not change status.json', () => {
  const empty = { version: 1 as const, targets: {} }
  const backwards = { ...run, cases: [...run.cases].reverse() }
  expect(JSON.stringify(mergeStatus(empty, [run]))).toBe(
    JSON.stringify(mergeStatus(empty, [backwards])),
  )
})
