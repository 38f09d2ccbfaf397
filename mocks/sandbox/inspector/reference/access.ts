/** What “Try” is filled in with: the account's credentials, and tokens of it that are good now. */
import { isObject, type JsonObject, readPath } from '../../../dialect/pointer.ts'
import type { Operation, Spec } from '../../../dialect/types.ts'
import type { Engine } from '../../engine/engine.ts'

const METHODS_WITHOUT_BODY = new Set(['GET', 'HEAD'])

/** Scheme → value, without its prefix. Schemes that sign cannot be filled in; another alternative is. */
export async function readAccess(
  engine: Engine,
  spec: Spec,
  account: string,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const operation of spec.operations) {
    const wanted = toPlainAlternative(spec, operation).filter((name) => !(name in found))
    if (wanted.length === 0) continue
    const equipped = await engine.equip(account, spec.name, toRequest(operation), { adds: true })
    for (const name of wanted) {
      const value = readScheme(spec, name, equipped)
      if (value !== undefined) found[name] = value
    }
  }
  return found
}

/** Puts the account's own values into the examples of bodies that carry credentials. */
export async function fillExamples(
  engine: Engine,
  spec: Spec,
  account: string,
  document: JsonObject,
): Promise<void> {
  for (const operation of spec.operations) {
    if (operation.carries.length === 0 || METHODS_WITHOUT_BODY.has(operation.method)) continue
    const media = findMedia(document, operation)
    if (media === undefined) continue
    const fill = async (value: unknown): Promise<unknown> => {
      const body = JSON.stringify(value)
      const request = toRequest(operation, body)
      const equipped = await engine.equip(account, spec.name, request)
      return equipped.json()
    }
    if (isObject(media.example)) media.example = await fill(media.example)
    for (const each of Object.values(isObject(media.examples) ? media.examples : {})) {
      if (isObject(each) && isObject(each.value)) each.value = await fill(each.value)
    }
  }
}

/** The first alternative without a signature, as the sandbox itself would prove a request. */
function toPlainAlternative(spec: Spec, { security }: Operation): readonly string[] {
  const isPlain = (name: string) => !('signature' in spec.securitySchemes.get(name)!.proves)
  return security.find((names) => names.length > 0 && names.every(isPlain)) ?? []
}

function readScheme(spec: Spec, name: string, { headers, url }: Request): string | undefined {
  const { carrier } = spec.securitySchemes.get(name)!
  const value =
    carrier.in === 'header'
      ? headers.get(carrier.name)
      : new URL(url).searchParams.get(carrier.name)
  return value?.startsWith(carrier.prefix) ? value.slice(carrier.prefix.length) : undefined
}

function toRequest({ method, path }: Operation, body?: string): Request {
  const url = new URL(path.replaceAll(/\{[^}]+\}/g, 'x'), 'http://127.0.0.1')
  const headers = { 'content-type': 'application/json' }
  return new Request(url, { method, ...(body === undefined ? {} : { headers, body }) })
}

function findMedia(document: JsonObject, { pointer }: Operation): JsonObject | undefined {
  const segments = pointer
    .slice(1)
    .split('/')
    .map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))
  const media = readPath(document, [...segments, 'requestBody', 'content', 'application/json'])
  return isObject(media) ? media : undefined
}
