/** Where providers depart from what one expects: each quirk with evidence and variants, switched in place. */
import { html } from 'hono/html'
import { type QuirkView, toQuirkView } from '../control/views.ts'
import type { Engine } from '../engine/engine.ts'
import { renderArrange } from './arrange.ts'
import type { Markup, Page } from './page.ts'
import {
  renderAccountChoice,
  renderAction,
  renderOptions,
  renderProse,
  renderSaid,
  renderSource,
} from './parts.ts'
import { toHref, type View } from './view.ts'

const PER_PAGE = 50

export function toSurprisesPage(
  engine: Engine,
  view: View,
  account: string,
  { provider, text, from: start }: Record<string, string>,
): Page {
  const { say } = view
  const all = engine.quirks(account, provider || undefined).map(toQuirkView)
  const found = all.filter((quirk) => has(quirk, text))
  const from = Math.max(0, Math.trunc(Number(start)) || 0)
  const at = (first: number) =>
    toHref('/_inspector/surprises', { account, provider, text, from: first || undefined })
  const accounts = engine.accounts().map(({ id }) => id)
  return {
    title: say.surprises,
    tab: 'surprises',
    body: html`<div class="row spread"><h1>${say.surprises} <span class="badge">${found.length}</span></h1>
${renderAccountChoice(view, '/_inspector/surprises', accounts, account)}</div>
${renderSaid(view)}
<form method="get" action="/_inspector/surprises" class="card filters" role="search">
<input type="hidden" name="account" value="${account}">
<label>${say.text}<input name="text" type="search" value="${text ?? ''}"></label>
<label>${say.provider}<select name="provider">${renderOptions(
      [
        ['', say.all],
        ...[...engine.providers.values()].map(({ name, spec }) => [name, spec.title] as const),
      ],
      provider,
    )}</select></label>
<div class="row"><button class="primary">${say.filter}</button>
<a href="${toHref('/_inspector/surprises', { account })}">${say.clear}</a></div></form>
${renderArranged(engine, view, account)}
${renderArrange(engine, view, account)}
${renderProfiles(engine, view, account, provider)}
${renderIncidents(engine, view, account, provider)}
${found.length === 0 ? html`<p class="card">${say.nothingFits}</p>` : ''}
<ul class="stack">${found.slice(from, from + PER_PAGE).map((quirk) => renderQuirk(view, account, quirk))}</ul>
<p class="row">${from > 0 ? html`<a href="${at(Math.max(0, from - PER_PAGE))}">${say.back}</a>` : ''}
${from + PER_PAGE < found.length ? html`<a href="${at(from + PER_PAGE)}">+ ${found.length - from - PER_PAGE} ${say.more}</a>` : ''}</p>`,
  }
}

function has(quirk: QuirkView, text: string | undefined): boolean {
  if (!text) return true
  const { id, title, hint = '', operationId = '', variants } = quirk
  const parts = [id, title, hint, operationId, ...variants.map(({ name }) => name)]
  return parts.some((part) => part.toLowerCase().includes(text.toLowerCase()))
}

function renderQuirk(view: View, account: string, quirk: QuirkView): Markup {
  const { id, title, hint, operationId, notification, variants, active, provider } = quirk
  const { say } = view
  const isUsual = variants.some(({ isDefault, isActive }) => isDefault && isActive)
  const where = operationId ?? notification ?? say.everywhere
  const options = variants.map(({ name, title: what, evidence }) => {
    const label = [name, what].filter(Boolean).join(': ')
    return [name, `${label} (${evidence})`] as const
  })
  return html`<li class="card pair" id="${id}"><div><h2>${renderProse(title)}</h2>
<p class="quiet"><code>${id}</code> · ${provider} · ${where}</p>
${hint === undefined ? '' : html`<p>${renderProse(hint)}</p>`}
<p>${renderSource(view, variants.find(({ isActive }) => isActive)?.source ?? quirk.source)}</p></div>
<form method="post" action="/_inspector/variant" class="row end">
<input type="hidden" name="account" value="${account}"><input type="hidden" name="quirk" value="${id}">
<input type="hidden" name="back" value="${`${view.here}#${encodeURIComponent(id)}`}">
<label>${say.variant}${isUsual ? '' : ' *'}<select name="variant">${renderOptions(options, active)}</select></label>
<button>${say.setVariant}</button></form></li>`
}

function renderProfiles(
  engine: Engine,
  view: View,
  account: string,
  provider: string | undefined,
): Markup {
  const profiles = engine.profiles(account, provider || undefined)
  if (profiles.length === 0) return html``
  return html`<section class="card stack"><h2>${view.say.profiles}</h2><div class="row">${profiles.map(
    ({ provider: name, profile, isActive }) =>
      isActive
        ? html`<span class="badge good">${name}: ${profile}, ${view.say.active}</span>`
        : renderAction(
            '/_inspector/profile',
            `${name}: ${profile}`,
            { account, provider: name, profile, back: view.here },
            'small',
          ),
  )}</div></section>`
}

function renderIncidents(
  engine: Engine,
  view: View,
  account: string,
  provider: string | undefined,
): Markup {
  const incidents = engine.incidents(account, provider || undefined)
  if (incidents.length === 0) return html``
  return html`<section class="card stack"><h2>${view.say.incidents}</h2><div class="scroll"><table><tbody>${incidents.map(
    ({ incident: { id, title, source }, isActive }) =>
      html`<tr><td>${renderProse(title)} <code>${id}</code> ${renderSource(view, source)}</td><td>${renderAction(
        isActive ? '/_inspector/fault/remove' : '/_inspector/incident',
        isActive ? view.say.stop : view.say.start,
        { account, id, back: view.here },
        'small',
      )}</td></tr>`,
  )}</tbody></table></div></section>`
}

/** What a person or a test has set on top. */
function renderArranged(engine: Engine, view: View, account: string): Markup {
  const faults = engine.faults(account).map((rule) => ({ ...rule, action: 'fault' }))
  const chaos = engine.chaos(account).map((rule) => ({ ...rule, action: 'chaos' }))
  const own = [...faults, ...chaos].filter(({ incident }) => incident === undefined)
  if (own.length === 0) return html``
  return html`<section class="card stack"><h2>${view.say.arranged}</h2><div class="scroll"><table><tbody>${own.map(
    ({ id, kind, provider, action }) =>
      html`<tr><td><code>${id}</code></td><td>${kind}</td><td>${provider ?? ''}</td><td>${renderAction(
        `/_inspector/${action}/remove`,
        view.say.remove,
        { account, id, back: view.here },
        'small',
      )}</td></tr>`,
  )}</tbody></table></div></section>`
}
