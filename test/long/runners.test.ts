/** The packed library in every runner and under every resolution of TypeScript, by the examples as they stand. */
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PHP } from '../clients.ts'
import { findOrInstall } from '../install.ts'
import { type Installed, installPackage } from '../package/installed.ts'

const root = join(import.meta.dirname, '../..')
const examples = join(root, 'test/examples')

let installed: Installed

beforeAll(() => {
  installed = installPackage(
    ...['jest@30', 'ts-jest@29', 'typescript@5', '@types/jest', '@types/node@24'],
    ...['vitest@4', 'bun'],
  )
  cpSync(join(examples, 'runners'), join(installed.folder, 'runners'), { recursive: true })
  // npm runs no script of a package unasked; this one puts the program in its place.
  run(['node', join(installed.folder, 'node_modules/bun/install.js')])
})

afterAll(() => rmSync(installed.folder, { recursive: true, force: true }))

const RUNNERS: [name: string, folder: string, command: string[]][] = [
  ['Jest', 'jest', ['npx', 'jest', '--rootDir', '.', '--transform', '{}']],
  ['Jest with ts-jest', 'ts-jest', ['npx', 'jest', '--rootDir', '.', '--preset', 'ts-jest']],
  ['Vitest', 'vitest', ['npx', 'vitest', 'run']],
  ['node --test', 'node', ['node', '--test', 'pay.spec.mjs', 'pay.spec.cjs']],
  ['Bun', 'bun', ['npx', 'bun', 'test']],
]

for (const [name, folder, command] of RUNNERS) {
  test(`the example for ${name} gets paid and called back`, () => {
    const { status, output } = run(command, join('runners', folder))
    expect(status, output).toBe(0)
    expect(output).toMatch(/\b[12] pass|pass [12]\b/)
  })
}

test('a client in PHP reaches a paid payment through the installed package', () => {
  const script = join(examples, 'php/pay.php')
  const words = ['ensayo', 'exec', '--provider', 'cobru', '--intercept', '--']
  const { status, output } = run(['npx', ...words, findOrInstall(PHP), script])
  expect(status, output).toBe(0)
  expect(output).toContain('State: 3')
})

const CODE = `import { createSandbox, EnsayoError, type ErrorCode, type InboxMessage } from 'ensayo'
import { createTest } from 'ensayo/jest'
import { defineBehaviour } from 'ensayo/provider'
import type { Operations } from 'ensayo/types/cobru'

export const found: [typeof createSandbox, typeof defineBehaviour, typeof createTest] = [createSandbox, defineBehaviour, createTest]
export type Made = Operations['createPayment']
export const code = (error: unknown): ErrorCode | undefined => error instanceof EnsayoError ? error.code : undefined
export async function read(): Promise<InboxMessage[]> {
  const sandbox = await createSandbox({ providers: ['cobru'] })
  // @ts-expect-error there is no such provider, so the types are those of the package and not any
  void sandbox.nobody
  return sandbox.inbox.list()
}
`

const RESOLUTIONS: [version: string, module: string, resolution: string][] = [
  ['5', 'commonjs', 'node10'],
  ['5', 'node16', 'node16'],
  ['5', 'nodenext', 'nodenext'],
  ['5', 'esnext', 'bundler'],
  ['7', 'node16', 'node16'],
  ['7', 'nodenext', 'nodenext'],
  ['7', 'esnext', 'bundler'],
]

for (const [version, module, moduleResolution] of RESOLUTIONS) {
  test(`TypeScript ${version} compiles against it with ${module} and ${moduleResolution}`, () => {
    // As the tsconfig that NestJS makes, but strict.
    const options = { target: 'ES2023', strict: true, skipLibCheck: true, esModuleInterop: true }
    const compilerOptions = { ...options, noEmit: true, types: ['node'], module, moduleResolution }
    const project = join(installed.folder, 'tsconfig.json')
    writeFileSync(project, JSON.stringify({ compilerOptions, files: ['check.ts'] }))
    writeFileSync(join(installed.folder, 'check.ts'), CODE)
    const compiler = version === '5' ? installed.folder : root
    const tsc = join(compiler, 'node_modules/typescript/bin/tsc')
    const { status, output } = run(['node', tsc, '--project', project])
    expect(status, output).toBe(0)
  })
}

function run([command, ...args]: string[], folder = '.') {
  const cwd = join(installed.folder, folder)
  const { status, stdout, stderr } = spawnSync(command!, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  return { status, output: `${stdout}${stderr}` }
}
