/** What the cases of a contract may import: they see a provider from outside, as a consumer does. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, test } from 'vitest'

const contracts = join(import.meta.dirname, '../../contracts')
const files = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))

const read = (file: string): string => readFileSync(join(contracts, file), 'utf8')
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)].map(
    ([, a, b]) => a ?? b ?? '',
  )

test('a case imports what stands in contracts/ and the assertions and cryptography of Node, nothing of the emulator but the samples of the specs', () => {
  const cases = files.filter((file) => !file.startsWith('kit/') && file !== 'index.ts')
  const isAllowed = (path: string) =>
    path.startsWith('.')
      ? !path.includes('mocks/') || path.includes('mocks/types/samples/')
      : /^node:(crypto|assert)/.test(path)
  const strangers = cases.flatMap((file) =>
    importsOf(file)
      .filter((path) => !isAllowed(path))
      .map((path) => `${file} imports ${path}`),
  )
  expect(strangers).toEqual([])
})

test('no case reads the machine’s clock, waits, or asks a host of its own', () => {
  const own =
    /\b(Date\.now|new Date\(\)|performance\.now|setTimeout|setInterval)\b|(?<![.\w])fetch\(/
  const found = files.filter((file) => !file.startsWith('kit/') && own.test(read(file)))
  expect(found).toEqual([])
})

test('the kit names no provider', () => {
  const named = files.filter(
    (file) =>
      file.startsWith('kit/') &&
      /cobru|cobre|avenia|localpayment/i.test(read(file).replaceAll(/\/\*[\s\S]*?\*\//g, '')),
  )
  expect(named).toEqual([])
})
