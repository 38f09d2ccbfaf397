/** Runtimes that not every machine has, under interception; installed from Debian or npm. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { findOrInstall, type Wanted } from '../install.ts'
import { SENTENCE, testClient } from '../tools/intercept/client.cases.ts'

vi.setConfig({ testTimeout: 300_000 })

const JAVA: Wanted = {
  name: 'Java with its compiler',
  places: 'java',
  packages: ['default-jdk-headless'],
  works: (path) =>
    spawnSync(path, ['--list-modules'], { encoding: 'utf8' }).stdout.includes('jdk.compiler'),
}
const RUBY: Wanted = { name: 'Ruby', places: 'ruby', packages: ['ruby'] }
const GO: Wanted = {
  name: 'Go',
  places: ['/usr/bin/go', '/usr/local/go/bin/go'],
  packages: ['golang-go'],
}
const LIBRARIES: Wanted = {
  name: 'Python with requests, httpx and aiohttp',
  places: ['/usr/bin/python3'],
  packages: ['python3', 'python3-requests', 'python3-httpx', 'python3-aiohttp'],
  works: (path) => spawnSync(path, ['-c', 'import requests, httpx, aiohttp']).status === 0,
}

const GUZZLE: Wanted = {
  name: 'PHP with Guzzle',
  places: 'php',
  packages: ['php-cli', 'php-curl', 'php-guzzlehttp-guzzle'],
  works: (path) => spawnSync(path, ['-r', 'require "GuzzleHttp/autoload.php";']).status === 0,
}

const folder = mkdtempSync(join(tmpdir(), 'ensayo-long-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const own = (name: string) => join(import.meta.dirname, 'clients', name)
const sentence = new RegExp(SENTENCE)
const CLOSED = new RegExp(`failed (Socket closed before|${SENTENCE})`)

for (const version of ['20', '22']) {
  testClient({
    name: `Node ${version}`,
    command: () => [
      installNode(version),
      join(import.meta.dirname, '../tools/intercept/clients/node.mjs'),
    ],
    ways: ['fetch', 'get', 'agent', 'socket', 'worker', 'axios'],
    shows: { 'https:': sentence, 'http:': sentence },
  })
}

testClient({
  name: 'Java',
  command: () => [findOrInstall(JAVA), own('Client.java')],
  ways: ['HttpClient', 'HttpURLConnection'],
  shows: { 'https:': /failed .*(403|closed|EOF|terminated)/, 'http:': sentence },
})

testClient({
  name: 'Ruby',
  command: () => [findOrInstall(RUBY), own('client.rb')],
  ways: ['net-http'],
  shows: { 'https:': sentence, 'http:': sentence },
})

testClient({
  name: 'Go',
  command: () => [buildGo()],
  ways: ['default'],
  shows: { 'https:': sentence, 'http:': sentence },
})

testClient({
  name: 'Python’s libraries',
  command: () => [findOrInstall(LIBRARIES), own('libraries.py')],
  ways: ['by_requests', 'by_httpx', 'by_httpx_async', 'by_aiohttp'],
  shows: { 'https:': /failed .*(refuses other\.example|403)/, 'http:': sentence },
})

testClient({
  name: 'Guzzle',
  command: () => [findOrInstall(GUZZLE), own('guzzle.php')],
  ways: ['guzzle'],
  shows: { 'https:': /failed .*403/, 'http:': sentence },
})

testClient({
  name: 'got, with HTTP/2 and without',
  command: () => [process.execPath, own('got.mjs'), installPackage('got', '14')],
  ways: ['plain', 'http2'],
  // got has words of its own for a connection that ends before it is made.
  shows: { 'https:': CLOSED, 'http:': CLOSED },
})

/** The program of that major version, as npm has it. */
function installNode(version: string): string {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  return join(installPackage(`node-${version}`, `npm:${name}@${version}`), 'bin/node')
}

/** Its folder. */
function installPackage(name: string, version: string): string {
  const args = ['install', '--no-audit', '--no-fund', '--prefix', folder]
  execFileSync('npm', [...args, `${name}@${version}`], { stdio: 'pipe' })
  return join(folder, 'node_modules', name)
}

/** Built before, as the compiler itself would be refused what it may want to fetch. */
function buildGo(): string {
  const program = join(folder, 'client')
  execFileSync(findOrInstall(GO), ['build', '-o', program, own('client.go')], {
    env: { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'off' },
  })
  return program
}
