/** Simulates a person on the shop's page, with the events and requests of the widget. The Node SDK sends the events. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { withSession } from '@hushlog/sdk-node'
import { makeVisit } from './people.mjs'

/** @param pauseMs longest pause of a person between two actions; 0 for none */
export function visit({ hush, shop, pauseMs, signal }) {
  const session = randomUUID()
  return withSession(session, () => act({ hush, shop, pauseMs, signal, session }))
}

async function act({ hush, shop, pauseMs, signal, session }) {
  const person = makeVisit()
  const started = performance.now()
  const context = {
    page_path: person.page,
    page_title: 'Kiln & Kettle',
    referrer_host: person.referrer,
    device_class: person.device,
    locale: person.locale,
  }
  const track = (event, fields) => hush.track(event, { ...fields, context })
  const think = () => delay(Math.random() * pauseMs, undefined, { signal })

  track('session_start', {})
  track('page_view', {})
  track('widget_loaded', { label: 'chat' })
  await think()
  track('bubble_opened', { label: 'chat' })
  let number = 0
  for (const { text, suggested } of person.messages) {
    await think()
    number += 1
    if (suggested) track('suggestion_clicked', { label: text })
    track('user_query', {
      query_text: text,
      query_length: text.length,
      is_suggested_prompt: suggested,
      message_number: number,
    })
    const reply = await ask(shop, session, text, signal)
    if (reply === undefined) track('rate_limited', { label: 'chat', message_number: number })
    else {
      const { text: _, ...figures } = reply
      track('message_sent', { ...figures, message_number: number })
    }
  }
  if (Math.random() < 0.2) track('feedback', { rating: 1 + Math.floor(Math.random() * 5) })
  if (Math.random() < 0.3) track('cta_clicked', { label: 'see-orders', target: '/orders' })
  track('bubble_closed', { label: 'chat' })
  track('session_end', {
    duration_seconds: Math.round((performance.now() - started) / 100) / 10,
    total_queries: number,
    chat_messages: number,
    total_uploads: 0,
  })
}

async function ask(shop, session, message, signal) {
  const response = await fetch(new URL('/chat', shop), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ session, message }),
    signal,
  })
  if (response.status === 429) return undefined
  if (!response.ok) throw new Error(`the shop answered ${response.status}`)
  return response.json()
}
