/** The package as a user gets it: packed, installed in an empty folder, started, asked, stopped. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, posix } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHP } from '../clients.ts'
import { findOrInstall } from '../install.ts'
import { installPackage, type Packed } from './installed.ts'

const root = join(import.meta.dirname, '../..')

let packed: Packed
let folder: string

beforeAll(() => {
  const installed = installPackage()
  packed = installed.packed
  folder = installed.folder
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As it came with the package. */
const readGuide = (name: string) =>
  readFileSync(join(folder, `node_modules/ensayo/docs/${name}.md`), 'utf8')

test('ships compiled code, specs and documents, and nothing else', () => {
  const stray = packed.files.map((file) => file.path).filter((path) => !isExpected(path))
  expect(stray).toEqual([])
})

test('every link of its documents leads somewhere in it', () => {
  const paths = packed.files.map((file) => file.path)
  const documents = paths.filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/intercept.md']))
  const dead = documents.flatMap((document) => {
    const text = readFileSync(join(folder, 'node_modules/ensayo', document), 'utf8')
    const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link!)
    const local = links.filter((link) => !/^[a-z]+:/.test(link))
    const targets = local.map((link) => posix.join(posix.dirname(document), link))
    const isThere = (target: string) =>
      paths.some((path) => path === target || path.startsWith(`${target.replace(/\/$/, '')}/`))
    return targets.filter((target) => !isThere(target)).map((target) => `${document}: ${target}`)
  })
  expect(dead).toEqual([])
})

test('stays small', () => {
  // Of it 180 kB are the component that draws the reference.
  expect(packed.size).toBeLessThan(2.25 * 1024 * 1024)
})

test('carries every spec parsed, beside the YAML', () => {
  const paths = packed.files.map((file) => file.path)
  const specs = paths.flatMap((path) => /^specs\/(.+)\.yaml$/.exec(path)?.[1] ?? [])
  expect(specs).toContain('cobru')
  expect(paths).toEqual(expect.arrayContaining(specs.map((name) => `dist/specs/${name}.json`)))
})

test('a client with the provider’s address in its source gets paid, as the guide says', () => {
  findOrInstall(PHP)
  const command = /```sh\n([\s\S]+?)```/.exec(readGuide('intercept'))![1]!
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout, stderr).toContain('State: 3 (3 is paid)')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('a test run in a CI and its report go as the guide says', () => {
  const test = `node -e 'fetch(process.env.COBRU_BASE_URL + "/balance/").then(({ status }) => console.log("answered", status))'`
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, scripts: { test } }))
  const guide = readGuide('ci')
  const [, command] = /```sh\n([\s\S]+?)```/.exec(guide)!
  const [, withReports] = /`(npx --no-install ensayo exec --report [^`]+)`/.exec(guide)!
  for (const each of [command!, withReports!]) {
    const { status, stdout } = spawnSync('sh', ['-c', each], { cwd: folder, encoding: 'utf8' })
    expect(stdout).toContain('answered 403')
    expect(status).toBe(0)
  }
  expect(readdirSync(join(folder, 'reports')).sort()).toEqual(
    ['coverage', 'readiness'].flatMap((name) =>
      ['html', 'json', 'md'].map((kind) => `${name}.${kind}`),
    ),
  )
})

test('a pact is verified as the guide says, once Pact is there', () => {
  const packages = join(folder, 'node_modules')
  symlinkSync(join(root, 'node_modules/@pact-foundation'), join(packages, '@pact-foundation'))
  mkdirSync(join(folder, 'pacts'))
  cpSync(join(root, 'contracts/pacts/cobru.json'), join(folder, 'pacts/shop-cobru.json'))
  const [, command] = /^(npx --no-install ensayo verify .+)$/m.exec(readGuide('pact'))!
  const { status, stdout } = spawnSync('sh', ['-c', command!], { cwd: folder, encoding: 'utf8' })
  rmSync(join(packages, '@pact-foundation'))
  expect(stdout).toMatch(/interactions?: \d+ ok, 0 failed/)
  expect(status).toBe(0)
})

test('works without Pact, and says what `verify` needs', () => {
  const words = ['ensayo', 'verify', 'pacts/shop.json']
  const { status, stderr } = spawnSync('npx', words, { cwd: folder, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('npm install --save-dev @pact-foundation/pact'),
  })
})

test('works without the protocol’s kit, and says what `mcp` needs', () => {
  const { status, stdout, stderr } = spawnSync('npx', ['ensayo', 'mcp', '--port', '0'], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
  })
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('npm install --save-dev @modelcontextprotocol/server'),
  })
})

test('runs contracts and calibrates, and a sandbox serves what that wrote', () => {
  const only = ['--provider', 'cobru', '--only', 'cobru.auth.token-ttl']
  expect(run('npx', ['ensayo', 'contract', ...only], folder)).toContain('1 passed')
  expect(existsSync(join(folder, 'contracts/status.json'))).toBe(true)
  run('npx', ['ensayo', 'calibrate', '--provider', 'cobru', '--out', 'seen.yaml'], folder)
  const served = [
    'exec',
    '--profile',
    'cobru=seen.yaml',
    '--',
    'npx',
    'ensayo',
    'profiles',
    '--json',
  ]
  expect(run('npx', ['ensayo', ...served], folder)).toMatch(
    /"profile": "observed-[\d-]+",\s+"isActive": true/,
  )
})

test('starts by npx, says where it listens, answers, and ends cleanly when asked to', async () => {
  const sandbox = spawn('npx', ['ensayo', 'start', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ended = once(sandbox, 'exit')

  const ready = await readLine(sandbox)
  const health = await fetch(`${ready.control}/_ensayo/health`).then((answer) => answer.json())
  expect(health).toMatchObject({ status: 'ok', providers: { cobru: ready.providers.cobru } })

  const component = await fetch(`${ready.control}/docs/assets/component.js`)
  expect((await component.text()).length).toBeGreaterThan(500_000)
  expect(await fetch(`${ready.control}/docs/cobru`).then((answer) => answer.text())).toContain(
    '<rapi-doc',
  )

  // To the whole group, as Ctrl-C and container runtimes do; npx alone need not pass it on.
  process.kill(-sandbox.pid!, 'SIGTERM')
  await ended
  await expect(fetch(`${ready.control}/_ensayo/health`)).rejects.toThrow()
})

test('exits with 0 on SIGTERM', async () => {
  const bin = join(folder, 'node_modules/.bin/ensayo')
  const sandbox = spawn(bin, ['start', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(sandbox, 'exit')
  await readLine(sandbox)
  sandbox.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('says which Node it needs on one that is too old', () => {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(old)}`,
      join(folder, 'node_modules/ensayo/dist/cli.js'),
      '--version',
    ],
    { encoding: 'utf8' },
  )
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'ensayo needs Node 22.19 or newer; this is 20.20.2.\n',
  })
})

test('stays small with what it depends on: under 32 MB, 80 packages', () => {
  const { packages } = JSON.parse(
    readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'),
  )
  expect(Object.keys(packages).length).toBeLessThan(80)
  const size = run('du', ['-sk', 'node_modules'], folder).split('\t')[0]
  expect(Number(size)).toBeLessThan(32 * 1024)
})

test('is required by CommonJS, with types of its own', () => {
  const code = `const { createSandbox, EnsayoError, localCertificate } = require('ensayo')
    const { defineBehaviour } = require('ensayo/provider')
    createSandbox({ providers: ['cobru', 'cobre', 'avenia', 'localpayment'] }).then(async (sandbox) => {
      const { status } = await sandbox.cobru.fetch('/nothing')
      process.env.ENSAYO_HOME = ${JSON.stringify(join(folder, 'home'))}
      const { ca } = await localCertificate()
      console.log(status, typeof defineBehaviour, typeof EnsayoError, ca.slice(0, 27))
      await sandbox.close()
    })`
  expect(run(process.execPath, ['--eval', code], folder).trim()).toBe(
    '404 function function -----BEGIN CERTIFICATE-----',
  )
  for (const name of ['index', 'provider', 'tools/testing/jest', 'types/cobru']) {
    expect(existsSync(join(folder, `node_modules/ensayo/dist/cjs/types/${name}.d.cts`))).toBe(true)
  }
})

test('names the packages that it carries inside, with their licences', () => {
  const text = readFileSync(join(folder, 'node_modules/ensayo/dist/cjs/LICENSES.txt'), 'utf8')
  for (const name of ['hono', 'ajv', '@faker-js/faker', 'yaml', 'qrcode']) {
    expect(text).toMatch(new RegExp(`^${name} \\d\\S+, \\S+\\n\\n.{100}`, 'ms'))
  }
})

test('names the licence of what its own files have inside', () => {
  const text = readFileSync(join(folder, 'node_modules/ensayo/dist/LICENSES.txt'), 'utf8')
  expect(text).toMatch(/^ajv 8\.[\d.]+, MIT$/m)
  for (const name of ['rapidoc', 'lit', 'marked']) {
    expect(text).toMatch(new RegExp(`^${name} \\d\\S+, \\S+\\n\\n.{100}`, 'ms'))
  }
  expect(text).toContain('Permission is hereby granted')
})

test('is a library with types', () => {
  const code = `import { createSandbox } from 'ensayo'
    import { defineBehaviour } from 'ensayo/provider'
    const sandbox = await createSandbox({ providers: ['cobru'] })
    console.log(typeof defineBehaviour)
    await sandbox.close()`
  expect(run(process.execPath, ['--input-type=module', '--eval', code], folder).trim()).toBe(
    'function',
  )
  for (const name of ['index', 'provider', 'vitest', 'tools/testing/jest', 'types/cobru']) {
    expect(existsSync(join(folder, `node_modules/ensayo/dist/types/${name}.d.ts`))).toBe(true)
  }
})

function isExpected(path: string): boolean {
  if (
    [
      'package.json',
      'README.md',
      'README.es.md',
      'docs/img/inspector.png',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'mocks/sandbox/control/openapi.yaml',
    ].includes(path)
  )
    return true
  if (/^(docs|contracts|mocks)\/([a-z/]+\/)?[A-Za-z-]+\.md$/.test(path)) return true
  if (path.startsWith('test/examples/')) return !path.endsWith('.test.ts')
  if (path.startsWith('.github/')) return /\/(action|sandboxes)\.yml$/.test(path)
  if (path.startsWith('dist/cjs/types/')) return path.endsWith('.d.cts')
  if (['dist/LICENSES.txt', 'dist/rapidoc.js.br'].includes(path)) return true
  if (path.startsWith('dist/cjs/')) return /\.cjs$/.test(path) || path.endsWith('/LICENSES.txt')
  if (path.startsWith('dist/types/')) return path.endsWith('.d.ts')
  if (path.startsWith('dist/')) return /\.(js|json)$/.test(path) && !/\btest/.test(path)
  return /^specs\/((README|OPERATIONS|EXTENSIONS)\.md|schema\.json|[a-z]+\.yaml)$/.test(path)
}

interface Ready {
  control: string
  providers: { cobru: { baseUrl: string } }
}

async function readLine(child: ChildProcess): Promise<Ready> {
  const lines = createInterface({ input: child.stdout! })
  for await (const line of lines) return JSON.parse(line)
  throw new Error('The sandbox ended before it listened')
}

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
