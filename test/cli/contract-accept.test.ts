/** `contract accept`: a finding of the last run is kept with its reason. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runCli } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'ensayo-accept-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const toFinding = (id: string) => ({
  id,
  rank: 'broken',
  expected: 'a',
  found: 'b',
  cases: [],
  explains: [],
  follows: [],
})
const from = join(folder, 'status.json')
const found = [toFinding('getBalance type /amount'), toFinding('getBalance status')]
const findings = { sandbox: { localpayment: found } }
writeFileSync(from, JSON.stringify({ version: 1, targets: {}, findings }))

const accept = (finding: string, file: string) =>
  runCli(['contract', 'accept', finding, '--reason', 'known', '--file', file, '--from', from])

test('a part of an id that one finding has is enough', async () => {
  const file = join(folder, 'accepted.json')
  const { code, stdout } = await accept('/amount', file)
  expect({ code, stdout }).toMatchObject({ code: 0 })
  expect(stdout).toContain('Accepted for localpayment: getBalance type /amount')
  expect(JSON.parse(readFileSync(file, 'utf8')).accepted).toMatchObject([
    { provider: 'localpayment', finding: 'getBalance type /amount', found: 'b', reason: 'known' },
  ])
})

test.each([
  ['getBalance', 'several findings have "getBalance"'],
  ['getPayment', 'no finding has "getPayment"'],
])('%s is refused, with what there is', async (finding, says) => {
  const { code, stderr } = await accept(finding, join(folder, 'none.json'))
  expect(code).toBe(2)
  expect(stderr).toContain(says)
  expect(stderr).toContain('"getBalance status"')
})
