/** Copies the component that draws the reference into `dist/`, compressed, with the licences of what is in it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { joinLicences } from './commonjs.ts'

const PARAMETERS = {
  [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
}

/** Returns the licences, to stand beside those of the bundle. */
export function writeComponent(root: string, dist: string): string {
  const folder = join(root, 'node_modules/rapidoc/dist')
  const text = readFileSync(join(folder, 'rapidoc-min.js'))
  writeFileSync(join(dist, 'rapidoc.js.br'), brotliCompressSync(text, { params: PARAMETERS }))
  const notices = readFileSync(join(folder, 'rapidoc-min.js.LICENSE.txt'), 'utf8').trim()
  const licences = joinLicences(INSIDE.map((name) => join(root, 'node_modules', name)))
  return `${licences}\nNotices of rapidoc's built file\n\n${notices}\n`
}

/** What it is made of. Its source map does not say, so they are named. */
const INSIDE = [
  'rapidoc',
  '@apitools/openapi-parser',
  'base64-arraybuffer',
  'base64-js',
  'buffer',
  'core-js-pure',
  'drange',
  'fast-json-patch',
  'ieee754',
  'js-yaml',
  '@lit/reactive-element',
  'lit',
  'lit-element',
  'lit-html',
  'marked',
  'prismjs',
  'randexp',
  'repeat-string',
  'ret',
  'swagger-client',
  'xml-but-prettier',
]
