/**
 * What the reference's page runs before the component, as text for the browser. Styles that the
 * component writes into markup are handed to the browser as style sheets and properties, so that the
 * page's policy needs no exception.
 */
export const script = `
const { setAttribute } = Element.prototype
Element.prototype.setAttribute = function (name, value) {
  if (name === 'style') this.style.cssText = value
  else setAttribute.call(this, name, value)
}

const look = (root) => {
  for (const each of root.querySelectorAll('[data-look]')) each.style.cssText = each.dataset.look
}
const markup = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')
Object.defineProperty(Element.prototype, 'innerHTML', {
  ...markup,
  set(text) {
    markup.set.call(this, String(text).replace(/\\sstyle(?=\\s*=\\s*["'])/g, ' data-look'))
    if (!(this instanceof HTMLTemplateElement)) look(this)
  },
})

const importNode = document.importNode.bind(document)
document.importNode = (node, deep) => {
  const copy = importNode(node, deep)
  if (!copy.querySelectorAll) return copy
  look(copy)
  for (const style of copy.querySelectorAll('style')) {
    const sheet = document.createElement('ensayo-style')
    sheet.append(...style.childNodes)
    style.replaceWith(sheet)
  }
  return copy
}

customElements.define('ensayo-style', class extends HTMLElement {
  connectedCallback() {
    this.hidden = true
    const sheet = new CSSStyleSheet()
    const apply = () => sheet.replaceSync(this.textContent)
    apply()
    const root = this.getRootNode()
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    const parts = { childList: true, characterData: true, subtree: true }
    new MutationObserver(apply).observe(this, parts)
  }
})

const page = document.querySelector('rapi-doc')
const failed = document.querySelector('#failed')
const { spec, access, base, component } = page.dataset

// Long names break, and a table that is wider than the window moves by itself.
const own = new CSSStyleSheet()
own.replaceSync(\`
  .m-markdown code { white-space: normal; overflow-wrap: anywhere }
  .m-markdown table { display: block; width: fit-content; max-width: 100%; overflow-x: auto }
  .m-markdown td { min-width: 5rem }
  .m-markdown summary { cursor: pointer; padding: .5rem 0 }
  .main-content { overflow-wrap: anywhere }
\`)

const read = async (url) => {
  const answer = await fetch(url, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error((await answer.json()).ensayo?.message ?? answer.statusText)
  return answer.json()
}

const dark = matchMedia('(prefers-color-scheme: dark)')
const paint = () => {
  page.setAttribute('theme', dark.matches ? 'dark' : 'light')
  page.setAttribute('primary-color', dark.matches ? '#4fc29c' : '#0d6650')
}
dark.addEventListener('change', paint)
paint()
// A narrow window has no room for the list of operations beside one of them.
page.setAttribute('render-style', matchMedia('(max-width: 60rem)').matches ? 'view' : 'focused')

try {
  const [document_, values] = await Promise.all([read(spec), read(access), import(component)])
  document_.servers = [{ url: location.origin + base }]
  page.addEventListener('spec-loaded', () => {
    for (const [scheme, value] of Object.entries(values)) page.setApiKey(scheme, value)
    const root = page.shadowRoot
    if (!root.adoptedStyleSheets.includes(own)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, own]
    }
    page.dataset.ready = 'yes'
  })
  await page.loadSpec(document_)
} catch (error) {
  failed.textContent = error.message
  failed.hidden = false
}
`
