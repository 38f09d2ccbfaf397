/**
 * What the inspector does in the browser, beyond working without it: follows what happens, copies,
 * and keeps a form from being sent twice.
 */
export const script = `'use strict';
(() => {
  const live = () => document.querySelector('[data-live]')
  const toggle = document.querySelector('[data-follow]')
  const isSelecting = () => {
    const selection = getSelection()
    return selection && !selection.isCollapsed && live().contains(selection.anchorNode)
  }
  const isFilled = (field) => field.tagName === 'SELECT'
    ? [...field.options].some((each) => each.selected !== each.defaultSelected && each.index > 0)
    : field.value !== field.defaultValue
  const isTyping = () => {
    const fields = [...live().querySelectorAll('input:not([type=hidden]), select, textarea')]
    return fields.some((field) => field === document.activeElement || isFilled(field))
  }
  const openOnes = () => [...live().querySelectorAll('details[open][id]')].map((each) => each.id)

  let waiting = false
  const draw = async () => {
    waiting = false
    if (document.hidden || isSelecting() || isTyping() || (toggle && !toggle.checked)) return
    const answer = await fetch(location.href).catch(() => undefined)
    if (!answer || !answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const next = fresh.querySelector('[data-live]')
    const now = live()
    if (!next || next.innerHTML === now.innerHTML) return
    const at = now.contains(document.activeElement) ? document.activeElement.id : ''
    const opened = openOnes()
    now.replaceWith(next)
    for (const id of opened) document.getElementById(id)?.setAttribute('open', '')
    if (at) document.getElementById(at)?.focus({ preventScroll: true })
    prepare(next)
  }
  const redraw = () => {
    if (waiting) return
    waiting = true
    setTimeout(draw, 300)
  }

  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text)
    const box = document.body.appendChild(document.createElement('textarea'))
    box.value = text
    box.select()
    document.execCommand('copy')
    box.remove()
  }
  const prepare = (part) => {
    for (const button of part.querySelectorAll('[data-copy]')) button.hidden = false
    for (const select of part.querySelectorAll('[data-submits]')) {
      select.addEventListener('change', () => select.form.requestSubmit())
    }
  }
  prepare(document)

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]')
    if (!button) return
    await copy(document.getElementById(button.dataset.copy).textContent)
    const label = button.textContent
    button.textContent = button.dataset.copied
    setTimeout(() => { button.textContent = label }, 2000)
  })
  document.addEventListener('submit', (event) => {
    if (event.target.method !== 'post') return
    if (event.target.hasAttribute('data-sent')) event.preventDefault()
    event.target.setAttribute('data-sent', '')
  })
  addEventListener('pageshow', () => {
    for (const form of document.forms) form.removeAttribute('data-sent')
  })

  if (!live()) return
  if (toggle) {
    toggle.closest('label').hidden = false
    toggle.addEventListener('change', redraw)
  }
  const events = new EventSource('/_inspector/events')
  events.addEventListener('change', redraw)
  document.addEventListener('visibilitychange', redraw)
  addEventListener('pagehide', () => events.close())
})()
`
