/** Filters that a list does not know change nothing; the hint says so, as Avenia does not. */
import type { BehaviourContext } from '../../provider.ts'

/** What to say about the query's unknown names; undefined when all are known. */
export function findUnknownFilters({ operation, request }: BehaviourContext): string | undefined {
  const known = operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name)
  const unknown = Object.keys(request.query).filter((name) => !known.includes(name))
  if (unknown.length === 0) return undefined
  const names = unknown.map((name) => `\`${name}\``).join(', ')
  const subject = unknown.length === 1 ? 'is not a filter' : 'are not filters'
  const cure = known.length === 0 ? 'It takes none.' : `It takes ${known.join(', ')}.`
  return `${names} ${subject} of this list and changed nothing. ${cure}`
}

/** Puts that into an answer. */
export function withFilterHint<T extends object>(context: BehaviourContext, answer: T): T {
  const hint = findUnknownFilters(context)
  return hint === undefined ? answer : { ...answer, hint }
}
