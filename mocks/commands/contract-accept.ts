/** `ensayo contract accept`: a known difference is accepted once, with its reason. */

import type { Command } from 'commander'
import { accept, readBaseline, writeBaseline } from '../../contracts/kit/baseline.ts'
import type { Finding } from '../../contracts/kit/result.ts'
import { readStatus } from '../../contracts/kit/status.ts'
import { EnsayoError } from '../base/errors.ts'
import { print } from './output.ts'

interface Flags {
  reason: string
  file: string
  from: string
}

/** Where accepted findings are kept unless told otherwise. */
export const BASELINE = 'contracts/accepted.json'

export function defineAccept(contract: Command): void {
  contract
    .command('accept')
    .description('accept a finding of the last run: it fails nothing until it changes')
    .argument('<finding>', 'its id, as the report shows it, or a part of it that no other has')
    .requiredOption('--reason <text>', 'why it is all right')
    .option('--file <file>', 'where accepted findings are kept', BASELINE)
    .option('--from <file>', 'where the last run is kept', 'contracts/status.json')
    .action((finding: string, flags: Flags) => run(finding, flags))
}

async function run(wanted: string, { reason, file, from }: Flags): Promise<void> {
  const { provider, finding } = find(wanted, await listFindings(from), from)
  const baseline = accept(await readBaseline(file), { provider, finding, reason })
  await writeBaseline(file, baseline)
  print(
    `Accepted for ${provider}: ${finding.id}\nWritten to ${file}. Use it: contract --accept ${file}`,
  )
}

interface Named {
  provider: string
  finding: Finding
}

async function listFindings(file: string): Promise<Named[]> {
  const { findings = {} } = await readStatus(file)
  return Object.values(findings).flatMap((providers) =>
    Object.entries(providers).flatMap(([provider, each]) =>
      each.map((finding) => ({ provider, finding })),
    ),
  )
}

function find(wanted: string, all: readonly Named[], file: string): Named {
  const exact = all.filter(({ finding }) => finding.id === wanted)
  const found = exact.length > 0 ? exact : all.filter(({ finding }) => finding.id.includes(wanted))
  if (found[0] !== undefined && new Set(found.map(({ finding }) => finding.id)).size === 1) {
    return found[0]
  }
  const ids = (found.length > 0 ? found : all).map(({ finding }) => `"${finding.id}"`)
  const problem = found.length > 0 ? 'several findings have' : 'no finding has'
  throw new EnsayoError(
    'OPTION_INVALID',
    `contract accept: ${problem} "${wanted}" in ${file}. There are: ${ids.join(', ') || 'none'}.`,
  )
}
