/** How messages call a path: as the spec does, and without anything that may be somebody's. */

import { findOperation } from '../../../core/serve/find-match.ts'
import type { Spec } from '../../../dialect/types.ts'

/** `/payments/{id}`; of a path that no operation has, its plain words. The query is left out. */
export function toPublicPath(spec: Spec, method: string, url: string): string {
  const [path = '/'] = url.split(/[?#]/)
  const operation = findOperation(spec, method, path)
  if (operation) return operation.path
  return path
    .split('/')
    .map((segment) => (isPlainSegment(segment) ? segment : '…'))
    .join('/')
}

/** What people call parts of paths. */
export function isPlainSegment(text: string): boolean {
  return /^([a-z]{1,20}([-_.][a-z]{1,20}){0,3}|v\d{1,2})?$/i.test(text)
}
