/** The report of `verify` as it is written to a file: without the values that went to and fro. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Specs } from '../../sandbox/report/find-specs.ts'
import { hideValues, listValues } from '../recorder/hide-values.ts'
import type { InteractionReport, VerifyReport } from './report.ts'

export interface Keeper {
  /** Takes note of what a sandbox was asked. */
  note(entries: readonly JournalEntry[], specs: Specs): void
  /** The report without it. */
  hide(report: VerifyReport): VerifyReport
}

/** Starts with nothing. */
export function createKeeper(): Keeper {
  const values = new Set<string>()
  return {
    note(entries, specs) {
      for (const each of listValues(entries, specs)) values.add(each)
    },
    hide(report) {
      const longestFirst = [...values].sort((a, b) => b.length - a.length)
      const hide = (text: string) => hideValues(text, longestFirst)
      const hideAll = (pact: VerifyReport['pacts'][number]) => ({
        ...pact,
        interactions: pact.interactions.map((each) => hideInteraction(each, hide)),
      })
      return { ...report, pacts: report.pacts.map(hideAll) }
    },
  }
}

/** What the spec and the pact call things stays. */
function hideInteraction(
  interaction: InteractionReport,
  hide: (text: string) => string,
): InteractionReport {
  return {
    ...interaction,
    problems: interaction.problems.map(hide),
    ...(interaction.message && {
      message: { ...interaction.message, body: hideEnd(hide(interaction.message.body)) },
    }),
    exchanges: interaction.exchanges.map((exchange) => ({
      ...exchange,
      path: hide(exchange.path),
      answer: hideEnd(hide(exchange.answer)),
      hint: exchange.hint === undefined ? undefined : hide(exchange.hint),
      violations: exchange.violations.map(hide),
    })),
  }
}

/** The end of what was cut may be half a value, which is not found. */
function hideEnd(text: string): string {
  return text.replace(/"[^"]*$/, '"…')
}
