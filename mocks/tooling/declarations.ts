/**
 * The declarations in `dist/`: those that an entry of the package leads to, for modules and once more,
 * renamed, for CommonJS. What no entry leads to is half the files, and nobody can import it.
 */
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** As `exports` of package.json names them, below `dist/types`. */
const ENTRIES = /^(?:(?:index|provider|vitest|tools\/testing\/jest)|types\/[\w-]+)\.d\.ts$/

/** Takes away the declarations that no entry leads to, and folders that are empty then. */
export function pruneDeclarations(dist: string): void {
  const folder = join(dist, 'types')
  const files = listDeclarations(folder)
  const kept = findReached(folder, files)
  for (const file of files) if (!kept.has(file)) rmSync(join(folder, file))
  removeEmpty(folder)
}

/** Copies the declarations, with names that say CommonJS. */
export function declareCommonJs(dist: string): void {
  const from = join(dist, 'types')
  for (const file of listDeclarations(from)) {
    if (file === 'vitest.d.ts') continue
    const to = join(dist, 'cjs/types', file.replace(/\.d\.ts$/, '.d.cts'))
    mkdirSync(dirname(to), { recursive: true })
    const text = readFileSync(join(from, file), 'utf8')
    writeFileSync(to, text.replaceAll(/(['"])(\.{1,2}\/[^'"]+)\.[jt]s\1/g, '$1$2.cjs$1'))
  }
}

function listDeclarations(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.d.ts'))
}

/** Throws when one names a file that is not there. */
function findReached(folder: string, files: readonly string[]): Set<string> {
  const reached = new Set(files.filter((file) => ENTRIES.test(file)))
  for (const file of reached) {
    for (const target of readTargets(join(folder, file))) {
      const found = join(dirname(file), target).replaceAll('\\', '/')
      if (!files.includes(found)) throw new Error(`${file} names ${found}, which is not there.`)
      reached.add(found)
    }
  }
  return reached
}

/** Relative imports and re-exports, also types in place, as names of declarations. */
function readTargets(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\(|\bimport\s+)['"](\.[^'"]+)\.[jt]s['"]/g)
  return [...found].map(([, name]) => `${name}.d.ts`)
}

function removeEmpty(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name))
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}
