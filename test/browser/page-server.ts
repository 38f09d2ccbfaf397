/** Serves checkout pages without a sandbox: one page at `/:name`, its status and its form. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { renderCheckoutPage, stepName } from '#pages/checkout'
import type { CheckoutPage } from '#pages/checkout-page'

/** Starts on a free port. Pages may be changed while it runs; `sent` collects submitted forms. */
export async function servePages(pages: Map<string, CheckoutPage>) {
  const sent: Record<string, string>[] = []

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, name = '', action] = url.pathname.split('/')
    const found = pages.get(name)
    if (!found) return response.writeHead(404).end()
    const locale = url.searchParams.get('lang') === 'es' ? 'es' : 'en'
    const page = { ...found, locale, ...pathsOf(name) } satisfies CheckoutPage
    if (request.method === 'POST') {
      sent.push(await readForm(request))
      return response.writeHead(303, { location: page.path }).end()
    }
    if (action === 'status') {
      const status = { step: stepName(page.step), now: page.now }
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(status))
    }
    const { html, headers } = renderCheckoutPage(page)
    response.writeHead(200, headers).end(html())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // listen() on a host and port gives a TCP address.
  const { port } = server.address() as AddressInfo

  return {
    baseUrl: `http://127.0.0.1:${port}`,
    sent,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

const pathsOf = (name: string) => ({
  path: `/${name}`,
  action: `/${name}/checkout`,
  statusPath: `/${name}/status`,
})

async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await text(request)))
}
