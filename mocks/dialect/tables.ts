/** Tables of a spec that its operations refer to. */

import type { ErrorSpec, Quirk, Resource, SecurityScheme } from './types.ts'

export interface Tables {
  errors: Map<string, ErrorSpec>
  resources: Map<string, Resource>
  quirks: Map<string, Quirk>
  /** Quirks of the document and of its notifications. */
  documentQuirks: Quirk[]
  securitySchemes: Map<string, SecurityScheme>
}
