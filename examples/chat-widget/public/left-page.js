/** Fills the panel on the right with each event as it was sent. For a question it also shows what had been typed. */
import { typed } from './chat.js'

const find = (id) => document.getElementById(id)
const list = find('sent')
const placeholder = /\[[a-z_]{2,32}\]/g
const seen = new Set()
const counts = { events: 0, requests: 0, bytes: 0, kept: 0 }

window.observed.each((body) => {
  counts.requests += 1
  counts.bytes += new TextEncoder().encode(body).length
  // A failed request is repeated with the same events.
  for (const event of JSON.parse(body).events) {
    if (seen.has(event.id)) continue
    seen.add(event.id)
    counts.events += 1
    counts.kept += redactions(event).reduce((sum, [, count]) => sum + count, 0)
    list.prepend(event.event === 'user_query' ? question(event) : other(event))
  }
  for (const [name, count] of Object.entries(counts))
    find(`count-${name}`).textContent = count.toLocaleString('en')
  find('nothing-yet').hidden = true
})

/** Splits `email:1,phone:2` into pairs. */
function redactions(event) {
  const pairs = event.context?.redactions?.split(',') ?? []
  return pairs.map((pair) => pair.split(':')).map(([rule, count]) => [rule, Number(count)])
}

function question(event) {
  const item = element('li', 'question')
  const kept = redactions(event)
  const rows = element('dl', 'compare')
  rows.append(
    element('dt', '', 'Typed'),
    element('dd', 'typed', typed.get(event.message_number) ?? ''),
    element('dt', '', 'Left'),
    marked(event.query_text ?? '(no text)'),
  )
  const foot = element('p', 'foot')
  foot.append(
    element('code', '', event.event),
    ` · ${event.query_length} characters`,
    kept.length > 0
      ? ` · kept here: ${kept.map(([rule, count]) => `${count} ${rule.replaceAll('_', ' ')}`).join(', ')}`
      : '',
  )
  item.append(rows, foot, whole(event))
  return item
}

function other(event) {
  const item = element('li', 'plain')
  const figures = [
    event.label,
    event.topic,
    event.no_match === true ? 'no match' : undefined,
    event.processing_time_ms === undefined ? undefined : `${Math.round(event.processing_time_ms)} ms`,
  ].filter((figure) => figure !== undefined)
  const foot = element('p', 'foot')
  foot.append(element('code', '', event.event), figures.length > 0 ? ` · ${figures.join(' · ')}` : '')
  item.append(foot, whole(event))
  return item
}

/** Renders a text with its placeholders marked. */
function marked(text) {
  const target = element('dd', 'left')
  let at = 0
  for (const match of text.matchAll(placeholder)) {
    target.append(text.slice(at, match.index), element('mark', '', match[0]))
    at = match.index + match[0].length
  }
  target.append(text.slice(at))
  return target
}

function whole(event) {
  const details = element('details')
  details.append(element('summary', '', 'All of it'), element('pre', '', JSON.stringify(event, null, 2)))
  return details
}

function element(name, className = '', text = '') {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}
