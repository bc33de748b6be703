/** Names the types of events for people. */

const titles: Readonly<Record<string, string>> = {
  session_start: 'Session began',
  session_end: 'Session ended',
  page_view: 'Page viewed',
  file_upload: 'File uploaded',
  user_query: 'Question',
  agent_response: 'Answer',
  message_sent: 'Question and answer',
  feedback: 'Feedback',
  widget_loaded: 'Widget loaded',
  bubble_opened: 'Bubble opened',
  bubble_closed: 'Bubble closed',
  suggestion_clicked: 'Suggestion clicked',
  cta_clicked: 'Call to action clicked',
  rate_limited: 'Rate limit reached',
  vendor_call: 'Call to a vendor',
  decision: 'Decision',
  override: 'Override',
  automation_outcome: 'Outcome of automation',
  step: 'Step',
  ticket: 'Ticket',
  request: 'Request',
  error: 'Error',
  workflow_run: 'Run of a workflow',
  performance_sample: 'Performance sample',
  prediction: 'Prediction',
  incident: 'Incident',
  custom: 'Custom event',
  client_report: 'Report of an SDK',
}

export const eventTitle = (event: string): string => titles[event] ?? event
