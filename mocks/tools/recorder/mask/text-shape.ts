/**
 * How a masked text was written, with nothing of what it said: `aaaa-9999`, `uuid`, `https*64`. A
 * short text keeps classes of characters, a longer one its form and a class of lengths.
 */
import { fromDatePlaceholder, toDateShape } from '../dates.ts'

export interface Bounds {
  /** Whether the text breaks what the spec says of its place. */
  isMisfit: boolean
  minLength?: number | undefined
  maxLength?: number | undefined
  /** What the provider writes before ids, as `acc_`. */
  prefixes?: readonly string[]
}

/** Longer texts are shown by form and length alone. */
const MAX_SHOWN = 40

/** The form of a text, which stands in its placeholder. `~` before it: it does not fit its place. */
export function toTextShape(text: string, bounds: Bounds): string {
  return (bounds.isMisfit ? '~' : '') + toForm(text, bounds)
}

function toForm(text: string, bounds: Bounds): string {
  const date = toDateShape(text)
  if (date !== undefined) return `date*${date}`
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return 'uuid'
  const length = toLength([...text].length, bounds)
  const address = /^(https?):\/\//i.exec(text)
  if (address) return `${address[1]!.toLowerCase()}*${length}`
  if (/^0x[0-9a-f]{16,}$|^(?=\d*[a-f])[0-9a-f]{16,}$/i.test(text)) {
    return `${text.startsWith('0x') ? '0x' : 'hex'}*${text.length <= 128 ? text.length : length}`
  }
  if (isCiphertext(text)) return `cipher*${text.length}`
  if (text.length <= MAX_SHOWN) return toClasses(text, bounds.prefixes ?? [])
  if (/^\d+$/.test(text)) return `digits*${length}`
  return `${/\s/.test(text.trim()) ? 'words' : 'random'}*${length}`
}

/** A length of the same class, on the same side of the bounds that the spec sets. */
function toLength(
  length: number,
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Bounds,
): number {
  const most = 2 ** Math.ceil(Math.log2(Math.max(length, 8)))
  if (length > maxLength) return Math.max(most, maxLength + 1)
  if (length < minLength) return Math.min(most, minLength - 1)
  return Math.min(most, maxLength)
}

const PLAIN = /[-.,/+=@#()*%&'!?$:;]/

function toClasses(text: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((known) => text.startsWith(known)) ?? ''
  const classes = [...text.slice(prefix.length)].map((letter) => {
    if (/\p{Lu}/u.test(letter)) return 'A'
    if (/\p{L}/u.test(letter)) return 'a'
    if (/\p{N}/u.test(letter)) return '9'
    if (/\s/.test(letter)) return '·'
    return letter === '_' || PLAIN.test(letter) ? letter : '?'
  })
  // A code that begins with a zero is not a number.
  const shown = classes.join('').replace(/^9(?=9)/, text.startsWith('0') ? '0' : '9')
  return `${prefix === '' ? '' : `${prefix}|`}${shown}`
}

/** Base64 of bytes that are no text: what was encrypted cannot be made up. */
function isCiphertext(text: string): boolean {
  const isMixed = [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(text))
  return isMixed && text.length % 4 === 0 && /^[A-Za-z0-9+/]{120,}={0,2}$/.test(text)
}

/** Whether nothing of that shape would do in its place. */
export function isOnlyKnown(shape: string): boolean {
  return /^~?cipher\*/.test(shape)
}

/** A text of that shape, another one for another number. */
export function fromTextShape(shape: string, count: number): string {
  const form = shape.replace(/^~/, '')
  const [, name, size = ''] = /^([a-z0-9]+)\*(.+)$/i.exec(form) ?? []
  if (name === 'date') return writeDate(size)
  if (form === 'uuid') return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
  if (name === 'http' || name === 'https')
    return pad(`${name}://masked.example/${count}`, size, '/k')
  if (name === 'hex' || name === '0x') {
    const head = name === '0x' ? '0x' : ''
    return head + `e${count}`.padStart(Number(size) - head.length, 'a')
  }
  if (name === 'digits') return String(count).padStart(Number(size), '1')
  if (name === 'words') return pad(`masked ${count}`, size, ' text')
  if (name === 'random') return pad(`k${count}k`, size, 'K1')
  const bar = form.indexOf('|')
  return form.slice(0, Math.max(bar, 0)) + fill(form.slice(bar + 1), count)
}

function pad(text: string, size: string, filler: string): string {
  return text
    .padEnd(Number(size), filler)
    .slice(0, Math.max(Number(size), text.length))
    .replace(/[ /]$/, 'k')
}

function writeDate(shape: string): string {
  return fromDatePlaceholder(`<date:${shape}@+0>`, BIRTH_MS) ?? '1990-01-01'
}

const BIRTH_MS = 631_152_000_000

/** Letters that no hexadecimal number has, so that the form stays. */
const LETTERS = 'kghijlmnopqrstuvwxyz'

/** The number is written into letters and digits from the right, in as many ways as there are. */
function fill(classes: string, count: number): string {
  let rest = count
  const letters = [...classes]
  for (let at = letters.length - 1; at >= 0; at--) {
    const letter = letters[at]!
    if (letter === '9') {
      // A number begins with a digit that is not a zero, and stays one.
      const isFirst = !/[90]/.test(classes.slice(0, at))
      letters[at] = isFirst && rest % 10 === 0 ? '1' : String(rest % 10)
      rest = Math.floor(rest / 10)
    } else if (letter === 'a' || letter === 'A') {
      const drawn = LETTERS[rest % LETTERS.length]!
      letters[at] = letter === 'A' ? drawn.toUpperCase() : drawn
      rest = Math.floor(rest / LETTERS.length)
    } else if (letter === '·') letters[at] = ' '
  }
  return letters.join('')
}
