/** The commands of the README and the guides, run as they stand there: only addresses, token and slug are filled in. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli } from '../cli/run.ts'

const root = join(import.meta.dirname, '../..')
const guides = ['first-payment', 'tests', 'surprises', 'control-api'].map(
  (name) => `docs/${name}.md`,
)
const readme = ['README.md', ...guides]
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n')

let sandbox: ChildProcess
let control: string

beforeAll(async () => {
  const args = [cli, 'start', '--port', '0', '--json', '--strict']
  sandbox = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: sandbox.stdout! })) {
    control = (JSON.parse(line) as { control: string }).control
    break
  }
})

afterAll(async () => {
  const gone = once(sandbox, 'exit')
  sandbox.kill('SIGTERM')
  await gone
})

test('the first payment goes from token to paid, and a create without callback is explained', () => {
  const [first, second] = readBlocks('First payment')
  const [variables, refresh, token, create] = first!.split('\n\n')

  const { access } = JSON.parse(run(`${variables}\n${refresh}`))
  const known = `${variables}\n${token!.replace('…', access)}`
  const created = JSON.parse(run(`${known}\n${create}`))
  expect(created).toMatchObject({ state: 0, amount: '50000.00', currency_code: 'COP' })

  const output = run(`${known}\n${second!.replaceAll('3gofdf6f', created.url)}`)
  expect(output).toContain('withheld')
  expect(JSON.parse(output.slice(output.lastIndexOf('\n{')))).toMatchObject({ state: 3 })

  const [refused, explain] = readBlocks('When an answer surprises')
  const answer = run(`${known}\n${refused}`)
  expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  const id = /^x-ensayo-request: (\S+)/im.exec(answer)![1]!
  expect(run(explain!.replace('req_4', id))).toContain('cobru.create.missing-callback-403')
})

test.each([
  ['Cobre', /"state":"completed"/],
  ['Avenia', /"status":"PAID"/],
  ['Localpayment', /"description":"Completed"/],
])('the first payment in %s ends as its guide says', (title, end) => {
  const [helpers] = readBlocks('First payment in each provider')
  const output = run(`${helpers}\n${readBlocks(title)[0]}`)
  expect(output.slice(output.lastIndexOf('\n{'))).toMatch(end)
})

test.each(['Quirks, variants, profiles', 'Control API'])(
  'the commands under "%s" succeed',
  (title) => {
    const commands = readBlocks(title).join('\n')
    const harmless = commands
      .split('\n')
      .filter((line) => !line.startsWith('npx --no-install ensayo start'))
    run(harmless.join('\n'))
  },
  60_000,
)

test('the example of the library receives the callback of a paid payment', () => {
  const [example] = readBlocks('In your tests', 'ts')
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-readme-'))
  const file = join(folder, 'example.ts')
  const source = pathToFileURL(join(root, 'mocks/index.ts')).href
  writeFileSync(file, example!.replace("'ensayo'", `'${source}'`))
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringMatching(/state: 3,\s+payment_method: 'pse'/),
    stderr: '',
  })
})

test('the example of a sandbox elsewhere prints the variables of an account of its own', () => {
  const { stdout, stderr } = runExample(1)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/COBRU_API_KEY: '\w+'/)
  expect(stdout).not.toContain('sandbox-cobru')
})

test('the example of the fixture passes', () => {
  const { stdout, status } = runExample(2, (file) => [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--root', dirname(file), '--testTimeout', '120000'],
  ])
  expect({ stdout, status }).toEqual({ stdout: expect.stringMatching(/1 passed/), status: 0 })
})

test('the example of node:test passes', () => {
  const { stdout, status } = runExample(3)
  expect({ stdout, status }).toEqual({ stdout: expect.stringMatching(/pass 1\n/), status: 0 })
})

test('no example uses syntax that the oldest supported Node refuses', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(engines.node).toBe('>=22.19')
  const blocks = readBlocks('In your tests', 'ts')
  expect(blocks.filter((block) => /^\s*(await )?using\s/m.test(block))).toEqual([])
})

test('the examples type-check without the types of a browser', () => {
  const folder = mkdtempSync(join(root, 'test/package/.example-'))
  const blocks = readBlocks('In your tests', 'ts')
  for (const [at, block] of blocks.entries())
    writeFileSync(
      join(folder, `example-${at}.ts`),
      toLocalImports(block, (file) => file),
    )
  const compilerOptions = {
    ...{ target: 'es2022', lib: ['es2022'], types: ['node'], module: 'nodenext', strict: true },
    ...{ skipLibCheck: true, noEmit: true, allowImportingTsExtensions: true },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', '.'], {
    encoding: 'utf8',
    cwd: folder,
  })
  rmSync(folder, { recursive: true })
  // The sources behind them are of another edition of the language; only the examples are looked at.
  expect(stderr).toBe('')
  expect(stdout.split('\n').filter((line) => line.startsWith('example-'))).toEqual([])
})

/** Runs a block of "In your tests" against the sources, in a folder of its own below the repository. */
function runExample(index: number, toWords = (file: string) => [file]) {
  const example = readBlocks('In your tests', 'ts')[index]!
  const folder = mkdtempSync(join(root, 'test/package/.example-'))
  const file = join(folder, 'example.ts')
  writeFileSync(
    file,
    toLocalImports(example, (path) => pathToFileURL(path).href),
  )
  const config = `export default { test: { include: ['example.ts'] } }\n`
  writeFileSync(join(folder, 'vitest.config.js'), config)
  const { ENSAYO_URL: _, VITEST: __, ...clean } = process.env
  const own = index === 1 ? { ENSAYO_URL: control } : {}
  const env = { ...clean, ...own, NO_COLOR: '1' }
  const ran = spawnSync(process.execPath, toWords(file), { encoding: 'utf8', env, cwd: folder })
  rmSync(folder, { recursive: true })
  return ran
}

/** Imports the sources in place of the package. */
function toLocalImports(text: string, toSpecifier: (file: string) => string): string {
  return text.replaceAll(/'ensayo(?:\/([\w/]+))?'/g, (_, name = 'index') => {
    return `'${toSpecifier(join(root, `mocks/${name}.ts`))}'`
  })
}

/** Blocks of a language between this heading and the next. */
function readBlocks(title: string, language = 'sh'): string[] {
  const start = readme.search(new RegExp(`^#+ ${title}$`, 'm'))
  const section = readme.slice(start + 3).split(/^##+ /m)[0]!
  const blocks = section.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))
  return [...blocks].map((block) => block[1]!.trimEnd())
}

/** Standard output; fails when any command fails. */
function run(script: string): string {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-euo', 'pipefail', '-c', toLocal(script)],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ENSAYO_URL: control },
    },
  )
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

/** A refusal of curl's is then a failure, too, unless it is shown with its headers; a stream ends after a second. */
function toLocal(script: string): string {
  return script
    .replaceAll('http://127.0.0.1:4800', control)
    .replaceAll(/curl (?!-i )/g, 'curl --fail ')
    .replace(/^curl --fail -sN .*$/m, 'timeout 1 $& || [ $? = 124 ]')
}
