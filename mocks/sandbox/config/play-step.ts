/** One step of an account's seeds. */
import { parseDuration } from '../../base/duration.ts'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Operation } from '../../dialect/types.ts'
import type { Engine } from '../engine/engine.ts'
import type { SeedRequest, SeedStep } from './types.ts'

/** Returns what later steps may use. Throws `EnsayoError`. */
export async function playStep(engine: Engine, account: string, step: SeedStep): Promise<unknown> {
  const { state, request, trigger, advance, provider, params = {} } = step
  if (state !== undefined) {
    return (await engine.playState(account, { state, provider, params })).values
  }
  if (request !== undefined) return send(engine, account, request, provider)
  const result =
    trigger === undefined
      ? await engine.advance(account, toMs(advance!))
      : await engine.trigger(account, trigger, params)
  await engine.settle(account)
  return result
}

function toMs(text: string): number {
  const ms = parseDuration(text)
  if (ms !== undefined) return ms
  throw new EnsayoError(
    'CONFIG_INVALID',
    `advance: "${text}" is not a duration. Write it like PT6M.`,
  )
}

async function send(
  engine: Engine,
  account: string,
  request: SeedRequest,
  provider: string | undefined,
): Promise<unknown> {
  const { face, operation } = findOperation(engine, request.operationId, provider)
  const url = new URL(toPath(operation, request), `http://${face.name}.ensayo.localhost`)
  for (const [name, value] of Object.entries(request.query ?? {}))
    url.searchParams.set(name, String(value))
  const { body } = request
  const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' })
  for (const [name, value] of Object.entries(request.headers ?? {}))
    headers.set(name, String(value))
  const asked = new Request(url, {
    method: operation.method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await face.fetch(await engine.equip(account, face.name, asked, { adds: true }))
  const text = await answer.text()
  await engine.settle(account)
  if (answer.ok) return toValue(text)
  const hint = answer.headers.get('x-ensayo-hint')
  throw new EnsayoError(
    'CONFIG_INVALID',
    `${request.operationId}: ${face.name} answers ${answer.status} ${text.slice(0, 300)}${hint === null ? '' : ` (${hint})`}. Mend the request, or the steps before it.`,
  )
}

function findOperation(engine: Engine, operationId: string, provider: string | undefined) {
  const all = engine.operations(provider).flatMap((operation) => {
    const face = [...engine.providers.values()].find(({ spec }) =>
      spec.operations.includes(operation),
    )
    return face === undefined ? [] : [{ face, operation }]
  })
  const found = all.filter(({ operation }) => operation.id === operationId)
  if (found.length === 1) return found[0]!
  if (found.length === 0) {
    const ids = all.flatMap(({ operation }) => operation.id)
    throw new EnsayoError(
      'CONFIG_INVALID',
      `no provider has the operation "${operationId}".${didYouMean(operationId, ids)} "ensayo operations list" shows them.`,
    )
  }
  const names = found.map(({ face }) => face.name).join(', ')
  throw new EnsayoError(
    'CONFIG_INVALID',
    `several providers have the operation "${operationId}": ${names}. Say which with "provider".`,
  )
}

function toPath({ path }: Operation, request: SeedRequest): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = request.path?.[name]
    if (value !== undefined) return encodeURIComponent(String(value))
    throw new EnsayoError(
      'CONFIG_INVALID',
      `${request.operationId}: the path ${path} needs "${name}". Give it under "path".`,
    )
  })
}

function toValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
