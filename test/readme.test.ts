/** What the README and the guides say must be so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listBuiltIn, loadSpec } from '#dialect/load'
import { toExtensionsPage } from '#tooling/extensions-page'
import { readDocuments } from '#tooling/readme'

const root = join(import.meta.dirname, '..')
const guides = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const documents = [
  'README.md',
  'README.es.md',
  ...guides.map((name) => `docs/${name}`),
  'CONTRIBUTING.md',
  'mocks/README.md',
  'specs/README.md',
  'specs/OPERATIONS.md',
  'specs/EXTENSIONS.md',
  'test/examples/README.md',
]

test.each(await readDocuments())(
  'what is generated of $name is up to date; `npm run readme` writes it',
  (document) => {
    expect(document.present).toBe(document.wanted)
  },
)

test('every setting of every extension is described in the schema of the dialect', () => {
  const rows = toExtensionsPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  expect(rows.length).toBeGreaterThan(150)
  expect(rows.filter((row) => /\| +\|$/.test(row))).toEqual([])
})

test('the README names the base URL and the variable of every provider', async () => {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const readme = read('README.md')
  for (const { port, baseUrlEnv } of specs)
    expect(readme).toMatch(new RegExp(`:${port}\`.*\`${baseUrlEnv}\``))
})

test('every profile of every provider is named in the guide to surprises', async () => {
  const specs = await Promise.all(listBuiltIn().map((name) => loadSpec(name)))
  const prose = read('docs/surprises.md')
  const profiles = specs.flatMap((spec) => [...spec.profiles.keys()])
  expect(profiles.filter((name) => !prose.includes(`\`${name}\``))).toEqual([])
})

test.each(documents)('every link of %s leads somewhere', (document) => {
  const folder = join(root, document, '..')
  const targets = [...read(document).matchAll(/\]\((?!https?:)([^)]+)/g)].map((link) => link[1]!)
  const lost = targets.filter((target) => {
    const [file = '', anchor] = target.split('#')
    const path = file === '' ? join(root, document) : join(folder, file)
    return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor))
  })
  expect(lost).toEqual([])
})

test('the README is read in one go, and so is every guide', () => {
  const lines = (document: string) => read(document).trimEnd().split('\n').length
  for (const readme of ['README.md', 'README.es.md']) expect(lines(readme)).toBeLessThanOrEqual(160)
  const long = guides.filter((name) => lines(`docs/${name}`) >= 200)
  expect(long).toEqual([])
})

test('every guide is linked from the README', () => {
  for (const readme of ['README.md', 'README.es.md']) {
    const text = read(readme)
    expect(guides.filter((name) => !text.includes(`(docs/${name})`))).toEqual([])
  }
})

test.each(documents)('every npm script that %s names exists', (document) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...read(document).matchAll(/npm run (?:-s )?([a-z]+)/g)].map((found) => found[1]!)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test.each([...documents, 'contracts/README.md'])(
  'every command of %s can be copied, in a checkout and in a project',
  (document) => {
    const blocks = [...read(document).matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)]
    const lines = blocks.flatMap(([, , block]) => block!.split('\n'))
    const named = lines.filter((line) => /(^|[\s"'(|])ensayo [a-z]/.test(line.replace(/#.*/, '')))
    expect(named.filter((line) => !/npx --no-install ensayo [a-z]/.test(line))).toEqual([])
  },
)

/** As GitHub makes them of headings. */
function anchorsOf(path: string): string[] {
  const prose = readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
  const headings = prose.matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
