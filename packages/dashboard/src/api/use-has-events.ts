import { useViewing } from '../view/use-view.js'
import { askQuery, type Query } from './query.js'
import { useAnswer } from './use-answer.js'

/** Returns whether the tenant has any event at all; undefined until it is known. */
export function useHasEvents(): boolean | undefined {
  const { tenant } = useViewing().view
  const query: Query = {
    ...(tenant !== undefined && { tenant }),
    metrics: ['events'],
    date_range: 'today',
    time_zone: 'UTC',
  }
  const { answer, isAsking } = useAnswer(JSON.stringify(query), (signal) => askQuery(query, signal))
  return answer === undefined || isAsking ? undefined : answer.meta.first_event_at !== null
}
