const two = (n: number) => String(n).padStart(2, '0')

/** Formats a time left as `4:59`, `1:04:59` or, from a day on, `2 d 1:04:59`; rounds up, and stops at `0:00`. */
export function formatRemaining(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const minutes = Math.floor(seconds / 60) % 60
  const rest = `${two(minutes)}:${two(seconds % 60)}`
  if (days > 0) return `${days} d ${hours}:${rest}`
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0/, '')
}
