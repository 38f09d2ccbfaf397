/** Clients as they are, with addresses of a provider in their source. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CURL, PHP, PYTHON, WGET } from '../../clients.ts'
import { findOrInstall } from '../../install.ts'
import { ANSWER, type Client, FOREIGN, OURS, SENTENCE, testClient } from './client.cases.ts'
import { interceptAcme } from './kit.ts'

const folder = join(import.meta.dirname, 'clients')

const script = (name: string) => join(folder, name)

const CLIENTS: Client[] = [
  {
    name: 'Node',
    command: () => [process.execPath, script('node.mjs')],
    ways: ['fetch', 'get', 'agent', 'alpn', 'socket', 'worker'],
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

for (const client of CLIENTS) testClient(client)

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
  })
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
