/**
 * Makes `dist/cjs/`: the library for `require`, in Node and in Jest, with its dependencies inside, for
 * some of them cannot be required.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OutputChunk, type Plugin, rolldown } from 'rolldown'

export interface CommonJsOptions {
  root: string
  dist: string
  /** Name → source, relative to the root. */
  entries: Record<string, string>
  /** The oldest Node, e.g. `node22.19`. */
  target: string
}

/** Bundles the entries and writes the licences of what is inside. */
export async function bundleCommonJs({
  root,
  dist,
  entries,
  target,
}: CommonJsOptions): Promise<void> {
  const { plugin, assertReplaced } = requireAtRunTime()
  const build = await rolldown({
    cwd: root,
    input: entries,
    platform: 'node',
    transform: { target },
    // These can be required as they are.
    external: ['@peculiar/x509', 'reflect-metadata'],
    plugins: [plugin],
    onLog: (level, log) => {
      // A chunk less, no more; which modules wait is for the other build to say.
      if (log.code === 'INEFFECTIVE_DYNAMIC_IMPORT') return
      if (level === 'warn') throw new Error(`The bundler warns: ${log.message}`)
    },
  })
  const { output } = await build.write({
    dir: join(dist, 'cjs'),
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // Names of functions stay, for stack traces; the installed package has a bound on its size.
    minify: {
      compress: false,
      mangle: { keepNames: { function: true, class: true } },
      codegen: { removeWhitespace: true },
    },
    comments: { legal: true, annotation: true, jsdoc: false },
  })
  await build.close()
  assertReplaced()
  const chunks = output.filter((file) => file.type === 'chunk')
  writeFileSync(join(dist, 'cjs/LICENSES.txt'), toLicences(chunks))
}

/** What each of them says in the sources, and what the bundle says. */
const REPLACED: [said: RegExp, says: string][] = [
  // Required by name at run time, it would have to be a package beside ours, and CommonJS.
  [/createRequire\(import\.meta\.url\)\(/g, 'require('],
  // Jest knows `import()` only behind a flag of Node.
  [/import\(toAddress\(path\)\)/g, 'require(path)'],
  [/import\('(@peculiar\/x509|reflect-metadata)'\)/g, "require('$1')"],
]

function requireAtRunTime(): { plugin: Plugin; assertReplaced(): void } {
  const missing = new Set(REPLACED)
  const transform = (code: string, id: string): string | undefined => {
    if (id.includes('node_modules')) return undefined
    const found = REPLACED.filter(([said]) => code.search(said) >= 0)
    for (const pair of found) missing.delete(pair)
    return found.length === 0
      ? undefined
      : found.reduce((text, [said, says]) => text.replaceAll(said, says), code)
  }
  return {
    plugin: { name: 'require-at-run-time', transform },
    assertReplaced: () => {
      const [pair] = missing
      if (pair === undefined) return
      throw new Error(`No source says ${pair[0].source} any more; see mocks/tooling/commonjs.ts.`)
    },
  }
}

/** Name, version and licence of each package in the chunks. */
export function toLicences(chunks: readonly OutputChunk[]): string {
  const modules = chunks.flatMap((chunk) => chunk.moduleIds)
  const folders = modules.flatMap(
    (id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? [],
  )
  return joinLicences(folders)
}

/** Of packages by their folders, each once. */
export function joinLicences(folders: readonly string[]): string {
  return [...new Set(folders)].sort().map(toLicence).join('\n')
}

function toLicence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each))
  const text =
    file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : ''
  return `${name} ${version}, ${license}\n\n${text.trim()}\n`
}
