/** What the README says must be so. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readReadme } from '../mocks/tooling/readme.ts'

const root = join(import.meta.dirname, '..')
const documents = ['README.md', 'CONTRIBUTING.md', 'mocks/README.md', 'specs/README.md']

test('the README lists every error and every operation; `npm run readme` writes the lists', async () => {
  const { present, wanted } = await readReadme()
  expect(present).toBe(wanted)
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
