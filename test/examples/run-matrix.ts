/**
 * `npm run matrix`: both shops through every variant of Cobru, compared with what is expected. A minute
 * or two on two cores; `npm test` runs the quirks of `expected.ts` alone.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MatrixReport } from '#matrix/report'
import { cli } from '../cli/run.ts'
import { BREAKING } from './expected.ts'

export type ShopName = 'shop' | 'shop-flawed'

const root = join(import.meta.dirname, '../..')

/** Runs `ensayo matrix` over a shop's own tests, in a process of its own. */
export async function runShopMatrix(
  shop: ShopName,
  { only = [], stderr = 'ignore' }: { only?: string[]; stderr?: 'ignore' | 'inherit' } = {},
): Promise<MatrixReport & { exitCode: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-shops-'))
  const file = join(folder, 'matrix.json')
  const words = [cli, 'matrix', '--provider', 'cobru', '--report', file]
  const command = ['--', process.execPath, '--test', `test/examples/${shop}/test.ts`]
  const chosen = only.flatMap((quirk) => ['--only', quirk])
  const child = spawn(process.execPath, [...words, ...chosen, ...command], {
    cwd: root,
    stdio: ['ignore', 'ignore', stderr],
  })
  try {
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
    return { exitCode, ...(JSON.parse(readFileSync(file, 'utf8')) as MatrixReport) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** `quirk=variant` of every run with that verdict. */
export function labelsOf({ variants }: MatrixReport, verdict: string): string[] {
  return variants
    .filter((run) => run.verdict === verdict)
    .map((run) => `${run.variants[0]!.quirk}=${run.variants[0]!.variant}`)
    .sort()
}

if (import.meta.main) await main()

async function main(): Promise<void> {
  const expected: Record<ShopName, string[]> = { shop: [], 'shop-flawed': Object.keys(BREAKING) }
  for (const shop of ['shop', 'shop-flawed'] as const) {
    const report = await runShopMatrix(shop, { stderr: 'inherit' })
    const broken = labelsOf(report, 'breaks')
    const missing = expected[shop].filter((label) => !broken.includes(label))
    const surplus = broken.filter((label) => !expected[shop].includes(label))
    const { variants, notExercised } = report.summary
    console.log(
      `${shop}: ${broken.length} of ${variants} variants break it, ${notExercised} not exercised.`,
    )
    for (const label of missing) console.log(`  expected, and did not break: ${label}`)
    for (const label of surplus) console.log(`  broke, and was not expected: ${label}`)
    if (missing.length + surplus.length > 0) process.exitCode = 1
  }
}
