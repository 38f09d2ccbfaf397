/**
 * What the checkout page does in the browser, beyond working without it: follows the payment,
 * counts down on the account's clock, copies, and keeps a form from being sent twice.
 */
export const script = `'use strict';
(() => {
  const page = document.body.dataset
  const rate = Number(page.rate)
  let now = Number(page.now)
  let readAt = performance.now()
  const accountNow = () => now + (performance.now() - readAt) * rate

  const timer = document.querySelector('[data-expires]')
  const two = (n) => String(n).padStart(2, '0')
  const format = (leftMs) => {
    const seconds = Math.max(0, Math.ceil(leftMs / 1000))
    const days = Math.floor(seconds / 86400)
    const hours = Math.floor(seconds / 3600) % 24
    const rest = two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60)
    if (days > 0) return days + ' d ' + hours + ':' + rest
    return hours > 0 ? hours + ':' + rest : rest.replace(/^0/, '')
  }
  const tick = () => {
    const left = Number(timer.dataset.expires) - accountNow()
    const text = format(left)
    if (timer.textContent !== text) timer.textContent = text
    timer.parentElement.toggleAttribute('data-urgent', left < 60000)
  }
  if (timer) { tick(); setInterval(tick, 250) }

  const poll = async () => {
    if (document.hidden) return
    try {
      const answer = await fetch(page.status, { headers: { accept: 'application/json' } })
      if (!answer.ok) return
      const status = await answer.json()
      now = status.now
      readAt = performance.now()
      if (status.step !== page.step) location.replace(page.path)
    } catch {} // The sandbox may be stopping; the next poll tells.
  }
  setInterval(poll, 2000)
  document.addEventListener('visibilitychange', poll)

  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text)
    const box = document.body.appendChild(document.createElement('textarea'))
    box.value = text
    box.select()
    document.execCommand('copy')
    box.remove()
  }
  for (const button of document.querySelectorAll('[data-copy]')) {
    const label = button.textContent
    button.hidden = false
    button.addEventListener('click', async () => {
      await copy(button.dataset.copy)
      button.textContent = document.getElementById('copied').textContent = button.dataset.copied
      setTimeout(() => { button.textContent = label }, 2000)
    })
  }

  document.addEventListener('submit', (event) => {
    if (event.target.hasAttribute('data-sent')) event.preventDefault()
    event.target.setAttribute('data-sent', '')
  })
  addEventListener('pageshow', () => {
    for (const form of document.forms) form.removeAttribute('data-sent')
  })
})()
`
