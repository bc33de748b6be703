import { useViewing } from '../../view/use-view.js'
import { fieldValue, fieldWords } from './field-value.js'
import { highlightsOf } from './highlights.js'

interface FieldsProps {
  readonly event: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** The few fields that tell most about an event, in one line. */
export function Highlights({ event, fields }: FieldsProps) {
  const { view } = useViewing()
  const shown = highlightsOf(event, fields)
  if (shown.length === 0) return null
  return (
    <ul class="highlights">
      {shown.map(([name, value]) => (
        <li key={name}>
          <span class="muted">{fieldWords(name)}</span>{' '}
          <bdi title={fieldValue(name, value, view.timeZone)}>{fieldValue(name, value, view.timeZone)}</bdi>
        </li>
      ))}
    </ul>
  )
}

/** Everything that an event says, by the names of its fields. */
export function AllFields({ fields }: Pick<FieldsProps, 'fields'>) {
  const { view } = useViewing()
  return (
    <dl class="all-fields">
      {Object.entries(fields).map(([name, value]) => (
        <div key={name}>
          <dt>
            <code>
              <bdi>{name}</bdi>
            </code>
          </dt>
          <dd>
            <bdi>{fieldValue(name, value, view.timeZone)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
