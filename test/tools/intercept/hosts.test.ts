/** Which hosts an intercepted command reaches, which answer here, and which are refused. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { EnsayoError } from '#base/errors'
import { listBuiltIn, loadSpec } from '#dialect/load'
import { judgeHost, LOCAL_HOST, toAllowedHosts, toProviderHosts, toRefusal } from '#intercept/hosts'
import { PYTHON } from '../../clients.ts'
import { acmePath } from '../../fixtures/acme-sandbox.ts'
import { findOrInstall } from '../../install.ts'

const hosts = {
  providers: toProviderHosts([await loadSpec(acmePath)]),
  allowed: new Set(['npm.example']),
}

const JUDGED: [host: string, kind: string][] = [
  ['api.acme.example', 'provider'],
  ['live.acme.example', 'provider'],
  ['LIVE.acme.example.', 'provider'],
  ['sub.live.acme.example', 'refused'],
  ['npm.example', 'pass'],
  ['other.example', 'refused'],
  ['localhost', 'pass'],
  ['app.localhost', 'pass'],
  ['database', 'pass'],
  ['host.docker.internal', 'pass'],
  ['shop.test', 'pass'],
  ['printer.local', 'pass'],
  ['127.0.0.1', 'pass'],
  ['10.1.2.3', 'pass'],
  ['192.168.1.1', 'pass'],
  ['172.16.0.1', 'pass'],
  ['172.31.255.255', 'pass'],
  ['172.32.0.1', 'refused'],
  ['[::1]', 'pass'],
  ['fd00::1', 'pass'],
  ['::ffff:10.0.0.1', 'pass'],
  ['93.184.216.34', 'refused'],
  ['2001:db8::1', 'refused'],
  ['169.254.169.254', 'refused'],
  ['1572395042', 'refused'],
  ['0x5db8d822', 'refused'],
  ['', 'refused'],
]

for (const [host, kind] of JUDGED) {
  test(`"${host}" is judged: ${kind}`, () => {
    expect(judgeHost(host, hosts).kind).toBe(kind)
  })
}

test('Python reads the pattern of local hosts as JavaScript does', () => {
  const names = JUDGED.map(([host]) => host.toLowerCase().replace(/[[\]]/g, ''))
  const script = `import json, re, sys
pattern = re.compile(sys.argv[1])
print(json.dumps([bool(pattern.match(name)) for name in sys.argv[2:]]))`
  const python = findOrInstall(PYTHON)
  const pattern = `^(?:${LOCAL_HOST})$`
  const { stdout } = spawnSync(python, ['-c', script, pattern, ...names], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toEqual(names.map((name) => new RegExp(pattern).test(name)))
})

test('every provider has a sandbox host and a production host', async () => {
  for (const spec of await Promise.all(listBuiltIn().map(loadSpec))) {
    const named = [...toProviderHosts([spec]).keys()]
    expect(named.length, spec.name).toBeGreaterThan(1)
  }
})

test('a host of a provider cannot be allowed', () => {
  expect(() => toAllowedHosts(['live.acme.example'], hosts.providers)).toThrow(
    '--intercept-allow: live.acme.example is a host of acme, and nothing may reach it from an intercepted command. Leave it out.',
  )
})

for (const text of ['', 'https://npm.example', 'npm.example/path', 'npm.example:443', 'a b']) {
  test(`"${text}" cannot be allowed, for it is not a host name`, () => {
    expect(() => toAllowedHosts([text], hosts.providers)).toThrow(EnsayoError)
  })
}

test('a refusal names the host and the cure in one line', () => {
  expect(toRefusal('other.example', hosts)).toBe(
    'Ensayo intercepts this command and refuses other.example: it is not a host of a provider served here. To let it through, add --intercept-allow other.example.',
  )
})
