/** What is said of a request in a line or two: without anything in it that may be somebody's. */
import { isPlainSegment, toPlainPath } from '../../base/plain-path.ts'
import type { Spec } from '../../dialect/types.ts'
import { toPublicPath } from './public-path.ts'
import { wordsOf } from './spec-words.ts'

export interface Said {
  method: string
  /** With its query. */
  path: string
}

/** As the spec calls it; without a spec, its plain words. */
export function toSaidPath({ method, path }: Said, spec: Spec | undefined): string {
  return spec === undefined ? toPlainPath(toBarePath(path)) : toPublicPath(spec, method, path)
}

/** A hint repeats what the caller sent in quotes, and its path as it came. */
export function toSaidHint(text: string, request: Said, spec: Spec | undefined): string {
  const bare = toBarePath(request.path)
  const names = spec === undefined ? undefined : wordsOf(spec).names
  // Hints cut long paths; what is left of the last part is found as well.
  const parts = [...new Set(bare.split('/').flatMap(toSpellings))]
    .filter((part) => part.length >= LEAST && !isPlainSegment(part))
    .sort((a, b) => b.length - a.length)
  const isOwn = (quoted: string) => names?.has(quoted) === true || isPlainHost(quoted)
  let said = text.replace(/"((?:[^"\\]|\\.)*)"/g, (whole, quoted: string) =>
    isOwn(quoted) ? whole : '"…"',
  )
  said = replaceCut(said, bare, toPlainPath(bare))
  for (const part of parts) said = said.replaceAll(part, '…')
  return said
}

/** A hint that says to allow a host must name it. */
function isPlainHost(text: string): boolean {
  return text.includes('.') && isPlainSegment(text)
}

/** Shorter parts say nothing, and would be found in any word. */
const LEAST = 4

function toBarePath(path: string): string {
  return path.split(/[?#]/, 1)[0] ?? ''
}

function toSpellings(part: string): string[] {
  try {
    return [part, decodeURIComponent(part)]
  } catch {
    return [part]
  }
}

/** Also where only the start of it stands, before an ellipsis. */
function replaceCut(text: string, path: string, shown: string): string {
  if (path.length < 2 || path === shown) return text
  return text
    .replaceAll(path, shown)
    .replace(/(\/\S+)…/g, (whole, start: string) =>
      path.startsWith(start) ? `${toPlainPath(start)}…` : whole,
    )
}
