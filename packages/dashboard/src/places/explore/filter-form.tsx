/** Adds a filter by choosing what is compared, how, and with which values. All filters of the page count together. */
import { useId, useState } from 'preact/hooks'
import type { ApiError } from '../../api/api-error.js'
import { askQuery, type Query } from '../../api/query.js'
import { useAnswer } from '../../api/use-answer.js'
import { describeFilter } from '../../format/filter-words.js'
import { useViewing } from '../../view/use-view.js'
import type { FilterField } from './dimensions-for.js'
import { filterOf, operatorsOf } from './filter-of.js'
import { Refused, refusedIndex } from './refused.js'

interface FilterFormProps {
  readonly fields: readonly FilterField[]
  /** Values are suggested from rows of this metric. */
  readonly metric: string
  readonly error: ApiError | undefined
}

export function FilterForm({ fields, metric, error }: FilterFormProps) {
  const { view, go } = useViewing()
  const title = useId()
  const [id, setId] = useState('')
  const [chosen, setOperator] = useState('')
  const [values, setValues] = useState<readonly string[]>([''])
  const field = fields.find((each) => each.id === id)
  const operators = operatorsOf[field?.type ?? 'text']
  const operator = operators.find((each) => each.id === chosen) ?? operators[0]
  const refused = view.filters[refusedIndex(error, 'filters') ?? Number.NaN]
  return (
    <form
      class="picker filter-form"
      aria-labelledby={title}
      onSubmit={(event) => {
        event.preventDefault()
        if (field === undefined || operator === undefined) return
        go({ filters: [...view.filters, filterOf(field.id, field.type, operator.id, given(values, field))] })
        setValues([''])
      }}
    >
      <h2 id={title}>Add a filter</h2>
      <div class="fields">
        <label class="field">
          Of
          <select
            required
            value={id}
            onChange={(event) => {
              setId(event.currentTarget.value)
              setValues([''])
            }}
          >
            <option value="">Choose</option>
            {[
              ['Values', fields.filter(({ type }) => type !== 'number')] as const,
              ['Numbers', fields.filter(({ type }) => type === 'number')] as const,
            ].map(([name, group]) => (
              <optgroup key={name} label={name}>
                {group.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label class="field">
          How
          <select value={operator?.id} onChange={(event) => setOperator(event.currentTarget.value)}>
            {operators.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title}
              </option>
            ))}
          </select>
        </label>
        {operator?.hasValues && field && (
          <Values field={field} metric={metric} values={values} onChange={setValues} />
        )}
        <button type="submit" class="primary">
          Add the filter
        </button>
      </div>
      {refused && (
        <p class="note">
          About <bdi>{describeFilter(refused)}</bdi>
        </p>
      )}
      <Refused error={error} member="filters" />
    </form>
  )
}

const given = (values: readonly string[], { type }: FilterField): readonly string[] =>
  type === 'boolean' ? [values[0] === 'false' ? 'false' : 'true'] : values.filter((value) => value !== '')

interface ValuesProps {
  readonly field: FilterField
  readonly metric: string
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
}

function Values({ field, metric, values, onChange }: ValuesProps) {
  const list = useId()
  const suggestions = useSuggestions(field, metric)
  const change = (i: number, value: string) => onChange(values.map((each, at) => (at === i ? value : each)))
  if (field.type === 'boolean')
    return (
      <label class="field">
        Value
        <select value={values[0] || 'true'} onChange={(event) => change(0, event.currentTarget.value)}>
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      </label>
    )
  return (
    <>
      {values.map((value, i) => (
        <label key={i} class="field">
          {i === 0 ? 'Value' : 'Or'}
          <input
            required
            type={field.type === 'number' ? 'number' : 'text'}
            step="any"
            list={list}
            value={value}
            onInput={(event) => change(i, event.currentTarget.value)}
          />
        </label>
      ))}
      <datalist id={list}>
        {suggestions.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      {field.type === 'text' && (
        <button type="button" class="quiet" onClick={() => onChange([...values, ''])}>
          Or another
        </button>
      )}
    </>
  )
}

/** So many of the most frequent values are suggested. */
const SUGGESTED = 50

function useSuggestions({ id, type }: FilterField, metric: string): readonly string[] {
  const { view } = useViewing()
  const query: Query = {
    ...(view.tenant !== undefined && { tenant: view.tenant }),
    metrics: [metric],
    dimensions: [id],
    date_range: view.range,
    time_zone: view.timeZone,
    limit: SUGGESTED,
  }
  const question = type === 'text' ? JSON.stringify(query) : undefined
  const { answer, isAsking } = useAnswer(question, (signal) => askQuery(query, signal))
  if (answer === undefined || isAsking) return []
  return answer.rows.flatMap(({ dimensions: [value] }) => (typeof value === 'string' ? [value] : []))
}
