/** Credentials stay on the server: no browser calls the API with them. */
import { type Check, found, judge } from '../check.ts'
import type { SeenRequest, Traffic } from '../seen.ts'
import { isStranger } from '../traffic.ts'

export const serverSide: Check<Record<string, never>> = (traffic) => {
  const secret = traffic.requests.filter(
    (seen) => carriesCredential(seen, traffic) && !isStranger(seen),
  )
  const findings = secret
    .filter(({ entry }) => isFromBrowser(entry.request.headers))
    .map((seen) =>
      found(
        [seen],
        'A browser sent it (Origin or Sec-Fetch-Site), so the credentials are in a page.',
        'Call the API from your server alone, and change the credentials that were in the page.',
      ),
    )
  return judge(findings, secret.length > 0)
}

/** Node's own fetch sends Sec-Fetch-Mode, so that header says nothing. */
function isFromBrowser(headers: Record<string, string>): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
}

function carriesCredential({ entry, operation, query }: SeenRequest, { spec }: Traffic): boolean {
  return (operation?.security.flat() ?? []).some((name) => {
    const carrier = spec.securitySchemes.get(name)?.carrier
    if (carrier === undefined) return false
    const table = carrier.in === 'header' ? entry.request.headers : query
    return table[carrier.name] !== undefined
  })
}
