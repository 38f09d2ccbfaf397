import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { refuseProduction } from '#recorder/hosts'
import { acmePath } from '../../fixtures/acme-sandbox.ts'

test.each([
  'https://live.acme.example',
  'https://LIVE.acme.example:8443/v1',
  'http://live.acme.example./',
  'https://user@live.acme.example',
])('%s is refused by name', async (url) => {
  const spec = await loadSpec(acmePath)
  expect(() => refuseProduction(spec, url)).toThrow(
    /live\.acme\.example is a production host of Acme Pagos \(documented, .*\)\. Its sandbox is https:\/\/api\.acme\.example\.$/,
  )
})

test('the sandbox and this machine are let through', async () => {
  const spec = await loadSpec(acmePath)
  expect(refuseProduction(spec, 'https://api.acme.example/v1').pathname).toBe('/v1')
  expect(refuseProduction(spec, new URL('http://127.0.0.1:4801')).port).toBe('4801')
})

test.each([
  'https://someone:geheim@api.acme.example/v1',
  'https://api.acme.example/?key=geheim',
  'https://api.acme.example/#geheim',
  'ftp://someone:geheim@api.acme.example',
])('%s is more than an address, and its secret is not repeated', async (url) => {
  const spec = await loadSpec(acmePath)
  const refused = expect.objectContaining({
    code: 'OPTION_INVALID',
    message: expect.not.stringContaining('geheim'),
  })
  expect(() => refuseProduction(spec, url)).toThrow(refused)
})

test('what is not an address is refused', async () => {
  const spec = await loadSpec(acmePath)
  expect(() => refuseProduction(spec, 'api.acme.example')).toThrow(
    'is not an address of a provider',
  )
  expect(() => refuseProduction(spec, 'ftp://api.acme.example')).toThrow('is not an address')
})

test.each(['avenia', 'cobre', 'cobru', 'localpayment'])(
  '%s names its production hosts, and its sandbox is not one of them',
  async (name) => {
    const spec = await loadSpec(name)
    expect(spec.productionHosts.length).toBeGreaterThan(0)
    for (const { host } of spec.productionHosts) {
      expect(() => refuseProduction(spec, `https://${host}/x`)).toThrow('production host')
    }
    const [server] = spec.document.servers as { url: string }[]
    expect(refuseProduction(spec, server!.url).href).toContain('https://')
  },
)
