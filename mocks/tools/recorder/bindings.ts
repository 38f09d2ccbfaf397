/**
 * What a placeholder of a recording stands for on the emulator: learned from its answers, exchange by
 * exchange. A value that nobody took for an id, but that looks like one, is learned like a placeholder.
 */
import { isObject } from '../../dialect/pointer.ts'
import { looksVarying } from './compare-texts.ts'
import { parseExact, type Scalar } from './json-text.ts'
import { hasPlaceholder, PLACEHOLDERS, toIdentity } from './placeholders.ts'

export type Bound = Scalar

export interface Bindings {
  get(placeholder: Bound): Bound | undefined
  set(placeholder: Bound, value: Bound): void
  /** Which placeholder was the first to stand for a value of the emulator's. */
  find(value: Bound): Bound | undefined
  /** Pairs what stands at the same place of a recorded body and of the emulator's. */
  learn(recorded: unknown, emulated: unknown): void
}

export function createBindings(): Bindings {
  const known = new Map<Bound, Bound>()
  const first = new Map<Bound, Bound>()
  const set = (placeholder: Bound, value: Bound): void => {
    const key = toIdentity(placeholder) ?? placeholder
    if (known.has(key)) return
    known.set(key, value)
    if (!first.has(value)) first.set(value, key)
  }
  const learn = (recorded: unknown, emulated: unknown): void => {
    if (isScalar(recorded) && isScalar(emulated) && stands(recorded)) set(recorded, emulated)
    else learnWithin(open(recorded), open(emulated), learn, learnRenamed)
  }
  const learnRenamed = (recorded: unknown, emulated: unknown): void => {
    const isId = typeof recorded === 'string' && recorded.length >= MIN_ID && !/\s/.test(recorded)
    if (isId && isScalar(emulated)) set(recorded, emulated)
    else learn(recorded, emulated)
  }
  return {
    get: (placeholder) => known.get(toIdentity(placeholder) ?? placeholder),
    find: (value) => first.get(value),
    set,
    learn,
  }
}

function isScalar(value: unknown): value is Bound {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
}

/** Whether the value stands for another: one placeholder and nothing else, or a text of no meaning. */
function stands(value: Bound): boolean {
  if (typeof value !== 'string') return hasPlaceholder(value)
  if (hasPlaceholder(value)) return value.replace(PLACEHOLDERS, '') === ''
  return value.length >= MIN_ID && looksVarying(value)
}

const MIN_ID = 6

/** JSON in a string counts as what it says: a provider may send it either way. */
function open(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value
  try {
    return parseExact(value)
  } catch {
    return value
  }
}

type Learn = (recorded: unknown, emulated: unknown) => void

function learnWithin(
  recorded: unknown,
  emulated: unknown,
  learn: Learn,
  learnRenamed: Learn,
): void {
  if (Array.isArray(recorded) && Array.isArray(emulated)) {
    for (const [index, item] of recorded.entries()) learn(item, emulated[index])
  } else if (Array.isArray(recorded)) {
    if (recorded.length === 1) learn(recorded[0], emulated)
  } else if (Array.isArray(emulated)) {
    if (emulated.length === 1) learn(recorded, emulated[0])
  } else if (isObject(recorded) && isObject(emulated))
    learnKeys(recorded, emulated, learn, learnRenamed)
}

/** Where one key is left over on each side, it was renamed. */
function learnKeys(
  recorded: Record<string, unknown>,
  emulated: Record<string, unknown>,
  learn: Learn,
  learnRenamed: Learn,
): void {
  for (const [key, value] of Object.entries(recorded)) learn(value, emulated[key])
  const more = Object.keys(recorded).filter((key) => !Object.hasOwn(emulated, key))
  const fewer = Object.keys(emulated).filter((key) => !Object.hasOwn(recorded, key))
  if (more.length === 1 && fewer.length === 1) learnRenamed(recorded[more[0]!], emulated[fewer[0]!])
}
