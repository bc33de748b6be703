/**
 * Defines `<hushlog-chat endpoint="/chat">`, a chat widget as a web component for any page and framework. It tracks lengths, times
 * and numbers with `window.hushlog`, if there is one, and never a text. It needs no inline script or style, and makes no HTML
 * from text.
 */

const STYLE = `
  :host { display: block; font: inherit; max-width: 24rem; border: 1px solid; padding: 0.75rem }
  ol { list-style: none; margin: 0; padding: 0; max-height: 16rem; overflow: auto }
  li { padding: 0.25rem 0 }
  li.mine { text-align: end }
  form { display: flex; gap: 0.5rem }
  input { flex: 1; font: inherit }
`

const ANSWER_TIMEOUT_MS = 30_000

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

class HushlogChat extends HTMLElement {
  #log = make('ol', { tabIndex: 0, ariaLive: 'polite' })
  #input = make('input', { name: 'message', autocomplete: 'off', ariaLabel: 'Message' })
  #body
  #toggle = make('button', { type: 'button', textContent: 'Open', ariaExpanded: 'false' })
  #number = 0

  constructor() {
    super()
    const form = make('form', {}, this.#input, make('button', { type: 'submit', textContent: 'Send' }))
    this.#body = make('div', { hidden: true }, this.#log, form)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet]
    root.append(this.#toggle, this.#body)
    this.#toggle.addEventListener('click', () => this.#open(this.#body.hidden))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const text = this.#input.value.trim()
      this.#input.value = ''
      if (text !== '') void this.#ask(text)
    })
  }

  connectedCallback() {
    this.#track('widget_loaded', { label: this.label })
  }

  get label() {
    return this.getAttribute('label') ?? 'chat'
  }

  /** Looks the SDK up at each call, since its script is `async`: it may be loaded later, or not at all. */
  #track(event, fields) {
    globalThis.hushlog?.track?.(event, fields)
  }

  #open(open) {
    this.#body.hidden = !open
    this.#toggle.textContent = open ? 'Close' : 'Open'
    this.#toggle.ariaExpanded = String(open)
    this.#track(open ? 'bubble_opened' : 'bubble_closed', { label: this.label })
    if (open) this.#input.focus()
  }

  #show(text, className) {
    this.#log.append(make('li', { className, textContent: text }))
    this.#log.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }

  async #ask(text) {
    this.#number++
    this.#show(text, 'mine')
    this.#track('user_query', { query_length: text.length, message_number: this.#number })
    const startedAt = performance.now()
    const elapsedMs = () => Math.round(performance.now() - startedAt)
    try {
      const answer = await this.#answer(text)
      this.#track('agent_response', {
        response_length: answer.length,
        processing_time_ms: elapsedMs(),
        success: true,
      })
      this.#show(answer, 'theirs')
    } catch (error) {
      const error_type = error instanceof Error ? error.name : 'unknown'
      this.#track('agent_response', { processing_time_ms: elapsedMs(), success: false, error_type })
      this.#show('That did not work. Please try again.', 'theirs')
    }
  }

  /** Sends the session id to the back end, so that its events belong to the same session. */
  async #answer(message) {
    const session = globalThis.hushlog?.sessionId?.()
    const response = await fetch(this.getAttribute('endpoint') ?? '/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(session && { 'x-hushlog-session': session }) },
      body: JSON.stringify({ message }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    if (!response.ok) throw new Error('the back end refused')
    const { answer } = await response.json()
    return String(answer)
  }
}

customElements.define('hushlog-chat', HushlogChat)
