/** The reference's pages: a bar that leads on and back, and the component below it. */
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { type Markup, toPageHeaders } from '../page.ts'
import { toHref, type View } from '../view.ts'

export interface Chapter {
  name: string
  title: string
}

export interface ReferencePage {
  chapters: readonly Chapter[]
  /** The one that is shown. */
  chapter: Chapter
  account: string
  /** Below which requests are sent. */
  base: string
  version: string
}

const style = `
:root { color-scheme: light dark; --card: light-dark(#fff, #19201d); --ink: light-dark(#1a2420, #e7ece9);
  --line: light-dark(#dde1db, #2d3834); --tint: light-dark(#e7f2ed, #17312a);
  --accent: light-dark(#0d6650, #4fc29c); --bad: light-dark(#a8261b, #ff9d92) }
html, body { margin: 0; height: 100%; background: var(--card); color: var(--ink);
  font: .9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif }
body { display: grid; grid-template-rows: auto minmax(0, 1fr); grid-template-columns: minmax(0, 1fr) }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding: .4rem 1.25rem;
  border-bottom: 1px solid var(--line) }
header a { color: var(--ink); text-decoration: none; padding: .3rem .5rem; border-radius: .5rem }
header a.mark { font-weight: 700; padding-left: 0 }
header a.file { margin-left: auto; color: var(--accent) }
header a[aria-current] { background: var(--tint); color: var(--accent); font-weight: 600 }
nav { display: flex; flex-wrap: wrap }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
main { min-width: 0; min-height: 0; overflow: hidden; position: relative }
rapi-doc { width: 100%; height: 100% }
rapi-doc::part(section-main-content) { min-width: 0 }
#failed, noscript { display: block; margin: 1rem; color: var(--bad) }
[hidden] { display: none !important }
`

const headers = toPageHeaders(style)

/** Answers with a whole page. */
export function renderReference(context: Context, view: View, page: ReferencePage): Response {
  return context.body(String(renderDocument(view, page)), 200, {
    ...headers,
    'content-language': view.locale,
  })
}

function renderDocument({ locale, say }: View, page: ReferencePage): Markup {
  const { chapter, chapters, account, base, version } = page
  const own = account === 'default' ? {} : { account }
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${chapter.title} · ${say.reference} · Ensayo</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
<script type="module" src="/docs/assets/page.js?v=${version}"></script>
</head>
<body>
<header>
<a class="mark" href="/">Ensayo</a>
<nav aria-label="${say.reference}">${chapters.map(
    (each) =>
      html`<a href="${toHref(`/docs/${encodeURIComponent(each.name)}`, own)}"${
        each.name === chapter.name ? raw(' aria-current="page"') : ''
      }>${each.title}</a>`,
  )}</nav>
<a class="file" href="/specs/${encodeURIComponent(chapter.name)}.json">OpenAPI</a>
</header>
<main>
<p id="failed" role="alert" hidden></p>
<noscript>${say.needsScript}</noscript>
<rapi-doc load-fonts="false" show-header="false" allow-spec-file-download="false" allow-server-selection="false"
 info-description-headings-in-navbar="true" show-method-in-nav-bar="as-colored-text" schema-style="table"
 schema-description-expanded="true" allow-search="true" allow-advanced-search="false" fetch-credentials="same-origin"
 fill-request-fields-with-example="true" persist-auth="false" show-curl-before-try="true" regular-font="system-ui, sans-serif"
 data-spec="${toHref(`/docs/${encodeURIComponent(chapter.name)}/openapi.json`, own)}"
 data-access="${toHref(`/docs/${encodeURIComponent(chapter.name)}/access.json`, own)}" data-base="${base}"
 data-component="/docs/assets/component.js?v=${version}"></rapi-doc>
</main>
</body>
</html>
`
}
