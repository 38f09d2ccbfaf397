/** Compares how often something was asked with how often it should have been. */
export interface WantedCount {
  count?: number | undefined
  atLeast?: number | undefined
  atMost?: number | undefined
}

export interface Verification {
  matched: number
  ok: boolean
  message: string
}

/** Without any number, one is enough. */
export function verifyCount(matched: number, wanted: WantedCount): Verification {
  const { count, atLeast, atMost } = wanted
  const hasWish = count !== undefined || atLeast !== undefined || atMost !== undefined
  const least = Math.max(count ?? 0, atLeast ?? 0, hasWish ? 0 : 1)
  const most = Math.min(count ?? Infinity, atMost ?? Infinity)
  const ok = matched >= least && matched <= most
  const message = `${matched} matched; expected ${toWords(least, most)}.`
  return { matched, ok, message }
}

function toWords(least: number, most: number): string {
  if (least === most) return `exactly ${least}`
  if (most === Infinity) return `at least ${least}`
  return least === 0 ? `at most ${most}` : `${least} to ${most}`
}
