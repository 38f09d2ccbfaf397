/** The texts of a new provider: its spec, and a module where YAML does not do. */
import { stringify } from 'yaml'
import { EnsayoError } from '../../base/errors.ts'
import { checkDocument } from '../../dialect/check.ts'
import type { JsonObject } from '../../dialect/pointer.ts'
import { toSkeletonModule, toSkeletonSpec } from './skeleton.ts'
import { readSource } from './source.ts'
import { type MadeSpec, type Naming, toSpec } from './to-spec.ts'

export interface MadeProvider {
  spec: string
  module: string | undefined
  counts: MadeSpec['counts'] & { all: number }
  notModelled: string[]
  notes: string[]
}

/** Throws `SPEC_UNREADABLE` or `SPEC_INVALID` on a file that no spec can be made of. */
export async function makeProvider({
  from,
  ...naming
}: Naming & { from: string | undefined }): Promise<MadeProvider> {
  const { name, today } = naming
  if (from === undefined) {
    const counts = { all: 0, kept: 0, examples: 0, tokens: 0 }
    const [spec, module] = [toSkeletonSpec(name, today), toSkeletonModule(name)]
    return { spec: `${HEAD}${spec}`, module, counts, notModelled: [], notes: [] }
  }
  const made = toSpec(await readSource(from), naming)
  refuseMistakes(from, made.document)
  const { counts, notModelled, notes, module } = made
  const all = counts.kept + counts.examples + counts.tokens + notModelled.length
  const text = stringify(made.document, { lineWidth: 100, aliasDuplicateObjects: false })
  return { spec: `${HEAD}${text}`, module, counts: { ...counts, all }, notModelled, notes }
}

/** Editors complete and check by it. */
const HEAD = '# yaml-language-server: $schema=./node_modules/ensayo/specs/schema.json\n'

/** What is written passes `ensayo check`. */
function refuseMistakes(from: string, document: JsonObject): void {
  const found = checkDocument(document, from)
  const findings = 'findings' in found ? found.findings : found.mistakes
  if (findings.length === 0) return
  const lines = findings.slice(0, 5).map(({ pointer, message }) => `${from}#${pointer}: ${message}`)
  throw new EnsayoError(
    'SPEC_INVALID',
    `${lines.join('\n')}\nNo spec can be made of it so. Correct it in a copy of the file, or take out what is named.`,
  )
}
