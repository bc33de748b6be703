/** What a question is, an answer, and one that failed. */
import type { EventName } from '@hushlog/schema'
import { is, or, says } from './expression.js'

/** An application sends `user_query` and `agent_response` for an exchange, or one `message_sent`. */
export const QUESTIONS: readonly EventName[] = ['user_query', 'message_sent']
export const ANSWERS: readonly EventName[] = ['agent_response', 'message_sent']

export const question = is('event', ...QUESTIONS)
export const answer = is('event', ...ANSWERS)
export const failed = or(is('success', false), says('error_type'))
