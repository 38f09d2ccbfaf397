/** What the README says must be so. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listBuiltIn, loadSpec } from '#dialect/load'
import { readDocuments } from '#tooling/readme'

const root = join(import.meta.dirname, '..')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'mocks/README.md',
  'specs/README.md',
  'specs/OPERATIONS.md',
  'test/examples/README.md',
]

test.each(await readDocuments())(
  'what is generated of $name is up to date; `npm run readme` writes it',
  (document) => {
    expect(document.present).toBe(document.wanted)
  },
)

test('the README names the base URL and the variable of every provider', async () => {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const readme = read('README.md')
  for (const { port, baseUrlEnv } of specs)
    expect(readme).toMatch(new RegExp(`:${port}\`.*\`${baseUrlEnv}\``))
})

test('every profile of every provider is named in the README', async () => {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const prose = read('README.md').replace(/<!-- summary: begin[\s\S]*?summary: end -->/, '')
  const profiles = specs.flatMap((spec) => [...spec.profiles.keys()])
  expect(profiles.filter((name) => !prose.includes(`\`${name}\``))).toEqual([])
})

test.each(documents)('every link of %s leads somewhere', (document) => {
  const folder = join(root, document, '..')
  const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((link) => link[1]!)
  expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([])
})

test.each(documents)('every npm script that %s names exists', (document) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...read(document).matchAll(/npm run (?:-s )?([a-z]+)/g)].map((found) => found[1]!)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
