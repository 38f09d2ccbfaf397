/** The page that a payer sees of a record, where the provider has one. */
import type { StoredRecord } from '../../core/store/store.ts'
import type { Engine } from '../engine/engine.ts'

const ID = /^\$request\.path\.(\w+)$/

/** Address of the operation that shows such a record as a page; undefined where there is none. */
export function findHostedPage(
  { providers, addresses }: Engine,
  stored: string,
  { id }: StoredRecord,
): string | undefined {
  const [provider = '', collection] = stored.split('/')
  for (const operation of providers.get(provider)?.spec.operations ?? []) {
    const { method, path, record, responses } = operation
    const name = ID.exec(record?.id ?? '')?.[1]
    const isPage = method === 'GET' && responses.get(200)?.content.has('text/html')
    if (!isPage || record?.collection !== collection || name === undefined) continue
    const base = addresses.providers[provider] ?? `${addresses.control}/${provider}`
    return base + path.replace(`{${name}}`, encodeURIComponent(id))
  }
  return undefined
}
