/** A page is opened by one field of the answer and not by another that looks like it. */
import { type Check, found, judge, nameOf } from '../check.ts'
import { readTexts } from '../read.ts'
import type { SeenRequest } from '../seen.ts'
import { isDone, only } from '../traffic.ts'

interface Settings {
  created: string[]
  right: string
  wrong: string
  /** Operations that show the page. */
  pages: string[]
  /** Operations whose path opens nothing, whatever it names. */
  dead?: string[]
}

export const openedBy: Check<Settings> = (traffic, { created, right, wrong, pages, dead = [] }) => {
  const made = only(traffic, created).filter(isDone)
  const [good, bad] = [right, wrong].map(
    (expression) => new Set(made.flatMap((seen) => readTexts(expression, seen))),
  ) as [Set<string>, Set<string>]
  const opened = traffic.requests.filter((seen) => {
    const { operationId, request } = seen.entry
    return request.method === 'GET' && (!operationId || [...pages, ...dead].includes(operationId))
  })
  const isWrong = (seen: SeenRequest) =>
    dead.includes(seen.entry.operationId ?? '') ||
    segmentsOf(seen).some((segment) => bad.has(segment) && !good.has(segment))
  const cure = `Build the address from \`${nameOf(right)}\` of the answer, never from \`${nameOf(wrong)}\`.`
  const findings = opened
    .filter(isWrong)
    .map((seen) => found([seen], `The page was asked for by \`${nameOf(wrong)}\`.`, cure))
  const isSeen = opened.some(
    (seen) => isDone(seen) && segmentsOf(seen).some((segment) => good.has(segment)),
  )
  return judge(findings, isSeen)
}

function segmentsOf({ entry }: SeenRequest): string[] {
  return entry.request.path.split('?', 1)[0]!.split('/')
}
