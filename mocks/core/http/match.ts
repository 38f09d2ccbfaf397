import type { Operation } from '../../dialect/types.ts'

export interface Match {
  operation: Operation
  params: Record<string, string>
}
