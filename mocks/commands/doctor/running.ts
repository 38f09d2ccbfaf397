/** Whether a sandbox answers already, and whether it is of this version. */
import { packageVersion } from '../../dialect/paths.ts'
import type { StartConfig } from '../../sandbox/server/config.ts'
import { connect } from '../connect.ts'
import { type Finding, ok, warning } from './finding.ts'

export async function checkRunning(
  { port }: StartConfig,
  env: Record<string, string | undefined>,
): Promise<{ isRunning: boolean; findings: Finding[] }> {
  const control = env.ENSAYO_URL || `http://127.0.0.1:${port || 4800}`
  try {
    const { version, counts } = await connect({ control }).health()
    return { isRunning: true, findings: [...compare(version, control), ...tellFaults(counts)] }
  } catch {
    return { isRunning: false, findings: [ok('sandbox', `None answers at ${control}.`)] }
  }
}

function compare(version: string, control: string): Finding[] {
  const own = packageVersion()
  if (version === own) return [ok('sandbox', `One of version ${version} answers at ${control}.`)]
  return [
    warning(
      'sandbox',
      `Version ${version} answers at ${control}; this command line is ${own}.`,
      'Start it anew with the version that you mean.',
    ),
  ]
}

function tellFaults({
  offSpec,
  internalErrors,
}: {
  offSpec: number
  internalErrors: number
}): Finding[] {
  if (offSpec + internalErrors === 0) return []
  return [
    warning(
      'sandbox',
      `It has given ${offSpec} answers off spec and met ${internalErrors} internal errors.`,
      'That is our fault; "ensayo requests" shows which. Please report it.',
    ),
  ]
}
