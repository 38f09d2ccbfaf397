/** JSON text with some of its values replaced and everything else, blanks and digits included, left as it was. */

export type Path = readonly (string | number)[]

/** A value of JSON that is not a container; whole numbers that a double cannot hold are `bigint`. */
export type Scalar = string | number | bigint

/** What stands in place of a string or number; `undefined` leaves its very text. */
export type Replace = (value: Scalar, path: Path) => Scalar | undefined

/** What a key is called instead; `undefined` leaves it. `path` leads to the object that has it. */
export type Rename = (key: string, path: Path) => string | undefined

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null/g

/** Nobody's JSON is deeper; what is counts as no JSON. */
const MAX_DEPTH = 100

interface Level {
  isArray: boolean
  /** Key or index at which the next value stands. */
  at: string | number
  expectsKey: boolean
}

/** Undefined when the text is not a JSON object or array. */
export function rewriteJson(text: string, replace: Replace, rename?: Rename): string | undefined {
  return /^\s*[{[]/.test(text) ? rewriteAnyJson(text, replace, rename) : undefined
}

/** The same for every JSON text, a lone string or number too. */
export function rewriteAnyJson(
  text: string,
  replace: Replace,
  rename: Rename = () => undefined,
): string | undefined {
  if (!isJson(text)) return undefined
  const levels: Level[] = []
  let isTooDeep = false
  const written = text.replace(TOKEN, (token) => {
    if (isTooDeep) return token
    const level = levels.at(-1)
    if (token === '{' || token === '[') {
      levels.push({ isArray: token === '[', at: 0, expectsKey: token === '{' })
      isTooDeep = levels.length > MAX_DEPTH
    } else if (token === '}' || token === ']') levels.pop()
    else if (token === ',') next(level!)
    else if (token === ':') level!.expectsKey = false
    else if (level?.expectsKey) return renameKey(token, level, levels, rename)
    else return replaceValue(token, levels, replace)
    return token
  })
  return isTooDeep ? undefined : written
}

function next(level: Level): void {
  if (level.isArray) level.at = Number(level.at) + 1
  else level.expectsKey = true
}

function renameKey(token: string, level: Level, levels: readonly Level[], rename: Rename): string {
  const key = JSON.parse(token) as string
  level.at = key
  const other = rename(
    key,
    levels.slice(0, -1).map(({ at }) => at),
  )
  return other === undefined ? token : JSON.stringify(other)
}

function replaceValue(token: string, levels: readonly Level[], replace: Replace): string {
  const value = readScalar(token)
  if (value === undefined) return token
  const other = replace(
    value,
    levels.map(({ at }) => at),
  )
  if (other === undefined || other === value) return token
  return typeof other === 'bigint' ? String(other) : JSON.stringify(other)
}

function readScalar(token: string): Scalar | undefined {
  if (token.startsWith('"')) return JSON.parse(token) as string
  return /^[-\d]/.test(token) ? toExact(Number(token), token) : undefined
}

/** JSON as data. Whole numbers that a double cannot hold come as `bigint`. Throws what `JSON.parse` throws. */
export function parseExact(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as unknown
  // The types do not know the third parameter of a reviver yet.
  const revive = (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' && source !== undefined ? toExact(value, source) : value
  return JSON.parse(text, revive as Parameters<typeof JSON.parse>[1]) as unknown
}

/** Wrapped, as `null` is JSON too; undefined when the text is not JSON. */
export function parseExactJson(text: string): { value: unknown } | undefined {
  try {
    return { value: parseExact(text) }
  } catch {
    return undefined
  }
}

function toExact(value: number, source: string): number | bigint {
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(source) ? value : BigInt(source)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
