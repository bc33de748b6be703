/** A chat whose events count what happens and never hold what was said. */
import { createHushlog } from '@hushlog/sdk-browser'
import { type FormEvent, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { HushlogProvider, useHushlog, useIdentity, useTrackShown } from './hushlog-react.js'

const { collector = location.origin, writeKey = '' } = document.documentElement.dataset

/** A page has one client, which is created outside of React. */
const client = createHushlog({ endpoint: collector, writeKey, flushInterval: 500 })

function Chat() {
  const hush = useHushlog()
  const [messages, setMessages] = useState<readonly { readonly id: number; readonly text: string }[]>([])
  useTrackShown('widget_loaded', { label: 'chat' })

  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const field = event.currentTarget.elements.namedItem('message')
    if (!(field instanceof HTMLInputElement) || field.value === '') return
    const started = performance.now()
    const answer = `You said ${field.value.length} characters.`
    const at = messages.length
    setMessages([...messages, { id: at, text: field.value }, { id: at + 1, text: answer }])
    hush.track('user_query', { query_length: field.value.length, message_number: messages.length / 2 + 1 })
    hush.track('agent_response', {
      response_length: answer.length,
      processing_time_ms: Math.round(performance.now() - started),
      success: true,
    })
    field.value = ''
  }

  return (
    <form onSubmit={ask}>
      <ol>
        {messages.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ol>
      <label>
        Message <input name="message" autoComplete="off" />
      </label>
      <button type="submit">Send</button>
    </form>
  )
}

function App() {
  const [user, setUser] = useState<string>()
  useIdentity(user)
  return (
    <>
      <button type="button" onClick={() => setUser(user === undefined ? 'ada@example.com' : undefined)}>
        {user === undefined ? 'Sign in' : 'Sign out'}
      </button>
      <Chat />
    </>
  )
}

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <HushlogProvider client={client}>
        <App />
      </HushlogProvider>
    </StrictMode>,
  )
