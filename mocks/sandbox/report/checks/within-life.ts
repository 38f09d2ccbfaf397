/** What lives briefly, a quote or a code, is used while it lives. */
import { type Check, found, judge, toWords } from '../check.ts'
import { readTexts } from '../read.ts'
import { isDone, isStranger, only } from '../traffic.ts'

interface Settings {
  /** What it is called in the findings. */
  what: string
  issues: string[]
  issued: string
  uses: string[]
  used: string
  life: unknown
  /** Late uses of one that are forgiven: a poll may be what says that it is over. Default 0. */
  spare?: number
}

export const withinLife: Check<Settings> = (traffic, { spare = 0, ...settings }) => {
  const { what, issued, used } = settings
  const life = traffic.toMs(settings.life)
  const issues = only(traffic, settings.issues).filter(isDone)
  const uses = only(traffic, settings.uses)
    .filter((seen) => !isStranger(seen))
    .flatMap((use) => {
      const values = readTexts(used, use)
      const issue = issues.findLast(
        (each) =>
          each.number < use.number &&
          readTexts(issued, each).some((value) => values.includes(value)),
      )
      return issue === undefined ? [] : [{ use, issue, age: use.entry.at - issue.entry.at }]
    })
  const late = Map.groupBy(
    uses.filter(({ age }) => age > life),
    ({ issue }) => issue,
  )
  const cure = `Ask for a new ${what} when ${toWords(life)} are over.`
  const findings = [...late]
    .filter(([, each]) => each.length > spare)
    .map(([issue, each]) =>
      found(
        [issue, ...each.slice(spare, spare + 3).map(({ use }) => use)],
        `A ${what} was used when it was ${toWords(each[spare]!.age)} old; it lives ${toWords(life)}.`,
        cure,
      ),
    )
  return judge(
    findings,
    uses.some(({ age }) => age <= life),
  )
}
