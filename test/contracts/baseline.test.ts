/** Known differences, accepted once: only what changes fails afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accept, applyBaseline, type Baseline, readBaseline, writeBaseline } from '#kit/baseline'
import { hasProblems, type RunResult } from '#kit/result'
import { DEPARTURES } from '../stand-ins/measure.ts'
import { isFinding, rehearse } from '../stand-ins/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'ensayo-baseline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let quiet: RunResult
let baseline: Baseline
beforeAll(async () => {
  quiet = (await rehearse('localpayment')).run
  const empty: Baseline = { version: 1, accepted: [] }
  baseline = quiet.findings.filter(isFinding).reduce((known, finding) => {
    const words = { provider: 'localpayment', reason: 'as the stand-in reads it', at: '2026-11-30' }
    return accept(known, { ...words, finding })
  }, empty)
})

test('what was accepted fails no later run, and is shown as accepted', async () => {
  expect(hasProblems(applyBaseline(quiet, { version: 1, accepted: [] }))).toBe(true)
  const again = applyBaseline((await rehearse('localpayment')).run, baseline)
  expect(hasProblems(again)).toBe(false)
  expect(again.findings.filter(isFinding).every(({ accepted }) => accepted !== undefined)).toBe(
    true,
  )
})

test('what is new beside it fails', async () => {
  const departure = DEPARTURES.localpayment.find(({ title }) => title === 'the balance is text')!
  const { run } = await rehearse('localpayment', { departure })
  const open = applyBaseline(run, baseline).findings.filter(
    (finding) => isFinding(finding) && finding.accepted === undefined,
  )
  expect(open.map(({ id }) => id)).toEqual([expect.stringContaining('getBalance type /amount')])
})

test('an accepted finding that has changed fails and says what was accepted', () => {
  const changed = quiet.findings.map((finding) => ({ ...finding, found: 'something else' }))
  const run = applyBaseline({ ...quiet, findings: changed }, baseline)
  expect(hasProblems(run)).toBe(true)
  expect(run.findings[0]!.found).toContain('accepted was')
})

test('what was accepted and is gone is told as a remark; of a part of the cases nothing is said', () => {
  const gone = applyBaseline({ ...quiet, findings: [] }, baseline)
  expect(gone.remarks).toContain(`accepted, and there no more: ${baseline.accepted[0]!.finding}`)
  expect(hasProblems(gone)).toBe(false)
  const part = applyBaseline({ ...quiet, findings: [], isWhole: false }, baseline)
  expect(part.remarks).toEqual(quiet.remarks)
})

test('it is kept in a file; another file is left alone', async () => {
  const file = join(folder, 'accepted.json')
  await writeBaseline(file, baseline)
  expect(await readBaseline(file)).toEqual(baseline)
  writeFileSync(file, '{"mine":true}')
  await expect(readBaseline(file)).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  expect(await readBaseline(join(folder, 'none.json'))).toEqual({ version: 1, accepted: [] })
})
