/** The component that draws the reference: one file that was built elsewhere, read when a page asks for it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { EnsayoError } from '../../../base/errors.ts'
import { packageRoot } from '../../../dialect/paths.ts'

/** As the package carries it, compressed. */
const BUILT = join(packageRoot, 'dist/rapidoc.js.br')
/** As a checkout has it. */
const SOURCE = join(packageRoot, 'node_modules/rapidoc/dist/rapidoc-min.js')

export interface Component {
  /** Plain JavaScript. */
  plain(): Promise<Buffer>
  /** The same in Brotli, where it is at hand. */
  compressed: Buffer | undefined
}

let loading: Promise<Component> | undefined

/** Reads it once. Throws `OPTION_INVALID` where it is not there. */
export function loadComponent(): Promise<Component> {
  loading ??= read().catch((error) => {
    loading = undefined
    throw error
  })
  return loading
}

async function read(): Promise<Component> {
  const compressed = await tryRead(BUILT)
  if (compressed !== undefined) {
    let plain: Promise<Buffer> | undefined
    const unpack = promisify(brotliDecompress)
    return { compressed, plain: () => (plain ??= unpack(compressed)) }
  }
  const source = await tryRead(SOURCE)
  if (source !== undefined) return { compressed: undefined, plain: async () => source }
  throw new EnsayoError(
    'OPTION_INVALID',
    'The reference’s component is not there. In a checkout "npm ci" brings it; the package carries it.',
  )
}

async function tryRead(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch {
    return undefined
  }
}
