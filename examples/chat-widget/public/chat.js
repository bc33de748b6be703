/** The chat widget sends messages to the shop's back end, and tracks what happens. */

const find = (id) => document.getElementById(id)
const log = find('log')
const frame = find('log-frame')
const form = find('form')
const input = find('message')
const close = find('chat-close')
const hush = window.hushlog

/** Maps the number of each message to what was typed. This page shows it beside what left it, and it goes nowhere else. */
export const typed = new Map()

/**
 * Returns the SDK's session for the back end, whose events then belong to the same session. Without a session (after an opt-out,
 * or with a blocked SDK) the back end answers all the same and tracks nothing.
 */
function currentSession() {
  try {
    return localStorage.getItem('hushlog_session')?.split('.')[0]
  } catch {
    // The browser blocks storage.
    return undefined
  }
}

// The log scrolls, and must scroll by keys too.
frame.tabIndex = 0

let messageNumber = 0
const track = (event, fields) => hush.track(event, fields)

track('widget_loaded', { label: 'chat' })

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = input.value.trim()
  if (text === '') return
  input.value = ''
  void ask(text, false)
})

for (const button of document.querySelectorAll('#suggestions button')) {
  button.addEventListener('click', () => {
    track('suggestion_clicked', { label: 'suggested-message' })
    void ask(button.textContent, true)
    input.focus()
  })
}

close.addEventListener('click', () => {
  const open = close.getAttribute('aria-expanded') !== 'true'
  close.setAttribute('aria-expanded', String(open))
  close.textContent = open ? 'Close' : 'Open'
  find('chat-body').hidden = !open
  track(open ? 'bubble_opened' : 'bubble_closed', { label: 'chat' })
  if (open) input.focus()
})

async function ask(text, suggested) {
  messageNumber += 1
  const message_number = messageNumber
  typed.set(message_number, text)
  say('from-you', 'You', text)
  track('user_query', {
    query_text: text,
    query_length: text.length,
    is_suggested_prompt: suggested,
    message_number,
  })
  const waiting = say('from-shop waiting', 'Shop', 'writes…')
  try {
    const response = await fetch('/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session: currentSession(), message: text }),
    })
    if (response.status === 429) {
      track('rate_limited', { label: 'chat', message_number })
      say('from-shop', 'Shop', 'That was a lot at once. Please wait a minute.')
      return
    }
    if (!response.ok) throw new Error('no answer')
    const { text: answer, ...figures } = await response.json()
    track('message_sent', { ...figures, message_number })
    say('from-shop', 'Shop', answer)
  } catch {
    track('error', { error_type: 'chat_unavailable', operation: 'send_message' })
    say('from-shop', 'Shop', 'The shop does not answer. Is the demo still running?')
  } finally {
    waiting.remove()
  }
}

function say(kind, who, text) {
  const item = document.createElement('li')
  item.className = kind
  const name = document.createElement('span')
  name.className = 'visually-hidden'
  name.textContent = `${who}: `
  item.append(name, text)
  log.append(item)
  frame.scrollTop = frame.scrollHeight
  return item
}
