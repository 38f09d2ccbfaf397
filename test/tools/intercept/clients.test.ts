/** Clients as they are, with addresses of a provider in their source. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CURL, PHP, PYTHON, WGET } from '../../clients.ts'
import { findOrInstall } from '../../install.ts'
import { interceptAcme } from './kit.ts'

const folder = join(import.meta.dirname, 'clients')

/** Both reach the sandbox. */
const OURS = ['https://api.acme.example/nothing', 'http://live.acme.example/nothing']
/** Neither exists; were it looked up, it would be another error. */
const FOREIGN = ['https://other.example/', 'http://other.example/']

const ANSWER = '{"error":"no_existe","method":"GET","path":"/nothing"}'

const SENTENCE =
  'Ensayo intercepts this command and refuses other.example: it is not a host of a provider served here. To let it through, add --intercept-allow other.example.'

interface Client {
  name: string
  command(): string[]
  /** Ways to call that its lines begin with. */
  ways: string[]
  /** What the client itself shows of a refusal, where its runtime can. */
  shows: Record<'https:' | 'http:', RegExp>
}

const script = (name: string) => join(folder, name)

const CLIENTS: Client[] = [
  {
    name: 'Node',
    command: () => [process.execPath, script('node.mjs')],
    ways: ['fetch', 'get', 'agent', 'socket', 'worker'],
    shows: { 'https:': new RegExp(SENTENCE), 'http:': new RegExp(SENTENCE) },
  },
  {
    name: 'Python',
    command: () => [findOrInstall(PYTHON), script('python.py')],
    ways: ['by_urllib', 'by_http_client', 'by_asyncio'],
    shows: { 'https:': new RegExp(SENTENCE), 'http:': new RegExp(SENTENCE) },
  },
  {
    name: 'PHP curl',
    command: () => [findOrInstall(PHP), script('curl.php')],
    ways: ['curl'],
    shows: {
      'https:': /CONNECT tunnel failed, response 403|HTTP code 403/,
      'http:': new RegExp(SENTENCE),
    },
  },
]

for (const { name, command, ways, shows } of CLIENTS) {
  test(`${name} reaches the sandbox by every way it has, unchanged`, async () => {
    const acme = await interceptAcme()
    const [file, ...args] = command()
    const { stdout, stderr } = await acme.run(file!, ...args, ...OURS)
    const lines = ways.flatMap((way) => [`${way} https: ${ANSWER}`, `${way} http: ${ANSWER}`])
    expect(stdout.trim().split('\n'), stderr).toEqual(expect.arrayContaining(lines))
    expect(acme.warnings).toEqual([])
  }, 60_000)

  test(`${name} fails at a foreign host, and the sentence is told once`, async () => {
    const acme = await interceptAcme()
    const [file, ...args] = command()
    const { stdout } = await acme.run(file!, ...args, ...FOREIGN)
    const lines = stdout.trim().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(ways.length * 2)
    for (const line of lines) {
      expect(line).toMatch(shows[line.split(' ')[1] as 'https:' | 'http:'])
    }
    expect(acme.warnings).toEqual([SENTENCE])
    expect(await acme.requests()).toEqual([])
  }, 60_000)
}

test('axios 0.27, which asks a proxy in its own way, reaches the sandbox', async () => {
  const acme = await interceptAcme()
  const args = [script('node.mjs'), ...OURS, 'axios']
  const { stdout } = await acme.run(process.execPath, ...args)
  expect(stdout.trim().split('\n')).toEqual([`axios https: ${ANSWER}`, `axios http: ${ANSWER}`])
})

for (const [wanted, args] of [
  [CURL, ['-sS', '--max-time', '10']],
  [WGET, ['-qO-', '--content-on-error', '--timeout=10', '--tries=1']],
] as const) {
  test(`${wanted.name} reaches the sandbox, and fails at a foreign host`, async () => {
    const program = findOrInstall(wanted)
    const acme = await interceptAcme()
    for (const url of OURS) expect((await acme.run(program, ...args, url)).stdout).toBe(ANSWER)
    const refused = await acme.run(program, ...args, FOREIGN[0]!)
    expect(refused.code).not.toBe(0)
    expect(acme.warnings).toEqual([SENTENCE])
  }, 60_000)
}

test('a provider on a port of its own is caught on every port, a foreign database is left alone', async () => {
  const acme = await interceptAcme()
  const code = `fetch('https://api.acme.example:10952/nothing').then((a) => a.text()).then(console.log)
    require('node:net').connect(5432, 'other.example').on('error', (e) => console.log(e.syscall))`
  const { stdout } = await acme.run(process.execPath, '-e', code)
  expect(stdout.trim().split('\n').sort()).toEqual(['getaddrinfo', ANSWER].sort())
})

test('a sitecustomize of the system’s own runs as well', async () => {
  const python = findOrInstall(PYTHON)
  const env = { ...process.env, PYTHONPATH: script('own-site') }
  const acme = await interceptAcme([], env)
  const { stdout } = await acme.run(python, '-c', 'import builtins; print(builtins.own_site)')
  expect(stdout.trim()).toBe('loaded')
})
