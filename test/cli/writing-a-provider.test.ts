/** The commands of the guide, run as they stand there: only addresses and ports are filled in. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { toSkeletonModule } from '#openapi/skeleton'
import { cli } from './run.ts'

const root = join(import.meta.dirname, '../..')
const guide = readFileSync(join(root, 'docs/writing-a-provider.md'), 'utf8')

const ENSAYO = 'npx --no-install ensayo'

/** The blocks of a section. */
function readBlocks(title: string, language = 'sh'): string[] {
  const [, section = ''] = guide.split(`\n## ${title}\n`)
  const [own = ''] = section.split('\n## ')
  return [...own.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]+?)\`\`\``, 'g'))].map(
    ([, block]) => block!,
  )
}

/** A folder of somebody who has just installed the package. */
function open() {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-guide-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  copyFileSync(join(root, 'test/examples/openapi.yaml'), join(folder, 'openapi.yaml'))
  let control = ''
  const run = (commands: string) => {
    const script = commands.replaceAll(ENSAYO, `"${process.execPath}" "${cli}"`)
    const env = { ...process.env, ENSAYO_URL: control, NO_PROXY: '127.0.0.1,localhost' }
    const { status, stdout, stderr } = spawnSync('bash', ['-euc', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return stdout
  }
  /** Does what a block says; its last line starts the sandbox. */
  const begin = async (block: string) => {
    const lines = block.trimEnd().split('\n')
    const said = run(lines.slice(0, -1).join('\n'))
    const words = lines.at(-1)!.replace(`${ENSAYO} `, '').split(' ')
    const sandbox = spawn(process.execPath, [cli, ...words, '--port', '0', '--strict', '--json'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    onTestFinished(() => stop(sandbox))
    for await (const line of createInterface({ input: sandbox.stdout! })) {
      control = (JSON.parse(line) as { control: string }).control
      break
    }
    return said
  }
  return { begin, run }
}

async function stop(sandbox: ChildProcess): Promise<void> {
  const gone = once(sandbox, 'exit')
  sandbox.kill('SIGTERM')
  await gone
}

test('an OpenAPI file that nobody here wrote starts and answers', async () => {
  const { begin, run } = open()
  const [first, second] = readBlocks('From an OpenAPI file')
  const said = await begin(first!)
  expect(said).toContain(
    'Of 9 operations: 7 keep state, 1 answer their documented example, 1 answer "not modelled".',
  )
  expect(said).toContain('Nothing to complain about.')
  const output = run(second!)
  expect(output).toMatch(/^\{"id":"cus_.+"email":"ana@example\.com".+"metadata":\{"order":"7"\}/)
  expect(output).toMatch(/"object":"list".+"data":\[\{"id":"cus_.+"ana@example\.com"/)
  expect(output).toContain('postCustomers')
})

test('a provider from nothing is paid, tells of it, and refuses what its module refuses', async () => {
  const { begin, run } = open()
  const [first, second] = readBlocks('From nothing')
  await begin(first!)
  const output = run(second!)
  expect(output).toContain('"state":"pending"')
  expect(output).toContain('paymentChanged')
  expect(output.trimEnd().endsWith('{"error":"not_pending","state":"paid"}')).toBe(true)
  run(readBlocks('What is refused before it can mislead')[0]!)
})

test('the module of the guide is the one that `init` writes', () => {
  const [block] = readBlocks('Procedure', 'ts')
  expect(toSkeletonModule('my-bank')).toContain(block)
})

test('the guide names all that `ensayo/provider` defines with', () => {
  const entry = readFileSync(join(root, 'mocks/core/behaviour/define.ts'), 'utf8')
  const names = [...entry.matchAll(/export function (define\w+)/g)].map(([, name]) => name!)
  expect(names.length).toBe(4)
  expect(names.filter((name) => !guide.includes(`\`${name}(`))).toEqual([])
})
