/** JSON text with some of its values replaced and everything else, blanks and digits included, left as it was. */

export type Path = readonly (string | number)[]

/** What stands in place of a string or number; `undefined` leaves its very text. */
export type Replace = (value: string | number, path: Path) => string | number | undefined

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]|true|false|null/g

interface Level {
  isArray: boolean
  /** Key or index at which the next value stands. */
  at: string | number
  expectsKey: boolean
}

/** Undefined when the text is no JSON object or array. */
export function rewriteJson(text: string, replace: Replace): string | undefined {
  if (!/^\s*[{[]/.test(text) || !isJson(text)) return undefined
  const levels: Level[] = []
  return text.replace(TOKEN, (token) => {
    const level = levels.at(-1)
    if (token === '{' || token === '[') {
      levels.push({ isArray: token === '[', at: 0, expectsKey: token === '{' })
    } else if (token === '}' || token === ']') levels.pop()
    else if (token === ',') next(level!)
    else if (token === ':') level!.expectsKey = false
    else if (level?.expectsKey) level.at = JSON.parse(token) as string
    else return replaceValue(token, levels, replace)
    return token
  })
}

function next(level: Level): void {
  if (level.isArray) level.at = Number(level.at) + 1
  else level.expectsKey = true
}

function replaceValue(token: string, levels: readonly Level[], replace: Replace): string {
  const value = JSON.parse(token) as unknown
  if (typeof value !== 'string' && typeof value !== 'number') return token
  const other = replace(
    value,
    levels.map(({ at }) => at),
  )
  return other === undefined || other === value ? token : JSON.stringify(other)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
