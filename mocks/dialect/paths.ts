/** Where specs and provider modules lie: beside the sources, or in `dist` once built. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)

const isCommonJs = here.endsWith('.cjs')

/** Whether this is the built package: plain JavaScript, specs already parsed. */
export const isBuilt: boolean = isCommonJs || here.endsWith('.js')

/** The folder that holds package.json. */
export const packageRoot: string = findRoot(dirname(here))

export const specsFolder: string = join(packageRoot, isBuilt ? 'dist/specs' : 'specs')
export const specExtension: string = isBuilt ? '.json' : '.yaml'
export const providersFolder: string = join(
  packageRoot,
  isCommonJs ? 'dist/cjs/providers' : isBuilt ? 'dist/providers' : 'mocks/providers',
)
export const moduleExtension: string = isCommonJs ? '.cjs' : isBuilt ? '.js' : '.ts'

let version: string | undefined

/** The version in package.json. */
export function packageVersion(): string {
  version ??= (
    JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
  ).version
  return version
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  return parent === folder ? folder : findRoot(parent)
}
