/** The import rules and the single owners of time, chance, sockets and outgoing calls. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Folder or file of `mocks/` → what it may import besides itself. A folder's name ends in `/`.
 * `types` may be imported by `import type` alone. What is not listed here (app, pipeline, server,
 * cli, config, commands, tooling) may import anything.
 */
const MAY_IMPORT: Record<string, { code: string[]; types: string[] }> = {
  'errors.ts': { code: [], types: [] },
  'spec/': { code: ['errors.ts', 'clock/duration.ts'], types: ['clock/', 'state/'] },
  'state/': { code: ['errors.ts', 'clock/duration.ts'], types: ['clock/', 'spec/', 'faults/'] },
  'clock/': { code: ['errors.ts'], types: ['spec/', 'state/'] },
  'http/': { code: ['errors.ts', 'spec/', 'state/', 'clock/'], types: [] },
  'quirks/': { code: ['errors.ts', 'spec/', 'state/', 'clock/', 'http/'], types: ['webhooks/'] },
  'faults/': {
    code: ['errors.ts', 'spec/', 'state/', 'clock/', 'http/', 'quirks/'],
    types: ['webhooks/'],
  },
  'behaviour/': {
    code: [
      'errors.ts',
      'spec/',
      'state/',
      'clock/',
      'http/',
      'quirks/',
      'faults/',
      'webhooks/',
      'provider.ts',
    ],
    types: [],
  },
  'webhooks/': {
    code: ['errors.ts', 'spec/', 'state/', 'clock/'],
    types: ['http/', 'provider.ts', 'faults/'],
  },
  'pages/': { code: ['errors.ts'], types: ['spec/', 'app.ts'] },
  'provider.ts': { code: ['pages/checkout.ts'], types: ['spec/', 'state/', 'http/'] },
  'providers/': { code: ['provider.ts'], types: [] },
  'control/': {
    code: [
      'errors.ts',
      'spec/',
      'state/',
      'clock/',
      'http/',
      'quirks/',
      'faults/',
      'behaviour/',
      'webhooks/',
      'report/',
      'env.ts',
    ],
    types: ['app.ts'],
  },
  'client/': {
    code: ['errors.ts', 'config.ts', 'control/control.ts'],
    types: ['app.ts', 'control/', 'faults/', 'http/', 'report/', 'webhooks/'],
  },
  'matrix/': { code: ['errors.ts', 'env.ts', 'clock/'], types: ['app.ts', 'spec/', 'http/'] },
  'recorder/': {
    code: ['errors.ts', 'spec/', 'clock/', 'http/', 'quirks/', 'webhooks/'],
    types: ['app.ts', 'index.ts'],
  },
  'report/': { code: ['errors.ts', 'spec/', 'clock/', 'http/'], types: ['app.ts', 'webhooks/'] },
}

/** What only these files may do. Scripts of pages run in a browser and are text to us. */
const OWNERS: { what: string; pattern: RegExp; owners: string[] }[] = [
  {
    what: 'reads the machine’s clock or sets a timer',
    pattern: /\b(Date\.now|performance\.now|setTimeout|setInterval)\b|\bnew Date\(\)|node:timers/,
    owners: ['clock/system.ts', 'pages/checkout-script.ts', 'tooling/'],
  },
  {
    what: 'makes random values',
    pattern: /\b(Math\.random|randomUUID|randomBytes|randomInt|getRandomValues)\b/,
    owners: ['state/ids.ts'],
  },
  {
    what: 'opens a listening socket',
    pattern: /\.listen\(|\bcreateServer\(|'@hono\/node-server'/,
    // The recording proxy is no face of the engine: it hands on bytes and raw headers.
    owners: ['server.ts', 'recorder/proxy.ts'],
  },
  {
    what: 'calls other hosts',
    pattern: /(await|return|=>|=|\()\s*fetch\(|globalThis\.fetch|https?\.request\(|undici/,
    owners: [
      'webhooks/dispatcher.ts',
      'recorder/proxy.ts',
      'client/http.ts',
      'pages/checkout-script.ts',
    ],
  },
]

const PROVIDER = /cobru|cobre|avenia|localpayment/i

/** Help is of use when its examples can be copied; `types/` is generated from the specs. */
const MAY_NAME_PROVIDERS = ['providers/', 'commands/', 'types/', 'cli.ts', 'config.ts']

const mocks = join(import.meta.dirname, '../mocks')
const files = readdirSync(mocks, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'))
  .sort()

interface Import {
  from: string
  to: string
  isType: boolean
}

const imports = files.flatMap(readImports)

for (const [part, allowed] of Object.entries(MAY_IMPORT)) {
  test(`${part} imports only what the table allows`, () => {
    const broken = imports.filter(
      ({ from, to, isType }) =>
        isIn(from, part) &&
        !isIn(to, part) &&
        !allowed.code.some((target) => isIn(to, target)) &&
        !(isType && allowed.types.some((target) => isIn(to, target))),
    )
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })
}

for (const { what, pattern, owners } of OWNERS) {
  test(`${owners.join(', ')} alone ${what}`, () => {
    const strangers = files.filter((file) => !owners.some((owner) => isIn(file, owner)))
    const found = strangers.flatMap((file) => findLines(file, pattern))
    expect(found).toEqual([])
  })
}

test('the engine never names a provider, not even in a comment', () => {
  const engine = files.filter((file) => !MAY_NAME_PROVIDERS.some((part) => isIn(file, part)))
  expect(engine.flatMap((file) => findLines(file, PROVIDER, read))).toEqual([])
})

test('the command line names a provider in examples only, and never asks for one', () => {
  const asked = new RegExp(`([=!]==? *|case |includes\\()['"\`](${PROVIDER.source})['"\`]`, 'i')
  expect(files.flatMap((file) => findLines(file, asked))).toEqual([])
})

test('every provider has a spec of its name', () => {
  const specs = readdirSync(join(mocks, '../specs'))
  const folders = new Set(files.flatMap((file) => /^providers\/([^/]+)\//.exec(file)?.[1] ?? []))
  expect(specs).toEqual(expect.arrayContaining([...folders].map((name) => `${name}.yaml`)))
})

function isIn(file: string, part: string): boolean {
  return part.endsWith('/') ? file.startsWith(part) : file === part
}

/** Relative imports and re-exports, also dynamic ones with a literal path. */
function readImports(file: string): Import[] {
  const statement = /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'(\.[^']+)'/gm
  const bare = /(?:^\s*import\s+|\bimport\()'(\.[^']+)'/gm
  const text = stripComments(read(file))
  return [
    ...[...text.matchAll(statement)].map((found) =>
      toImport(file, found[2]!, found[1] !== undefined),
    ),
    ...[...text.matchAll(bare)].map((found) => toImport(file, found[1]!, false)),
  ]
}

function toImport(from: string, path: string, isType: boolean): Import {
  const to = relative(mocks, join(mocks, dirname(from), path))
    .split(sep)
    .join('/')
  return { from, to, isType }
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
  return readFileSync(join(mocks, file), 'utf8')
}

/** Keeps the lines, so that their numbers stay true. */
function stripComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|\s)\/\/.*$/gm, '$1')
}
