import { type EventName, eventNames } from '@hushlog/schema'

/** Holds every event but the one in which SDKs report about themselves. */
export const usageEvents: readonly EventName[] = eventNames.filter((name) => name !== 'client_report')
