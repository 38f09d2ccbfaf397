/** Names made of other names. */

/** The words of `post-get3dsAvailability`, `Payment_Intent` or `/v1/payment_intents/{id}`. */
export function toWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
}

export function toCamel(text: string): string {
  const [first = 'x', ...rest] = toWords(text)
  const camel = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(toCapital)].join('')
  return /^[a-z]/.test(camel) ? camel : `x${camel}`
}

export function toPascal(text: string): string {
  return toCapital(toCamel(text))
}

/** `NAME_API_KEY` */
export function toEnv(...parts: string[]): string {
  return parts.flatMap(toWords).join('_').toUpperCase()
}

/** `payment_intents` → `payment_intent`; good enough for a name. */
export function toSingular(text: string): string {
  if (/(ss|us|is)$/.test(text)) return text
  return text
    .replace(/ies$/, 'y')
    .replace(/(x|ch|sh|ss)es$/, '$1')
    .replace(/s$/, '')
}

function toCapital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** The name, or with a number behind it where it is taken. */
export function toFree(name: string, taken: { has(name: string): boolean }): string {
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`
  return free
}
