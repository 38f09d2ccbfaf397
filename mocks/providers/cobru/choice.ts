/** Reads a `value` quirk and says so in the exchange when it departs from the usual. */
import type { QuirkReader } from '../../provider.ts'

type Widened<T> = T extends string ? string : number

/** The value of the active variant; another than `usual` is noted, so that its hint explains it. */
export function readChoice<T extends string | number>(
  quirk: QuirkReader,
  id: string,
  usual: T,
): Widened<T> {
  const value = quirk.value<Widened<T>>(id)
  if (value !== usual) quirk.note(id)
  return value
}
