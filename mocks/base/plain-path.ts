/** Paths and addresses as they may be kept and passed on: what a client wrote into them may be a key. */

/** What people call parts of paths. */
export function isPlainSegment(text: string): boolean {
  return /^([a-z]{1,20}([-_.][a-z]{1,20}){0,3}|v\d{1,2})?$/i.test(text)
}

/** Its plain words alone. */
export function toPlainPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (isPlainSegment(segment) ? segment : '…'))
    .join('/')
}

/** Where an address leads, not what it carries. */
export function toPlainUrl(url: string): string {
  if (!URL.canParse(url)) return '…'
  const { protocol, host, pathname, search } = new URL(url)
  return `${protocol}//${host}${toPlainPath(pathname)}${search === '' ? '' : '?…'}`
}
