/** The variables of an intercepted command: what its user has set is kept and extended. */
import { X509Certificate } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFolder } from '#intercept/folder'
import { interceptAcme } from './kit.ts'

const certificate = readFileSync(join(import.meta.dirname, '../../fixtures/localhost.pem'), 'utf8')
const OWN = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(certificate)![0]

test('what the user has set comes first and stays', async () => {
  const { variables } = await interceptAcme([], {
    NODE_OPTIONS: '--max-old-space-size=512',
    JAVA_TOOL_OPTIONS: '-Xmx64m',
    PYTHONPATH: '/own/python',
    PHP_INI_SCAN_DIR: '/own/php',
    NO_PROXY: 'db.internal,10.0.0.0/8',
    no_proxy: '.test',
  })
  expect(variables.NODE_OPTIONS).toMatch(/^--max-old-space-size=512 --require \S+preload\.cjs$/)
  expect(variables.JAVA_TOOL_OPTIONS).toMatch(/^-Xmx64m -Djavax\.net\.ssl\.trustStore=/)
  expect(variables.PYTHONPATH).toMatch(/python:\/own\/python$/)
  expect(variables.PHP_INI_SCAN_DIR).toMatch(/^\/own\/php:\S+php$/)
  const direct = 'localhost,127.0.0.1,::1,db.internal,10.0.0.0/8,.test'
  expect(variables).toMatchObject({ NO_PROXY: direct, no_proxy: direct })
})

test('without any, PHP keeps its own folder of settings', async () => {
  const { variables } = await interceptAcme([], {})
  expect(variables.PHP_INI_SCAN_DIR).toMatch(/^:\S+php$/)
  expect(variables.NODE_OPTIONS).toMatch(/^--require/)
})

test('an exception from the proxy that would let a provider through is dropped', async () => {
  const NO_PROXY =
    '*, api.acme.example, .acme.example, other.example, 0.0.0.0/0, 8.8.8.8, shop.test'
  const { variables } = await interceptAcme([], { NO_PROXY })
  expect(variables.NO_PROXY).toBe('localhost,127.0.0.1,::1,shop.test')
})

test('authorities of the user are trusted beside this run’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'own.pem')
  writeFileSync(file, `${OWN}\n`)
  const { variables } = await interceptAcme([], { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file })
  const subject = new X509Certificate(OWN).fingerprint256
  for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE']) {
    const known = readCertificates(variables[name]!)
    expect(known.map((each) => each.fingerprint256)).toContain(subject)
    expect(known[0]!.subject).toBe('CN=Ensayo intercept DO NOT TRUST')
  }
  // The system's, or Node's, are there too: an allowed host is checked as ever.
  expect(readCertificates(variables.SSL_CERT_FILE!).length).toBeGreaterThan(50)
})

test('no key is in the folder, and it is open to this user alone', async () => {
  const { variables } = await interceptAcme()
  const folder = join(variables.PYTHONPATH!.split(':')[0]!, '..')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  )
  expect(files.length).toBeGreaterThan(5)
  for (const { parentPath, name } of files) {
    expect(readFileSync(join(parentPath, name), 'latin1')).not.toContain('PRIVATE KEY')
  }
})

test('the folder goes with the run', async () => {
  const { variables, close } = await interceptAcme()
  expect(existsSync(variables.NODE_EXTRA_CA_CERTS!)).toBe(true)
  await close()
  expect(existsSync(variables.NODE_EXTRA_CA_CERTS!)).toBe(false)
})

test('what a killed run has left is removed by the next', () => {
  // No process has the number: the system gives out none that is as high.
  const left = join(tmpdir(), 'ensayo-run-999999999-abc')
  const own = mkdtempSync(join(tmpdir(), `ensayo-run-${process.pid}-`))
  onTestFinished(() => rmSync(own, { recursive: true }))
  writeFileSync(join(mkdtempSync(`${left}`), 'preload.cjs'), '')
  createFolder().remove()
  const names = readdirSync(tmpdir())
  expect(names.filter((name) => name.startsWith('ensayo-run-999999999'))).toEqual([])
  expect(existsSync(own)).toBe(true)
})

function readCertificates(file: string): X509Certificate[] {
  const found = readFileSync(file, 'utf8').match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  )
  return (found ?? []).map((pem) => new X509Certificate(pem))
}
