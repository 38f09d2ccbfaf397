/** How messages call a path: as the spec does, and without anything that may be somebody's. */

import { toPlainPath } from '../../base/plain-path.ts'
import { findOperation } from '../../core/serve/find-match.ts'
import type { Spec } from '../../dialect/types.ts'

/** `/payments/{id}`; of a path that no operation has, its plain words. The query is left out. */
export function toPublicPath(spec: Spec, method: string, url: string): string {
  const [path = '/'] = url.split(/[?#]/)
  return findOperation(spec, method, path)?.path ?? toPlainPath(path)
}
