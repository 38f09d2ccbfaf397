/** Readiness and coverage as they stand now, with links to the traffic that decides them. */
import { html, raw } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import { createCoverage } from '../report/coverage.ts'
import { createReadiness } from '../report/readiness.ts'
import type { CoverageProvider, Finding, ReadinessItem, Verdict } from '../report/types.ts'
import { sortItems } from '../report/words.ts'
import type { Markup, Page } from './page.ts'
import { renderAccountChoice, renderProse, renderSource } from './parts.ts'
import { toDeliveryHref, toHref, toRequestHref, type View } from './view.ts'

const TONES: Record<Verdict, string> = {
  met: 'good',
  violated: 'bad',
  'not-seen': 'warn',
  'by-hand': '',
}

export async function toReadinessPage(engine: Engine, view: View, account: string): Promise<Page> {
  const { say } = view
  const report = await createReadiness(engine, { account })
  return {
    title: say.readiness,
    tab: 'readiness',
    body: html`${renderHead(engine, view, 'readiness', account)}
${renderCuts(report.cuts)}
${report.providers.map(
  ({ provider, title, counts, items }) => html`<section class="card stack"><h2>${title}</h2>
<p class="row">${Object.entries(TONES).map(
    // The table has every verdict for a key.
    ([verdict, tone]) =>
      html`<span class="badge ${tone}">${say[verdict as Verdict]} ${counts[verdict as Verdict]}</span>`,
  )}</p>
<details id="items-${provider}"${counts.met + counts.violated > 0 ? raw(' open') : ''}><summary>${say.open}</summary>
<ul class="stack">${sortItems(items).map((item) => renderItem(view, item))}</ul></details></section>`,
)}`,
  }
}

export async function toCoveragePage(engine: Engine, view: View, account: string): Promise<Page> {
  const { say } = view
  const report = await createCoverage(engine, { account })
  return {
    title: say.coverage,
    tab: 'coverage',
    body: html`${renderHead(engine, view, 'coverage', account)}
${renderCuts(report.cuts)}
${report.providers.map((provider) => renderCoverage(view, account, provider))}`,
  }
}

function renderHead(
  engine: Engine,
  view: View,
  tab: 'readiness' | 'coverage',
  account: string,
): Markup {
  const accounts = engine.accounts().map(({ id }) => id)
  return html`<div class="row spread"><h1>${view.say[tab]}</h1>
${renderAccountChoice(view, `/_inspector/${tab}`, accounts, account)}</div>`
}

function renderCuts(cuts: readonly string[]): Markup[] {
  return cuts.map((cut) => html`<p class="note warn">${cut}</p>`)
}

function renderItem(view: View, item: ReadinessItem): Markup {
  const { verdict, title, id, findings, more, notes, source } = item
  return html`<li class="reason ${TONES[verdict]} stack"><div><h3>${renderProse(title)}
<span class="badge ${TONES[verdict]}">${view.say[verdict]}</span></h3><p class="quiet"><code>${id}</code> ${renderSource(view, source)}</p></div>
${findings.map((finding) => renderFinding(finding))}
${more > 0 ? html`<p class="quiet">+ ${more} ${view.say.more}</p>` : ''}
${notes.map((note) => html`<p class="quiet">${renderProse(note)}</p>`)}</li>`
}

function renderFinding({ where, saw, cure, requests, deliveries }: Finding): Markup {
  return html`<div><p>${renderProse(saw)} <strong>${renderProse(cure)}</strong></p>
${where.map((line) => html`<p><code>${line}</code></p>`)}
<p class="row">${requests.map((id) => html`<a href="${toRequestHref(id)}">${id}</a>`)}
${deliveries.map((id) => html`<a href="${toDeliveryHref(id)}">${id}</a>`)}</p></div>`
}

function renderCoverage({ say }: View, account: string, provider: CoverageProvider): Markup {
  const { title, sums, operations, quirks, neverCalled, provider: name } = provider
  const called = operations.filter(({ requests }) => requests > 0)
  const seen = quirks.flatMap(({ quirk, variants }) =>
    variants.filter(({ times }) => times > 0).map((variant) => ({ quirk, ...variant })),
  )
  const toTraffic = (query: Record<string, string>) => toHref('/', { account, ...query })
  return html`<section class="card stack"><h2>${title}</h2>
<dl class="facts">${Object.entries(sums).map(
    // The sums are named as the words are.
    ([key, sum]) =>
      html`<dt>${say[key as keyof typeof sums]}</dt><dd>${sum.seen} / ${sum.all}</dd>`,
  )}</dl>
${
  called.length === 0
    ? ''
    : html`<div class="scroll"><table><tbody>${called.map(
        ({ operationId, method, path, answers }) =>
          html`<tr><td><a href="${toTraffic({ provider: name, operation: operationId })}">${operationId}</a></td><td><code>${method} ${path}</code></td>
<td>${answers.map(({ status, times }) =>
            times > 0
              ? html`<a href="${toTraffic({ provider: name, operation: operationId, status: String(status) })}">${status}</a> × ${times} `
              : html`<span class="quiet">${status}</span> `,
          )}</td></tr>`,
      )}</tbody></table></div>`
}
${
  seen.length === 0
    ? ''
    : html`<div class="scroll"><table><tbody>${seen.map(
        ({ quirk, name: variant, times }) =>
          html`<tr><td><a href="${toTraffic({ text: `${quirk}=${variant}` })}"><code>${quirk}=${variant}</code></a></td><td>${times} ${say.times}</td></tr>`,
      )}</tbody></table></div>`
}
${neverCalled.length === 0 ? '' : html`<details id="never-${name}"><summary>${say.neverCalled} <span class="quiet">${neverCalled.length}</span></summary><p class="quiet">${neverCalled.join(', ')}</p></details>`}
</section>`
}
