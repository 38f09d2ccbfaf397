/** JSON that a client sent, within bounds that every part of the sandbox can handle. */

/** Nesting beyond this is refused; nobody's payment is that deep, and recursion over it would not end well. */
const MAX_DEPTH = 64

/** What the text says, or why it is refused. */
export function parseJson(text: string): { body: unknown; reason?: string } {
  if (mayBeTooDeep(text) && isTooDeep(text)) {
    return { body: undefined, reason: `nested deeper than ${MAX_DEPTH} levels` }
  }
  try {
    const body = JSON.parse(text) as unknown
    return mayBeInfinite(text) && hasInfinity(body)
      ? { body: undefined, reason: 'a number is out of range' }
      : { body }
  } catch (error) {
    return { body: undefined, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** What a number must have to become infinite: a long exponent, or hundreds of digits. */
function mayBeInfinite(text: string): boolean {
  return LONG_EXPONENT.test(text) || hasLongNumber(text)
}

const LONG_EXPONENT = /[eE]\+?\d{3}/

/** Digits that no finite number may have more of. */
const MOST_DIGITS = 300

/** As many digits in a row have one at a place that is a multiple; a run is walked along once. */
function hasLongNumber(text: string): boolean {
  for (let at = MOST_DIGITS - 1; at < text.length; at += MOST_DIGITS) {
    if (!isDigit(text, at)) continue
    let first = at
    while (at - first < MOST_DIGITS && isDigit(text, first - 1)) first--
    let last = at
    while (last - first < MOST_DIGITS && isDigit(text, last + 1)) last++
    if (last - first + 1 >= MOST_DIGITS) return true
  }
  return false
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** JSON cannot say it, so nothing that answers or stores JSON could handle it. */
function hasInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInfinity)
}

/** Whether there are enough opening brackets, inside strings or not; a quick look that spares most bodies the slow one. */
function mayBeTooDeep(text: string): boolean {
  let found = 0
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (++found > MAX_DEPTH) return true
    }
  }
  return false
}

/** Counts brackets outside strings. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === BACKSLASH) index++
      else if (code === QUOTE) isInString = false
    } else if (code === QUOTE) isInString = true
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return false
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
