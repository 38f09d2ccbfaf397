/** What an empty sandbox shows: the first call of each provider, ready to paste. */
import { html } from 'hono/html'
import { toFirstCall } from '../control/first-call.ts'
import type { Engine } from '../engine/engine.ts'
import type { Markup } from './page.ts'
import { renderCopy } from './parts.ts'
import type { View } from './view.ts'

export function renderFirstCalls(engine: Engine, view: View): Markup {
  const { say } = view
  return html`<section class="stack"><div><h2>${say.emptyTitle}</h2><p>${say.emptyText}</p></div>
<div class="pair">${[...engine.providers.values()].map(({ name, spec }) => {
    const call = toFirstCall(engine, name)
    return html`<div class="card stack"><h3>${spec.title}</h3>
${call === undefined ? html`<p class="quiet">${say.noFirstCall}</p>` : renderCopy(view, `first-${name}`, call)}
${renderCredentials(engine, view, name)}</div>`
  })}</div></section>`
}

function renderCredentials(engine: Engine, { say }: View, name: string): Markup {
  const { env = {} } = engine.health().providers[name] ?? {}
  return html`<details id="credentials-${name}"><summary>${say.credentials}</summary>
<dl class="facts">${Object.entries(env).map(
    ([key, value]) => html`<dt><code>${key}</code></dt><dd><code>${value}</code></dd>`,
  )}</dl></details>`
}
