import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { findRefusal } from '#webhooks/hosts'

const isCallable = (url: string, allowHosts: string[] = []) =>
  findRefusal(url, { allowHosts }) === undefined

test.each([
  'http://localhost:3000/hook',
  'https://LOCALHOST/',
  'http://localhost./',
  'http://shop.localhost/',
  'http://127.0.0.1:8080',
  'http://127.255.0.9',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://0.0.0.0:3000',
  'http://10.1.2.3',
  'http://172.16.0.1',
  'http://172.31.255.255',
  'http://192.168.1.1',
  'http://[::1]:3000',
  'http://[0:0:0:0:0:0:0:1]',
  'http://[::]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:a01:203]',
  'http://[fd12:3456::1]',
  'http://[fe80::1]',
  'http://host.docker.internal:3000',
  'http://shop.local',
  'http://shop.TEST',
  'http://app.internal./x',
  'http://receiver:3000/hook',
  'http://user:password@localhost/',
])('calls %s', (url) => {
  expect(findRefusal(url)).toBeUndefined()
})

test.each([
  'https://example.com/hook',
  'https://shop.com.co',
  'http://localhost@example.com/',
  'http://localhost:80@example.com/',
  'http://localhost.example.com',
  'http://notlocalhost.com',
  'http://example.com#.localhost',
  'http://example.com?.local',
  'http://example.com\\@localhost',
  'http://mylocal.example',
  'http://local.example.com',
  'http://8.8.8.8',
  'http://134744072',
  'http://0x08080808',
  'http://172.15.255.255',
  'http://172.32.0.1',
  'http://192.169.0.1',
  'http://11.0.0.1',
  'http://126.255.255.255',
  'http://100.64.0.1',
  'http://[2001:db8::1]',
  'http://[::ffff:8.8.8.8]',
  'http://[::ffff:808:808]',
  'http://[64:ff9b::7f00:1]',
  'http://[fec0::1]',
  'http://localhost..',
])('does not call %s, whose host is a stranger', (url) => {
  expect(findRefusal(url)).toMatch(/^host ".+" is neither local nor private/)
})

test.each([
  'http://169.254.169.254/latest',
  'http://169.254.170.2/v2/credentials',
  'http://169.254.1.1',
  'http://2852039166/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:aa02]/',
  'http://[0:0:0:0:0:FFFF:A9FE:A9FE]/',
  'http://[fd00:ec2::254]',
  'http://[fd00:0ec2:0:0:0:0:0:254]',
  'http://[fd20:ce::254]',
  'http://metadata/computeMetadata/v1/',
  'http://METADATA./',
  'http://metadata.google.internal',
  'http://metadata.google.internal./',
  'http://instance-data/latest',
  'http://instance-data.ec2.internal',
  'http://foo.metadata.google.internal',
  'http://a.b.METADATA.google.internal./',
  'http://x.metadata.internal',
  'http://x.instance-data.ec2.internal',
])("does not call %s, a cloud's metadata", (url) => {
  expect(findRefusal(url)).toMatch(/is where clouds keep the credentials/)
})

test('calls names that only begin like metadata, and an address mapped into IPv6 as itself', () => {
  expect(isCallable('http://metadata-receiver:3000/')).toBe(true)
  expect(isCallable('http://metadata.shop.local/')).toBe(true)
  expect(isCallable('http://[::ffff:8.8.8.8]/', ['8.8.8.8'])).toBe(true)
  expect(isCallable('http://8.8.8.8/', ['::ffff:8.8.8.8'])).toBe(true)
})

test.each(['ftp://localhost', 'file:///etc/passwd', 'javascript:alert(1)', 'localhost:3000/hook'])(
  'calls http and https only, not %s',
  (url) => {
    expect(findRefusal(url)).toMatch(/is not an http or https URL/)
  },
)

test.each(['', 'hook', '/hook', 'http://', 'http://[::1', 'http://1.2.3.256', 'http://a b/'])(
  'says that %j is not a URL',
  (url) => {
    expect(findRefusal(url)).toMatch(/is not a URL$/)
  },
)

test('calls a host allowed by name, and no other', () => {
  expect(isCallable('https://Hooks.Example.com./x', ['hooks.example.COM'])).toBe(true)
  expect(isCallable('https://a.hooks.example.com/', ['hooks.example.com'])).toBe(false)
  expect(isCallable('https://hooks.example.com.evil.io/', ['hooks.example.com'])).toBe(false)
  expect(isCallable('http://[2001:db8::1]/', ['2001:db8::1'])).toBe(true)
})

test('calls every host below a wildcard, not the domain itself', () => {
  expect(isCallable('https://a.example.com', ['*.example.com'])).toBe(true)
  expect(isCallable('https://b.a.example.com', ['*.example.com'])).toBe(true)
  expect(isCallable('https://example.com', ['*.example.com'])).toBe(false)
  expect(isCallable('https://badexample.com', ['*.example.com'])).toBe(false)
})

test('a wildcard does not open the metadata of a cloud; its own name does', () => {
  const url = 'http://foo.metadata.google.internal/'
  expect(isCallable(url, ['*.internal'])).toBe(false)
  expect(isCallable(url, ['foo.metadata.google.internal'])).toBe(true)
})

const OWN = [
  'http://localhost:3000/hook',
  'http://LOCALHOST./',
  'http://shop.localhost/',
  'http://127.0.0.1:8080',
  'http://127.1.2.3',
  'http://2130706433/',
  'http://0.0.0.0:3000',
  'http://[::1]:3000',
  'http://[::]',
  'http://[::ffff:127.0.0.1]',
  'http://[fe80::1]',
  `http://${hostname()}:3000/`,
]

test.each(OWN)('when others reach the sandbox, %s is withheld', (url) => {
  expect(findRefusal(url, { isShared: true })).toMatch(/is the sandbox's own machine/)
  expect(findRefusal(url)).toBeUndefined()
  const { hostname: name } = new URL(url)
  expect(findRefusal(url, { isShared: true, allowHosts: [name] })).toBeUndefined()
})

test.each(['http://receiver:3000/hook', 'http://10.1.2.3', 'http://[fd12:3456::1]'])(
  'when others reach the sandbox, %s is called as before',
  (url) => {
    expect(findRefusal(url, { isShared: true })).toBeUndefined()
  },
)
