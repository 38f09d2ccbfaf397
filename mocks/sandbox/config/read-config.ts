/** Reads `ensayo.config.yaml` and checks it against its schema. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { EnsayoConfig, LoadedConfig } from './types.ts'

/** In the order in which they are looked for. */
export const CONFIG_NAMES = ['ensayo.config.yaml', 'ensayo.config.yml', 'ensayo.config.json']

type Path = readonly (string | number)[]

/** The file of the working folder, if it has one. Throws `CONFIG_INVALID` when it has several. */
export function findConfig(folder = process.cwd()): string | undefined {
  const found = CONFIG_NAMES.filter((name) => existsSync(join(folder, name)))
  if (found.length < 2) return found[0] === undefined ? undefined : join(folder, found[0])
  throw new EnsayoError(
    'CONFIG_INVALID',
    `${folder} has several configurations: ${found.join(', ')}. Keep one, or name it with --config.`,
  )
}

/** Throws `CONFIG_INVALID` with line, column, what was found and the cure. */
export async function readConfig(name: string): Promise<LoadedConfig> {
  const file = resolve(name)
  const { LineCounter, parseDocument, isMap, isScalar } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(readText(file, name), { lineCounter: lines, prettyErrors: false })
  const place = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0)
    return `${name}:${line}:${col}`
  }
  const [error] = document.errors
  if (error) {
    throw new EnsayoError(
      'CONFIG_INVALID',
      `${place(error.pos[0])}: not YAML: ${error.message} Mend the line, or begin anew with "ensayo init".`,
    )
  }
  const where = (path: Path): string => {
    for (let length = path.length; length > 0; length--) {
      const holder =
        length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
      const key = path[length - 1]
      const pair = isMap(holder)
        ? holder.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined
      if (pair && isScalar(pair.key)) return place(pair.key.range?.[0])
      const node = document.getIn(path.slice(0, length), true)
      if (typeof node === 'object' && node !== null && 'range' in node) {
        return place((node.range as number[] | undefined)?.[0])
      }
    }
    return place(0)
  }
  return { ...(await checkConfig(document.toJS() ?? {}, where)), file }
}

/** Checks what somebody hands over. Throws `CONFIG_INVALID`. */
export async function checkConfig(
  value: unknown,
  where: LoadedConfig['where'] = toDotted,
): Promise<LoadedConfig> {
  const [{ CONFIG_SCHEMA }, { compileAlone }] = await Promise.all([
    import('./schema.ts'),
    import('../../dialect/schemas.ts'),
  ])
  const validate = compileAlone(CONFIG_SCHEMA)
  if (!validate(value)) {
    const messages = (validate.errors ?? [])
      .filter(({ schemaPath }) => !/\/oneOf\/\d+\//.test(schemaPath))
      .map((error) => toMessage(error, where))
    throw new EnsayoError('CONFIG_INVALID', [...new Set(messages)].join('\n'))
  }
  // The schema has seen it.
  const config = value as EnsayoConfig
  refuseTwice(config, where)
  return { file: undefined, value: config, where }
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new EnsayoError(
      'CONFIG_INVALID',
      `--config: ${name} cannot be read: ${(cause as Error).message}. Name a file that is there, or write one with "ensayo init".`,
      { cause },
    )
  }
}

interface Refusal {
  instancePath: string
  keyword: string
  params: Record<string, unknown>
  message?: string
  data?: unknown
  parentSchema?: Record<string, unknown>
}

function toMessage(error: Refusal, where: LoadedConfig['where']): string {
  const path = error.instancePath.split('/').slice(1).map(toKey)
  const called = path.length === 0 ? 'the file' : toDotted(path)
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty)
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object)
    const cure = didYouMean(key, known) || ` It takes: ${known.join(', ')}.`
    return `${where([...path, key])}: ${called} takes no "${key}".${cure}`
  }
  if (error.keyword === 'required') {
    return `${where(path)}: ${called} has no "${error.params.missingProperty}". Add it.`
  }
  if (error.keyword === 'oneOf') {
    return `${where(path)}: ${called} is not one step. Give exactly one of state, request, trigger, advance.`
  }
  const { description = '' } = (error.parentSchema ?? {}) as { description?: string }
  const cure = description === '' ? '' : ` What belongs there: ${description}.`
  const allowed = error.keyword === 'enum' ? `: ${JSON.stringify(error.params.allowedValues)}` : ''
  return `${where(path)}: ${called} is ${JSON.stringify(error.data)}, which ${error.message}${allowed}.${cure}`
}

function toKey(part: string): string | number {
  const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
  return /^\d+$/.test(key) ? Number(key) : key
}

/** `accounts[0].seeds[1]`. */
export function toDotted(path: Path): string {
  const parts = path.map((key, at) =>
    typeof key === 'number' ? `[${key}]` : at === 0 ? key : `.${key}`,
  )
  return parts.join('')
}

function refuseTwice({ accounts = [] }: EnsayoConfig, where: LoadedConfig['where']): void {
  for (const [at, { name, credentials }] of accounts.entries()) {
    if (accounts.findIndex((other) => other.name === name) !== at) {
      throw new EnsayoError(
        'CONFIG_INVALID',
        `${where(['accounts', at, 'name'])}: the account "${name}" is there twice. Keep one.`,
      )
    }
    if (name !== 'default' || credentials === undefined) continue
    throw new EnsayoError(
      'CONFIG_INVALID',
      `${where(['accounts', at, 'credentials'])}: the credentials of the default account are fixed. Give the account another name.`,
    )
  }
}
