/** The tool `explain_event`: what the schema says of an event and its fields. */
import { envelopeFields, events, type FieldDescription } from '@hushlog/schema'
import { metrics, usageEvents } from '../../catalogue/index.js'
import { numberMetrics } from '../../catalogue/numbers.js'
import { checkMembers } from '../../language/check-query.js'
import { unknownName } from '../../language/query-problem.js'
import type { Tool } from '../tool.js'

const privacy = {
  plain: 'a closed vocabulary or an id that a machine made',
  label: 'a short name that the application chose, scanned for personal data',
  text: 'what a person or a model wrote: not kept unless content capture is on, and never shown here',
  url: 'an address without query and fragment, each part scanned',
  subject: 'a person, replaced by a keyed hash and never shown here',
} as const

const shownField = ({ fields, ...field }: FieldDescription): object => ({
  ...field,
  ...(fields && { fields: fields.map(shownField) }),
})

const generated = new Set(numberMetrics)

export const explainEvent: Tool = {
  name: 'explain_event',
  title: 'Explain an event',
  description:
    'Says what an event of the catalogue and each of its fields mean, and which metrics read it. Without a name it lists all events.',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: { event: { type: 'string', description: 'The name of an event' } },
  },
  example: { event: 'agent_response' },
  call(input) {
    const { event } = checkMembers(input, '', ['event'])
    if (event === undefined || event === null)
      return { events: usageEvents.map((name) => ({ event: name, description: events[name].description })) }
    const name = usageEvents.find((each) => each === event)
    if (name === undefined) throw unknownName('/event', 'an event', event, usageEvents)
    return {
      event: name,
      description: events[name].description,
      fields: events[name].fields.map(shownField),
      fields_of_every_event: envelopeFields.map(shownField),
      privacy_classes: privacy,
      metrics: metrics
        .filter((metric) => !generated.has(metric) && metric.events.includes(name))
        .map(({ id }) => id),
    }
  },
}
