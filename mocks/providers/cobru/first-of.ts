/** Reads one value where a client may have repeated its name. */

/** The first of a repeated value; an empty one counts as absent. */
export function firstOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first !== '' ? first : undefined
}
