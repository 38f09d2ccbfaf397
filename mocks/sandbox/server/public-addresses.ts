/** `--public-url`: the addresses that a gateway gives us. */
import { EnsayoError } from '../../base/errors.ts'
import type { Addresses } from '../engine/engine.ts'

const NAME = '{provider}'

/**
 * With `{provider}` in it, each provider has an address of its own and the control API is `control`;
 * without, the control API is there and each provider under its name. Throws `OPTION_INVALID`.
 */
export function toPublicAddresses(publicUrl: string, names: readonly string[]): Addresses {
  const to = (name: string) => publicUrl.replaceAll(NAME, name).replace(/\/+$/, '')
  const url = URL.parse(to('control'))
  if (url === null || !/^https?:$/.test(url.protocol) || `${url.search}${url.hash}` !== '') {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--public-url: "${publicUrl}" is not an address. Write it like https://sandbox.example.com or https://{provider}.example.com.`,
    )
  }
  const isNamed = publicUrl.includes(NAME)
  const providers = names.map((name) => [name, isNamed ? to(name) : `${to(name)}/${name}`])
  return { control: to('control'), providers: Object.fromEntries(providers), isPublic: true }
}
