/** What one look at a set-up found. */

export interface Finding {
  /** What was looked at. */
  check: string
  level: 'ok' | 'warning' | 'problem'
  found: string
  /** What to do; absent when all is well. */
  cure?: string
}

export function ok(check: string, found: string): Finding {
  return { check, level: 'ok', found }
}

export function warning(check: string, found: string, cure: string): Finding {
  return { check, level: 'warning', found, cure }
}

export function problem(check: string, found: string, cure: string): Finding {
  return { check, level: 'problem', found, cure }
}

/** A check that throws has found a problem; the message holds the cure. */
export async function attempt(check: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return ok(check, await look())
  } catch (error) {
    return {
      check,
      level: 'problem',
      found: error instanceof Error ? error.message : String(error),
    }
  }
}
