/** The clock of an account, and what is due on it. */
import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import { renderClock, renderDue } from './clock-bar.ts'
import type { Page } from './page.ts'
import { renderAccountChoice, renderSaid } from './parts.ts'
import { listDue } from './records.ts'
import type { View } from './view.ts'

export async function toTimePage(engine: Engine, view: View, account: string): Promise<Page> {
  const { say } = view
  const due = await listDue(engine, account)
  const accounts = engine.accounts().map(({ id }) => id)
  return {
    title: say.time,
    tab: 'time',
    body: html`<div class="row spread"><h1>${say.time}</h1>
${renderAccountChoice(view, '/_inspector/time', accounts, account)}</div>
${renderSaid(view)}
<div data-live class="stack">${renderClock(engine, view, account, due)}
<section class="card stack"><h2>${say.due}</h2>${renderDue(view, account, due, 100)}</section></div>`,
  }
}
