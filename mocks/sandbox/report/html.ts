/** Reports as a page of their own: no scripts, nothing loaded, everything escaped. */
import { html, raw } from 'hono/html'
import { style } from './html-style.ts'
import type {
  Coverage,
  CoverageProvider,
  Readiness,
  ReadinessItem,
  ReadinessProvider,
  Report,
} from './types.ts'
import {
  SUM_TITLES,
  sortItems,
  splitCode,
  toAccounts,
  toAnswerText,
  toMore,
  toNotCounted,
  toPercent,
  toShare,
  toSourceText,
  VERDICTS,
} from './words.ts'

/** What `html` makes; a promise only where a part of it is one. */
type Markup = ReturnType<typeof html>

export async function renderHtml(report: Report): Promise<string> {
  const title = report.kind === 'readiness' ? 'Readiness' : 'Coverage'
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<header>
<h1>${title}</h1>
<p class="quiet">${toAccounts(report)}, Ensayo ${report.version}</p>
</header>
${report.cuts.map((cut) => html`<p class="note">${cut}</p>`)}
${report.kind === 'readiness' ? readiness(report) : coverage(report)}
</main>
</body>
</html>
`
  return String(await page)
}

function readiness(report: Readiness): Markup[] {
  return report.providers.map(
    (provider) => html`<h2>${provider.title}</h2>
${toCounts(provider)}
<ul class="items">${sortItems(provider.items).map(toItem)}</ul>`,
  )
}

function toCounts({ counts }: ReadinessProvider): Markup {
  return html`<div class="sums">${VERDICTS.map(
    ({ verdict, title }) =>
      html`<div class="sum ${verdict}"><b>${counts[verdict]}</b>${title.toLowerCase()}</div>`,
  )}</div>`
}

function toItem(item: ReadinessItem): Markup {
  const { verdict, title } = VERDICTS.find((each) => each.verdict === item.verdict)!
  return html`<li class="item">
<div class="head"><span class="badge ${verdict}">${title}</span>
<div><h3>${toProse(item.title)}</h3><span class="quiet">${item.id}</span></div></div>
${hasBody(item) ? toBody(item) : ''}
</li>`
}

function hasBody({ findings, notes }: ReadinessItem): boolean {
  return findings.length + notes.length > 0
}

function toBody({ findings, more, notes, source, verdict }: ReadinessItem): Markup {
  return html`<div class="body">
${findings.map(
  ({
    where,
    saw,
    cure,
  }) => html`<div class="finding">${where.map((line) => html`<code>${line}</code>`)}
<span>${toProse(saw)}</span><span class="cure">${toProse(cure)}</span></div>`,
)}
${more > 0 ? html`<p class="quiet">${toMore(more)}</p>` : ''}
${notes.map((note) => html`<p class="quiet">${toProse(note)}</p>`)}
${verdict === 'violated' ? html`<p class="quiet">Source: ${toSourceText(source)}</p>` : ''}
</div>`
}

function coverage(report: Coverage): Markup[] {
  return report.providers.map(
    (provider) => html`<h2>${provider.title}</h2>
<div class="sums">${SUM_TITLES.map(([key, title]) => toSum(title, provider.sums[key]))}</div>
<p class="quiet">${toNotCounted(provider)}</p>
${toCalls(provider)}
${toVariants(provider)}
${toRest(provider)}`,
  )
}

function toSum(title: string, sum: { seen: number; all: number }): Markup {
  const percent = toPercent(sum)
  return html`<div class="sum"><b>${percent} %</b>${title}<br><span class="quiet">${toShare(sum)}</span>
<div class="bar"><i style="width:${percent}%"></i></div></div>`
}

function toCalls({ operations }: CoverageProvider): Markup {
  const called = operations.filter(({ requests }) => requests > 0)
  if (called.length === 0) return html`<p class="quiet">No operation was called.</p>`
  return html`<div class="scroll"><table>
<thead><tr><th>operation</th><th>path</th><th>answers</th></tr></thead>
<tbody>${called.map(
    ({ operationId, method, path, answers }) =>
      html`<tr><td><code>${operationId}</code></td><td><code>${method} ${path}</code></td><td>${toAnswerText(answers)}</td></tr>`,
  )}</tbody></table></div>`
}

function toVariants({ quirks }: CoverageProvider): Markup | string {
  const seen = quirks.flatMap(({ quirk, variants }) =>
    variants.filter(({ times }) => times > 0).map((variant) => ({ quirk, ...variant })),
  )
  if (seen.length === 0) return ''
  return html`<div class="scroll"><table>
<thead><tr><th>quirk</th><th>variant</th><th>times</th></tr></thead>
<tbody>${seen.map(
    ({ quirk, name, times }) =>
      html`<tr><td><code>${quirk}</code></td><td><code>${name}</code></td><td>${times}</td></tr>`,
  )}</tbody></table></div>`
}

function toRest({ neverCalled, unmatched }: CoverageProvider): Markup {
  return html`${neverCalled.length === 0 ? '' : html`<p class="quiet">Never called: ${neverCalled.join(', ')}</p>`}
${unmatched === 0 ? '' : html`<p class="quiet">Requests that no operation matched: ${unmatched}</p>`}`
}

/** Words of ours, in which code stands between backticks. */
function toProse(text: string): Markup[] {
  return splitCode(text).map(({ isCode, part }) =>
    isCode ? html`<code>${part}</code>` : html`${part}`,
  )
}
