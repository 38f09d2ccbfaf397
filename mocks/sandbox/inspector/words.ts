/** The inspector's own texts. What the sandbox says (titles, hints, data) is shown as it is. */
import { en, type WordTable } from './words-en.ts'
import { es } from './words-es.ts'

export type { WordTable } from './words-en.ts'

export type Locale = 'es' | 'en'

/** The texts by language. */
export const words: Record<Locale, WordTable> = { es, en }
