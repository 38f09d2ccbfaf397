/**
 * Makes `dist/`, which is what `npm pack` ships: bundled JavaScript, type declarations, and specs
 * already parsed, so that nothing reads YAML at start. The same sources give the same bytes.
 */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import { rolldown } from 'rolldown'
import { parse } from 'yaml'
import { loadSpec } from '../dialect/load.ts'
import { CONFIG_SCHEMA } from '../sandbox/config/schema.ts'
import { bundleCommonJs, toLicences } from './commonjs.ts'
import { writeComponent } from './component.ts'
import { declareCommonJs, pruneDeclarations } from './declarations.ts'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')
const oldest = readOldestNode()
const target = `node${oldest.major}.${oldest.minor}`

/**
 * What a start needs in three files instead of fifty: each costs time to be found, read and linked.
 * The first is all that `--version` and `--help` load; what a group imports comes along.
 */
const GROUPS = [
  { name: 'base', test: /mocks[\\/](?:base|commands[\\/]table)/, priority: 3 },
  {
    name: 'engine',
    test: /mocks[\\/](?:core|dialect|sandbox[\\/](?:engine|control|server|inspector[\\/]mount))/,
    priority: 2,
  },
  { name: 'start', test: /mocks[\\/]commands[\\/](?:program|start|output)/, priority: 1 },
]

/**
 * Ajv is ninety small files, which take longer to be found than to run. Helpers of the compiler are
 * no dependency of ours.
 */
const INLINED = /^(?:ajv|ajv-formats|@oxc-project\/runtime)(?:\/|$)/

/** Node keeps what it has compiled: a later start is about a tenth sooner. Harmless where it cannot. */
const LAUNCHER = `#!/usr/bin/env node
// By namespace: an older Node must get as far as the check, and cannot import what it does not have.
import * as module from 'node:module'
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < ${oldest.major} || (major === ${oldest.major} && minor < ${oldest.minor})) {
  console.error(
    'ensayo needs Node ${oldest.major}.${oldest.minor} or newer; this is ' + process.versions.node + '.',
  )
  process.exit(2)
}
module.enableCompileCache()
await import('./main.js')
`

rmSync(dist, { recursive: true, force: true })
mkdirSync(join(dist, 'specs'), { recursive: true })
await bundle()
await bundleCommonJs({
  root,
  dist,
  entries: { ...libraryEntries(), jest: './mocks/tools/testing/jest.ts', ...providerEntries() },
  target,
})
writeLauncher()
appendFileSync(join(dist, 'LICENSES.txt'), `\n${writeComponent(root, dist)}`)
await writeSpecs()
writeControlDescription()
writeJson('ensayo.config.schema.json', CONFIG_SCHEMA)
declareTypes()
pruneDeclarations(dist)
declareCommonJs(dist)

/** The oldest Node that `engines` in package.json lets in. */
function readOldestNode(): { major: number; minor: number } {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines.node)!.slice(1).map(Number)
  return { major: major!, minor: minor! }
}

/**
 * Our own code, and of dependencies what is inlined; the others stay packages, with their licences
 * and their updates.
 */
async function bundle(): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: entries(),
    platform: 'node',
    external: isPackage,
    // The oldest Node of `engines`: it does not know `await using`.
    transform: { target },
    onLog: (level, log) => {
      // Modules of one group lie in one file, whichever way they are imported.
      if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT') return
      if (level === 'warn') throw new Error(`The bundler warns: ${log.message}`)
    },
  })
  const { output } = await build.write({
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    comments: { legal: true, annotation: true, jsdoc: false },
    codeSplitting: { groups: GROUPS },
  })
  await build.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  writeFileSync(join(dist, 'LICENSES.txt'), toLicences(chunks))
}

function writeLauncher(): void {
  writeFileSync(join(dist, 'cli.js'), LAUNCHER, { mode: 0o755 })
}

/** What is imported by the name of a package, and not by something inlined. */
function isPackage(id: string, importer?: string): boolean {
  const isOwn = id.startsWith('.') || isAbsolute(id) || INLINED.test(id)
  return !isOwn && !importer?.includes('node_modules')
}

/** Command line, library, its fixtures for runners, what providers import, and every provider's modules by folder name. */
function entries(): Record<string, string> {
  return {
    main: './mocks/cli.ts',
    ...libraryEntries(),
    jest: './mocks/tools/testing/jest.ts',
    vitest: './mocks/vitest.ts',
    'pact-verifier': './mocks/tools/pact/verifier.ts',
    ...providerEntries(),
  }
}

function libraryEntries(): Record<string, string> {
  return { index: './mocks/index.ts', provider: './mocks/provider.ts' }
}

function providerEntries(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const folder of readdirSync(join(root, 'mocks/providers')).sort()) {
    const module = `./mocks/providers/${folder}/index.ts`
    if (existsSync(join(root, module))) found[`providers/${folder}/index`] = module
  }
  return found
}

/** `loadSpec` stops at whatever breaks the dialect; the build then need not check again at start. */
async function writeSpecs(): Promise<void> {
  for (const file of readdirSync(join(root, 'specs')).filter((name) => name.endsWith('.yaml'))) {
    const name = basename(file, '.yaml')
    const { document } = await loadSpec(name)
    writeJson(`specs/${name}.json`, document)
  }
}

/** Beside the chunks, where the control API looks for its own description. */
function writeControlDescription(): void {
  const text = readFileSync(join(root, 'mocks/sandbox/control/openapi.yaml'), 'utf8')
  writeJson('control-openapi.json', parse(text))
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(join(dist, path), JSON.stringify(value))
}

/** Declarations of what the package exports, by the compiler. */
function declareTypes(): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const project = join(import.meta.dirname, 'tsconfig.types.json')
  const { status } = spawnSync(process.execPath, [compiler, '--project', project], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}
