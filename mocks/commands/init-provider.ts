/** `ensayo init provider`: a spec, and a module where one is needed, to begin with. */
import { existsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { systemTime } from '../core/clock/system.ts'
import { listBuiltIn } from '../dialect/load.ts'
import type { MadeProvider } from '../tools/openapi/make-provider.ts'
import { addExamples } from './common.ts'
import { print, toCallable, toCount } from './output.ts'
import { assertWritable } from './writable.ts'

interface Flags {
  from?: string
  folder: string
}

export function defineProvider(init: Command): void {
  const command = init
    .command('provider')
    .description('write the spec of a provider, from an OpenAPI file or to begin with')
    .argument('<name>', 'its short name: small letters, digits and dashes')
    .option('--from <file>', 'OpenAPI 3.0 or 3.1, YAML or JSON, in one file')
    .option('--folder <folder>', 'where to write', '.')
    .action(initProvider)
  addExamples(command, 'init provider my-bank', 'init provider my-bank --from openapi.yaml')
}

async function initProvider(name: string, { from, folder }: Flags): Promise<void> {
  refuseName(name)
  const { makeProvider } = await import('../tools/openapi/make-provider.ts')
  // As .mts it is a module whatever the package.json around it says.
  const [spec, module] = [join(folder, `${name}.yaml`), join(folder, `${name}.mts`)]
  refuseTaken([spec, module, join(folder, `${name}.ts`)])
  const today = new Date(systemTime.now()).toISOString().slice(0, 10)
  const made = await makeProvider({ name, file: basename(spec), today, from })
  await assertWritable('--folder', spec)
  writeFileSync(spec, made.spec)
  if (made.module !== undefined) writeFileSync(module, made.module)
  print(toCallable(describe(made, { spec, module })))
}

function refuseName(name: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `init provider: "${name}" is not a name. It begins with a small letter and has small letters, digits and dashes.`,
    )
  }
  if (!listBuiltIn().includes(name)) return
  throw new EnsayoError(
    'OPTION_INVALID',
    `init provider: Ensayo has a provider "${name}" already. Give yours another name.`,
  )
}

function refuseTaken(files: readonly string[]): void {
  const there = files.find((file) => existsSync(file))
  if (there === undefined) return
  throw new EnsayoError(
    'OPTION_INVALID',
    `init provider: ${there} is there already. Move it away, or write elsewhere with --folder.`,
  )
}

/** Of what is not modelled, as many are named. */
const SHOWN = 8

function describe(made: MadeProvider, { spec, module }: { spec: string; module: string }): string {
  const { counts, notModelled, notes } = made
  const does = [
    [counts.kept, 'keep state'],
    [counts.tokens, 'issue tokens'],
    [counts.examples, 'answer their documented example'],
    [notModelled.length, 'answer "not modelled"'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]))
  const more = notModelled.length - SHOWN
  return [
    `Wrote ${spec}${made.module === undefined ? '' : ` and ${module}`}.`,
    ...(counts.all === 0 ? [] : [`Of ${toCount(counts.all, 'operation')}: ${does.join(', ')}.`]),
    ...notModelled.slice(0, SHOWN).map((operation) => `  not modelled: ${operation}`),
    ...(more > 0 ? [`  … and ${more} more; "x-behaviour: not-modelled" finds them`] : []),
    ...notes.map((note) => `  note: ${note}`),
    'Next:',
    `  1. "ensayo check ${spec}" says what is wrong with it.`,
    `  2. "ensayo start --provider ${spec}" serves it.`,
    '  3. docs/writing-a-provider.md says how to go on.',
  ].join('\n')
}
