/** What cases leave on a target that nothing takes away again, known before anything is asked. */

/** Kind of record → ids of flows, and quirks of probes, that leave some. */
export type Leaves = Readonly<Record<string, readonly string[]>>

/** Kinds that one case leaves. */
export function listKinds(leaves: Leaves, id: string): string[] {
  return Object.keys(leaves).filter((kind) => leaves[kind]!.includes(id))
}

/** `bank withdrawals: 21 cases` for each kind that cases left, in the order in which it is declared. */
export function toSums(left: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>()
  for (const kind of left.flat()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(
    ([kind, count]) => `${toWords(kind)}: ${count === 1 ? '1 case' : `${count} cases`}`,
  )
}

function toWords(kind: string): string {
  return kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
