import { expect, it } from 'vitest'
import { eventNames, events, isEventName } from './catalogue.js'

it('has the events of the public contract', () => {
  expect([...eventNames].sort()).toEqual([
    'agent_response',
    'automation_outcome',
    'bubble_closed',
    'bubble_opened',
    'client_report',
    'cta_clicked',
    'custom',
    'decision',
    'error',
    'feedback',
    'file_upload',
    'incident',
    'message_sent',
    'override',
    'page_view',
    'performance_sample',
    'prediction',
    'rate_limited',
    'request',
    'session_end',
    'session_start',
    'step',
    'suggestion_clicked',
    'ticket',
    'user_query',
    'vendor_call',
    'widget_loaded',
    'workflow_run',
  ])
})

it('knows no event by a name of Object', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', '', 7, null])
    expect(isEventName(name)).toBe(false)
  expect((events as Record<string, unknown>).constructor).toBeUndefined()
  expect(isEventName('page_view')).toBe(true)
})
