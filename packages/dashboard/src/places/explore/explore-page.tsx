/** Any metrics by any dimensions that go with them, as a table or a chart. */
import { useState } from 'preact/hooks'
import type { ApiError } from '../../api/api-error.js'
import type { Catalogue } from '../../api/catalogue.js'
import { useCatalogue } from '../../api/use-catalogue.js'
import { queryOf } from '../../boards/query-of.js'
import { useAddToBoard } from '../../panels/add-to-board.js'
import { QueryPanel } from '../../panels/query-panel.js'
import { Loading } from '../../panels/states.js'
import '../../styles/explore.css'
import { useViewing } from '../../view/use-view.js'
import { type Choice, dimensionsFor, fieldsFor } from './dimensions-for.js'
import { chartOf, type Exploration, ownOf, possibleDrawings, readExploration } from './exploration.js'
import { FilterForm } from './filter-form.js'
import { Picker } from './picker.js'
import { Refused, refusedIndex } from './refused.js'
import { ShapeForm } from './shape-form.js'
import { subjectOfDimension, subjectOfMetric } from './subjects.js'
import { Words } from './words.js'

const MOST_METRICS = 50
const MOST_DIMENSIONS = 4

export function ExplorePage() {
  const catalogue = useCatalogue()
  return catalogue === undefined ? <Loading draw="page" /> : <Explorer catalogue={catalogue} />
}

function Explorer({ catalogue }: { readonly catalogue: Catalogue }) {
  const addToBoard = useAddToBoard()
  const { view, go } = useViewing()
  const exploration = readExploration(view.own)
  const { metrics, dimensions } = exploration
  const change = (part: Partial<Exploration>) => go({ own: ownOf({ ...exploration, ...part }) })
  const found = metrics.map((id) => catalogue.metrics.find((metric) => metric.id === id))
  const choices = dimensionsFor(catalogue, metrics)
  const titleOf = (id: string) =>
    catalogue.metrics.find((metric) => metric.id === id)?.title ??
    choices.find((choice) => choice.id === id)?.title ??
    id
  const possible = possibleDrawings(exploration, new Set(found.map((metric) => metric?.unit)).size === 1)
  const title = [metrics.map(titleOf).join(', '), dimensions.map(titleOf).join(' and ').toLowerCase()]
    .filter((part) => part !== '')
    .join(' by ')
  const chart = chartOf(exploration, possible, title)
  const question = JSON.stringify(queryOf(chart, view))
  const [refused, setRefused] = useState<{
    readonly question: string
    readonly error: ApiError | undefined
  }>()
  // A refusal belongs to the question that was refused, and not to the next one.
  const error = refused?.question === question ? refused.error : undefined
  const replaced = (ids: readonly string[], index: number, by: string) => [
    ...new Set(ids.map((id, i) => (i === index ? by : id))),
  ]
  return (
    <>
      <div class="explore-controls">
        <Picker
          label="Metrics"
          what="a metric"
          most={MOST_METRICS}
          chosen={metrics}
          choices={catalogue.metrics.map((metric) => ({ ...metric, subject: subjectOfMetric(metric) }))}
          onChange={(ids) => change({ metrics: ids })}
        >
          <dl class="descriptions">
            {found.map(
              (metric) =>
                metric && (
                  <div key={metric.id}>
                    <dt>{metric.title}</dt>
                    <dd>
                      <Words text={metric.description} />
                    </dd>
                  </div>
                ),
            )}
          </dl>
          <Refused
            error={error}
            member="metrics"
            onReplace={(i, nearest) => change({ metrics: replaced(metrics, i, nearest) })}
          />
        </Picker>
        <Picker
          label="By"
          what="a dimension"
          most={MOST_DIMENSIONS}
          chosen={dimensions}
          choices={choices}
          onChange={(ids) => change({ dimensions: ids })}
          named={propertyNamed}
        >
          <Refused
            error={error}
            member="dimensions"
            onReplace={(i, nearest) => change({ dimensions: replaced(dimensions, i, nearest) })}
          />
        </Picker>
        <FilterForm fields={fieldsFor(catalogue, metrics)} metric={metrics[0] ?? 'events'} error={error} />
        <ShapeForm
          exploration={exploration}
          possible={possible}
          drawn={chart.draw}
          titleOf={titleOf}
          onChange={change}
          error={error}
        />
      </div>
      {addToBoard && metrics.length > 0 && (
        <p class="explore-actions">
          <button type="button" class="primary" onClick={() => addToBoard(chart)}>
            Add to a board
          </button>
        </p>
      )}
      {/* A refusal is said at its control; the question stays, to be asked again when it changes. */}
      <div class="panels" hidden={isSaidAbove(error)}>
        {metrics.length === 0 ? (
          <section class="panel panel-full">
            <p class="nothing">Choose a metric to see its figures.</p>
          </section>
        ) : (
          <QueryPanel chart={chart} onFailure={(failure) => setRefused({ question, error: failure })} />
        )}
      </div>
    </>
  )
}

const controlled = ['metrics', 'dimensions', 'filters', 'order_by', 'limit']
const isSaidAbove = (error: ApiError | undefined) =>
  controlled.some((member) => refusedIndex(error, member) !== undefined)

/** Keys of custom events are in no catalogue: one writes them. */
function propertyNamed(text: string): Choice | undefined {
  if (!/^properties\.[A-Za-z0-9_.:-]{1,64}$/.test(text)) return undefined
  return {
    id: text,
    title: text,
    description: 'A field of custom events.',
    subject: subjectOfDimension(text),
  }
}
