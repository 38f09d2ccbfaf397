/** The one rule of the house, and the single owners of time, chance, sockets and outgoing calls. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** A file imports from its own part and from parts that stand before it, types included. */
const ORDER = [
  'mocks/base/',
  'mocks/dialect/',
  'mocks/core/clock/',
  'mocks/core/store/',
  'mocks/core/accounts/',
  'mocks/core/http/',
  'mocks/core/webhooks/',
  'mocks/core/departures/',
  'mocks/core/behaviour/',
  'mocks/core/serve/',
  'mocks/pages/',
  'mocks/provider.ts',
  'mocks/providers/',
  'mocks/sandbox/engine/',
  'mocks/sandbox/report/',
  'mocks/sandbox/control/',
  'mocks/sandbox/inspector/',
  'mocks/sandbox/server/',
  'mocks/sandbox/config/',
  'mocks/sandbox/client/',
  'mocks/tools/recorder/',
  'mocks/tools/matrix/',
  'mocks/tools/pact/',
  'mocks/tools/intercept/',
  'mocks/tools/mcp/',
  'mocks/tools/openapi/',
  'mocks/tools/testing/',
  'mocks/index.ts',
  'mocks/vitest.ts',
  'contracts/kit/',
  'contracts/',
  'mocks/commands/',
  'mocks/cli.ts',
  'mocks/tooling/',
]

/** Generated from the specs; everybody may import them. */
const GENERATED = 'mocks/types/'

/** Stand loose in `mocks/`: the entries. */
const ENTRIES = ['cli.ts', 'index.ts', 'provider.ts', 'vitest.ts']

/** What only these files may do. Scripts of pages run in a browser and are text to us. */
const OWNERS: { what: string; pattern: RegExp; owners: string[] }[] = [
  {
    what: 'reads the machine’s clock or sets a timer',
    pattern: /\b(Date\.now|performance\.now|setTimeout|setInterval)\b|\bnew Date\(\)|node:timers/,
    owners: [
      'mocks/core/clock/',
      'mocks/pages/checkout-script.ts',
      'mocks/sandbox/inspector/script.ts',
      'mocks/tooling/',
    ],
  },
  {
    what: 'makes random values',
    pattern: /\b(Math\.random|randomUUID|randomBytes|randomInt|getRandomValues)\b/,
    owners: ['mocks/core/store/ids.ts', 'mocks/tools/intercept/'],
  },
  {
    what: 'opens a listening socket',
    pattern: /\.listen\(|\bcreateServer\(|'@hono\/node-server'/,
    owners: ['mocks/sandbox/server/', 'mocks/tools/recorder/', 'mocks/tools/intercept/'],
  },
  {
    what: 'calls other hosts',
    pattern: /(await|return|=>|=|\()\s*fetch\(|globalThis\.fetch|https?\.request\(|undici/,
    owners: [
      'mocks/core/webhooks/dispatcher.ts',
      'mocks/core/webhooks/send.ts',
      'mocks/sandbox/client/',
      'mocks/tools/recorder/',
      'mocks/tools/intercept/',
      'mocks/pages/checkout-script.ts',
      'mocks/sandbox/inspector/script.ts',
      'mocks/sandbox/inspector/reference/script.ts',
    ],
  },
]

const PROVIDER = /cobru|cobre|avenia|localpayment/i

/** Help is of use when its examples can be copied. */
const MAY_NAME_PROVIDERS = [
  'mocks/providers/',
  'mocks/commands/',
  'mocks/cli.ts',
  'mocks/sandbox/server/config.ts',
  'mocks/sandbox/server/tls-config.ts',
]

const root = join(import.meta.dirname, '..')
const files = ['mocks', 'contracts']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.startsWith(GENERATED))
  .sort()
const mocks = files.filter((file) => file.startsWith('mocks/'))
const imports = new Map(files.map((file) => [file, readImports(file)]))

test('nothing stands loose in mocks/ but the entries', () => {
  const loose = mocks.filter((file) => file.split('/').length === 2)
  expect(loose).toEqual(ENTRIES.map((file) => `mocks/${file}`))
})

test('every file is in a part of the list', () => {
  expect(files.filter((file) => rankOf(file) < 0)).toEqual([])
})

test('no file imports forwards, types included', () => {
  const forward = files.flatMap((file) =>
    imports
      .get(file)!
      .filter((target) => rankOf(target) > rankOf(file))
      .map((target) => `${file} imports ${target}`),
  )
  expect(forward).toEqual([])
})

test('no files import each other in a circle', () => {
  expect(findCircles()).toEqual([])
})

test('a provider’s module imports its own files and mocks/provider.ts', () => {
  const own = (file: string) => file.split('/').slice(0, 3).join('/')
  const strangers = mocks
    .filter((file) => file.startsWith('mocks/providers/'))
    .flatMap((file) =>
      imports
        .get(file)!
        .filter((target) => own(target) !== own(file) && target !== 'mocks/provider.ts')
        .filter((target) => !target.startsWith(GENERATED))
        .map((target) => `${file} imports ${target}`),
    )
  expect(strangers).toEqual([])
})

for (const { what, pattern, owners } of OWNERS) {
  test(`${owners.join(', ')} alone ${what}`, () => {
    const strangers = mocks.filter((file) => !owners.some((owner) => isIn(file, owner)))
    expect(strangers.flatMap((file) => findLines(file, pattern))).toEqual([])
  })
}

test('the engine never names a provider, not even in a comment', () => {
  const engine = mocks.filter((file) => !MAY_NAME_PROVIDERS.some((part) => isIn(file, part)))
  expect(engine.flatMap((file) => findLines(file, PROVIDER, read))).toEqual([])
})

test('the command line names a provider in examples only, and never asks for one', () => {
  const asked = new RegExp(`([=!]==? *|case |includes\\()['"\`](${PROVIDER.source})['"\`]`, 'i')
  expect(mocks.flatMap((file) => findLines(file, asked))).toEqual([])
})

test('every provider has a spec of its name', () => {
  const specs = readdirSync(join(root, 'specs'))
  const named = mocks.flatMap((file) => /^mocks\/providers\/([^/]+)\//.exec(file)?.[1] ?? [])
  expect(specs).toEqual(expect.arrayContaining([...new Set(named)].map((name) => `${name}.yaml`)))
})

function isIn(file: string, part: string): boolean {
  return part.endsWith('/') ? file.startsWith(part) : file === part
}

function rankOf(file: string): number {
  return file.startsWith(GENERATED) ? 0 : ORDER.findIndex((part) => isIn(file, part))
}

/** Relative imports and re-exports as paths from the root, also dynamic ones and types in place. */
function readImports(file: string): string[] {
  const named = /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+'(\.[^']+)'/g
  const bare = /(?:(?:^|\n)\s*import\s+|\bimport\()'(\.[^']+)'/g
  const text = stripComments(read(file))
  return [...text.matchAll(named), ...text.matchAll(bare)].map(([, path]) =>
    join(dirname(file), path!).replaceAll('\\', '/'),
  )
}

/** Groups of files each of which reaches all others of its group. */
function findCircles(): string[][] {
  const reach = new Map(files.map((file) => [file, reachOf(file)]))
  const circles = files.map((file) =>
    files.filter((other) => reach.get(file)!.has(other) && reach.get(other)!.has(file)),
  )
  const unique = new Map(circles.map((circle) => [circle.join(' '), circle]))
  return [...unique.values()].filter((circle) => circle.length > 0)
}

function reachOf(file: string): Set<string> {
  const seen = new Set<string>()
  const open = [...(imports.get(file) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(imports.get(next) ?? []))
  }
  return seen
}

function findLines(file: string, pattern: RegExp, text = readCode): string[] {
  return text(file)
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []))
}

function readCode(file: string): string {
  return stripComments(read(file))
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Keeps the lines, so that their numbers stay true. */
function stripComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}
