/** The compose file with TLS, the composite action and the recipe for Testcontainers, walked line by line. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { cli } from '../cli/run.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

test('under its alias, the sandbox of the compose file is trusted by the mounted authority', async () => {
  const { services, volumes } = parse(read('test/examples/compose-tls.yaml'))
  const { ensayo, client } = services
  expect(ensayo.networks.default.aliases).toEqual(['dev.cobru.co'])
  expect(Object.keys(volumes)).toEqual([ensayo.volumes[0].split(':')[0]])
  const folder = makeFolder()
  putCommand(folder)

  const [script] = ensayo.command as string[]
  const [shell, ...flags] = ensayo.entrypoint as string[]
  // On free ports, and in a folder of the test in the place of the volume.
  const here = `${script!.replaceAll('/ca/', `${folder}/`)} --json`
  const env = {
    ...ensayo.environment,
    ENSAYO_PORT: '0',
    ENSAYO_HOST: '0.0.0.0',
    ENSAYO_HOME: folder,
  }
  const sandbox = start(shell!, [...flags, here], { ...env, PATH: `${folder}:${process.env.PATH}` })
  const { providers } = JSON.parse(await readLine(sandbox))
  const ca = readFileSync(client.environment.NODE_EXTRA_CA_CERTS.replace('/ca', folder), 'utf8')
  const { port } = new URL(providers.cobru.baseUrl)
  const status = await new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, path: '/nothing', servername: 'dev.cobru.co', ca }
    request(to, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(404)
})

test('Cobru is at 443 where the control API is at 442', async () => {
  const { ensayo } = parse(read('test/examples/compose-tls.yaml')).services
  expect(Number(ensayo.environment.ENSAYO_PORT) + 1).toBe(443)
})

test('the action sets every variable, those with several lines too', async () => {
  const { runs, inputs } = parse(read('.github/actions/ensayo/action.yml'))
  const [step] = runs.steps
  expect(Object.keys(step.env)).toEqual(Object.keys(inputs).map((name) => name.toUpperCase()))
  const folder = makeFolder()
  putCommand(folder)
  const files = { GITHUB_ENV: join(folder, 'env'), GITHUB_OUTPUT: join(folder, 'output') }
  const inputsAsSet = { PROVIDER: 'avenia', ARGUMENTS: '--freeze', COMMAND: join(folder, 'ensayo') }
  const env = { ...process.env, ...files, ...inputsAsSet, RUNNER_TEMP: folder }
  const ran = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', `${step.run}\necho "$sandbox"`], {
    env,
    encoding: 'utf8',
  })
  expect(ran.status, ran.stderr).toBe(0)
  onTestFinished(() => void process.kill(Number(ran.stdout.trim()), 'SIGTERM'))
  const { ENSAYO_URL, AVENIA_PRIVATE_KEY } = readVariables(readFileSync(files.GITHUB_ENV, 'utf8'))
  expect(AVENIA_PRIVATE_KEY).toMatch(
    /^-----BEGIN PRIVATE KEY-----\n[\s\S]+-----END PRIVATE KEY-----/,
  )
  expect(readFileSync(files.GITHUB_OUTPUT, 'utf8')).toBe(`control=${ENSAYO_URL}\n`)
  const clock = await fetch(`${ENSAYO_URL}/_ensayo/clock?account=default`).then((a) => a.json())
  expect(clock.frozen).toBe(true)
})

test('the action fails with the reason when the sandbox does not start', () => {
  const { runs } = parse(read('.github/actions/ensayo/action.yml'))
  const folder = makeFolder()
  putCommand(folder)
  const inputs = { PROVIDER: 'nobody', ARGUMENTS: '', COMMAND: join(folder, 'ensayo') }
  const { status, stderr } = spawnSync('bash', ['-e', '-c', runs.steps[0].run], {
    env: { ...process.env, ...inputs, RUNNER_TEMP: folder },
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('nobody') })
})

test('the recipe for Testcontainers does what it says, with a container that is a process', () => {
  const [, recipe = ''] =
    /## Testcontainers\n\n```ts\n([\s\S]+?)```/.exec(read('docs/containers.md')) ?? []
  const folder = makeFolder()
  const here = (file: string) => JSON.stringify(join(root, file))
  const source = recipe
    .replace("'ensayo'\n", `${here('mocks/index.ts')}\n`)
    .replace("'testcontainers'", here('test/examples/fake-testcontainers.ts'))
  const file = join(folder, 'recipe.ts')
  writeFileSync(file, source)
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'acct_1 404\n', stderr: '' })
})

/** Like a line that the runner reads: name, mark, value, mark. */
function readVariables(text: string): Record<string, string> {
  const found = text.matchAll(/^(\w+)<<(\w+)\n([\s\S]*?)\n\2$/gm)
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]))
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-containers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** `ensayo`, as the image has it in PATH. */
function putCommand(folder: string): void {
  const file = join(folder, 'ensayo')
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`)
  chmodSync(file, 0o755)
}

function start(file: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  return child
}

async function readLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line
  throw new Error('The sandbox ended before it listened')
}
