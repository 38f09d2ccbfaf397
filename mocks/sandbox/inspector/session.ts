/**
 * Who may open the inspector: whoever may use the control API, by the same rules. Where there is a
 * token a person enters it once, and the browser then shows what is made of it, never the token.
 */
import { createHmac } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import {
  type ControlOptions,
  isSameSecret,
  provesToken,
  refuseStrangers,
  tokenWanted,
} from '../control/guard.ts'
import { renderTokenPage } from './token-page.ts'
import { toLocalPath, toView } from './view.ts'

export const TOKEN_PATH = '/_inspector/token'

/** Refuses what the control API refuses, and asks a person for the token. */
export function guardPages(options: ControlOptions): MiddlewareHandler {
  return async (context, next) => {
    const hasProof =
      provesToken(context.req.header('authorization'), options) || hasSession(context, options)
    const asksForToken = options.token !== undefined && !hasProof
    // Who is asked for the token sees nothing of the sandbox, so the name used for it does not matter.
    refuseStrangers(context, options)
    if (!asksForToken) return next()
    if (context.req.method === 'POST' && context.req.path === TOKEN_PATH) return next()
    if (isData(context.req.path)) {
      return Response.json(tokenWanted(context.req.header('authorization')), { status: 401 })
    }
    return renderTokenPage(context, toView(context), { status: 401 })
  }
}

/** What programs read: they are told in JSON what is wrong. */
export function isData(path: string): boolean {
  return path === '/specs' || /^\/(docs|specs)\/.+\.js(on)?$/.test(path)
}

/** Takes the token from the form, and lets its sender in from then on. */
export async function enterToken(context: Context, options: ControlOptions): Promise<Response> {
  const { token, back } = await context.req.parseBody()
  const { token: wanted } = options
  if (wanted !== undefined) {
    if (!isSameSecret(String(token), wanted)) {
      return renderTokenPage(context, toView(context), { status: 401, isWrong: true })
    }
    setCookie(context, toName(context), toProof(wanted), {
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      secure: new URL(context.req.url).protocol === 'https:',
    })
  }
  return context.redirect(toLocalPath(back), 303)
}

function hasSession(context: Context, { token }: ControlOptions): boolean {
  const given = getCookie(context, toName(context))
  return token !== undefined && given !== undefined && isSameSecret(given, toProof(token))
}

/** Browsers send a cookie to every port of a host, so two sandboxes need two names. */
function toName(context: Context): string {
  const host = context.req.header('host') ?? new URL(context.req.url).host
  return `ensayo_inspector_${/:(\d+)$/.exec(host)?.[1] ?? 'web'}`
}

/** Other programs on this machine see the cookie too; the token cannot be found from it. */
function toProof(token: string): string {
  return createHmac('sha256', token).update('ensayo inspector').digest('base64url')
}
