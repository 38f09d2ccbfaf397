/** The Dockerfile, step by step, in a folder that holds what `.dockerignore` leaves; then what comes out is started. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, matchesGlob, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
/** Stands for the container's `/`, one for each stage. */
const stages = mkdtempSync(join(tmpdir(), 'ensayo-image-'))

interface Step {
  word: string
  rest: string
}

/** What the last stage says of its container. */
const image = {
  env: {} as Record<string, string>,
  entrypoint: [] as string[],
  command: [] as string[],
  check: [] as string[],
}

let final: string

beforeAll(() => {
  let stage = ''
  let folder = '/'
  for (const { word, rest } of readSteps()) {
    if (word === 'FROM') {
      stage = join(stages, / AS (\w+)/.exec(rest)?.[1] ?? 'final')
      folder = '/'
      mkdirSync(join(stage, 'usr/local/bin'), { recursive: true })
      mkdirSync(join(stage, 'opt'))
    } else if (word === 'WORKDIR') {
      folder = rest
      mkdirSync(join(stage, folder), { recursive: true })
    } else if (word === 'COPY') copy(rest, stage, folder)
    else if (word === 'RUN') run(rest, stage, folder)
    else if (word === 'ENV')
      Object.assign(image.env, Object.fromEntries(rest.split(' ').map((pair) => pair.split('='))))
    else if (word === 'ENTRYPOINT') image.entrypoint = JSON.parse(rest)
    else if (word === 'CMD') image.command = JSON.parse(rest)
    else if (word === 'HEALTHCHECK') image.check = JSON.parse(/CMD (.*)/.exec(rest)![1]!)
  }
  final = stage
})

afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', stages])
  rmSync(stages, { recursive: true, force: true })
})

test('what comes out serves every provider, and its health check follows the port', async () => {
  const env = toEnv({ ENSAYO_CONTROL_TOKEN: 'choose-a-secret', ENSAYO_HOME: join(final, 'data') })
  const args = [...image.entrypoint, ...image.command, '--port', '0', '--json']
  const child = spawn(args[0]!, args.slice(1), { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const health = JSON.parse(await readLine(child.stdout))
  expect(Object.keys(health.providers)).toEqual(['avenia', 'cobre', 'cobru', 'localpayment'])
  const ENSAYO_PORT = new URL(health.control).port
  const check = (more: Record<string, string>) =>
    spawnSync(image.check[0]!, image.check.slice(1), { env: { ...env, ...more } }).status
  expect(check({ ENSAYO_PORT })).toBe(0)
  expect(check({ ENSAYO_PORT: '1' })).not.toBe(0)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('without a token it stops and says so', () => {
  const [program, ...args] = [...image.entrypoint, ...image.command, '--port', '0']
  const { status, stderr } = spawnSync(program!, args, { env: toEnv({}), encoding: 'utf8' })
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('Set ENSAYO_CONTROL_TOKEN'),
  })
})

test('other arguments keep the host', () => {
  expect(image.env.ENSAYO_HOST).toBe('0.0.0.0')
  expect(image.command).toEqual(['start'])
})

test('the runtime layer has no development dependencies', () => {
  const { packages } = JSON.parse(
    readFileSync(join(final, 'opt/ensayo/node_modules/.package-lock.json'), 'utf8'),
  )
  const names = Object.keys(packages)
  expect(names).toContain('node_modules/hono')
  expect(names).not.toContain('node_modules/vitest')
})

test('the client of PostgreSQL is there for --store', () => {
  const env = toEnv({ ENSAYO_CONTROL_TOKEN: 'choose-a-secret' })
  const [program, ...args] = [...image.entrypoint, ...image.command, '--port', '0']
  const store = ['--store', 'postgres://127.0.0.1:1/none']
  const { stderr } = spawnSync(program!, [...args, ...store], { env, encoding: 'utf8' })
  expect(stderr).toContain('postgres://127.0.0.1:1/none cannot be opened')
})

/** Instructions, with their continued lines joined. */
function readSteps(): Step[] {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [word = '', ...rest] = line.split(' ')
      return { word, rest: rest.join(' ') }
    })
}

/** From another stage, or from the context that `.dockerignore` leaves. */
function copy(rest: string, stage: string, folder: string): void {
  const words = rest.split(' ').filter((word) => !word.startsWith('--'))
  const from = /--from=(\w+)/.exec(rest)?.[1]
  const target = words.at(-1)!.startsWith('/') ? words.at(-1)! : join(folder, words.at(-1)!)
  for (const source of words.slice(0, -1)) {
    if (from !== undefined)
      cpSync(join(stages, from, source), join(stage, target), {
        recursive: true,
        verbatimSymlinks: true,
      })
    else if (source === '.') for (const file of listContext()) take(file, join(stage, target))
    else take(source, join(stage, target))
  }
}

function take(file: string, target: string): void {
  mkdirSync(dirname(join(target, file)), { recursive: true })
  cpSync(join(root, file), join(target, file))
}

/** What git has or would add, less what is ignored. */
function listContext(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  })
  const patterns = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const isIgnored = (file: string) => {
    const parents = file.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'))
    return patterns.some((pattern) => parents.some((path) => matchesGlob(path, pattern)))
  }
  return stdout
    .trim()
    .split('\n')
    .filter((file) => !isIgnored(file))
}

/** In a shell, with absolute paths of the container under the folder of the stage. */
function run(rest: string, stage: string, folder: string): void {
  const command = rest.replaceAll(/(?<=^|\s)\/(?=(package|data|ca|opt|usr)\b)/g, `${stage}/`)
  const { status, stderr } = spawnSync('sh', ['-c', command], {
    cwd: join(stage, folder),
    encoding: 'utf8',
  })
  expect(status, `${relative(stages, stage)}: RUN ${rest}\n${stderr}`).toBe(0)
}

function toEnv(more: Record<string, string>): Record<string, string> {
  const path = [join(final, 'usr/local/bin'), dirname(process.execPath), process.env.PATH].join(':')
  return { ...image.env, ENSAYO_HOME: join(final, 'data'), ...more, PATH: path, NO_COLOR: '1' }
}

async function readLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line
  throw new Error('It ended before it listened')
}
