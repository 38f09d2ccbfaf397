/** Prints how many lines of code `mocks/` and `contracts/` have: tracked TypeScript without blank lines and comments. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['ls-files', 'mocks/*.ts', 'contracts/*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
const files = tracked.split('\n').filter((file) => file !== '' && !file.startsWith('mocks/types/'))
const counts = Map.groupBy(files, (file) => file.split('/').slice(0, 2).join('/'))
let sum = 0
for (const [part, own] of counts) {
  const lines = own.reduce((total, file) => total + countLines(file), 0)
  sum += lines
  console.log(`${String(lines).padStart(7)}  ${part}`)
}
console.log(`${String(sum).padStart(7)}  in ${files.length} files`)

/** Comments that begin a line; one behind code shares the line with it. */
function countLines(file: string): number {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '')
  return text.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length
}
