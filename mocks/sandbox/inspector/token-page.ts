/** The page that asks for the token. It shows nothing of the sandbox. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import { type Page, renderPage } from './page.ts'
import { toLocalPath, type View } from './view.ts'

/** Draws the form; `isWrong` after a token that does not fit. */
export function renderTokenPage(
  context: Context,
  view: View,
  { status, isWrong = false }: { status: 401; isWrong?: boolean },
): Response {
  const { say } = view
  // A page to come back to can be read; what was to be changed is not sent again.
  const back = context.req.method === 'GET' ? toLocalPath(view.here) : '/'
  const page: Page = {
    title: say.tokenTitle,
    isBare: true,
    body: html`<h1>${say.tokenTitle}</h1>
<form method="post" action="/_inspector/token" class="card narrow stack">
<p>${say.tokenHint} <code>ENSAYO_CONTROL_TOKEN</code></p>
${isWrong ? html`<p class="note bad" role="alert">${say.tokenWrong}</p>` : ''}
<label>${say.token}<input name="token" type="password" required autofocus autocomplete="current-password"></label>
<input type="hidden" name="back" value="${back}">
<p><button class="primary">${say.enter}</button></p>
</form>`,
  }
  return renderPage(context, view, page, status)
}
