/** The kinds of placeholders; the place in this list is a number's kind, so it only grows at its end. */
export const PLACEHOLDER_KINDS = [
  'id',
  'credential',
  'token',
  'card',
  'document',
  'name',
  'email',
  'phone',
  'account',
  'key',
  'address',
  'birth',
  'text',
] as const

export type PlaceholderKind = (typeof PLACEHOLDER_KINDS)[number]
