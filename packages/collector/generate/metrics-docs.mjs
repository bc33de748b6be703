/** Writes docs/metrics.md: what each metric and dimension is, and which query answers which question. */

const HEADER =
  '<!-- Generated from packages/collector/src/query/catalogue and packages/collector/generate/questions.json by `npm run generate`. Do not edit. -->'

/**
 * @param introduction Markdown before the tables
 * @param catalogue what `src/query/catalogue` exports, with `goesWith`
 * @param questions sections, each with questions and the request that answers each
 */
export function metricsDocs(introduction, catalogue, questions) {
  return `${[
    HEADER,
    introduction.trim(),
    '## Questions and the queries that answer them',
    'A query is the body of `POST /v1/query`; `hushlog query` takes the same. A path is read with `GET`. Both need a read token, or the admin’s password and `tenant`.',
    ...questions.flatMap(({ title, questions: asked }) => [`### ${title}`, questionTable(asked)]),
    '## Metrics',
    'A rate is from 0 to 1, and has no value where its denominator is 0. In a formula, `count` counts rows of the source: events, or sessions, tickets, incidents and predictions, each of which is one row however many events tell of it.',
    metricTable(catalogue.namedMetrics),
    '## Numbers of events',
    'Each number has eight metrics: its name and `_sum`, `_avg`, `_min`, `_max`, `_p50`, `_p90`, `_p95` or `_p99`, such as `processing_time_ms_p95`. They read the events that say the number. Percentiles interpolate linearly between neighbors. A number is also a filter (`["gte", "match_score", [0.5]]`) and, in buckets, a dimension (`bucket:match_score`).',
    numberTable(catalogue),
    '## Dimensions',
    'Every metric goes with `time:hour`, `time:day`, `time:week` and `time:month`, and all but those of the end of a period with `time:hour_of_day` and `time:day_of_week`. `properties.<key>` groups by a property of `custom` events. Metrics of numbers go with the dimensions of their events.',
    dimensionTable(catalogue),
  ].join('\n\n')}\n`
}

const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const code = (text) => `\`${cell(text)}\``
const codes = (texts) => texts.map(code).join(', ')

const questionTable = (asked) =>
  table(
    ['question', 'answer'],
    asked.map(({ question, query, funnel, path }) => [
      cell(question),
      path !== undefined
        ? code(path)
        : funnel !== undefined
          ? `\`POST /v1/funnel\` ${code(JSON.stringify(funnel))}`
          : code(JSON.stringify(query)),
    ]),
  )

const goodWords = { higher: 'up', lower: 'down', null: '' }

/** Says every event in a word. */
const eventsText = (events, all) => (events.length >= all ? 'every event' : codes(events))

function metricTable(named) {
  const all = Math.max(...named.map(({ events }) => events.length))
  return table(
    ['metric', 'title', 'definition', 'formula', 'unit', 'good', 'events'],
    named.map(({ id, title, description, unit, better, events, value, derived }) => [
      code(id),
      cell(title),
      cell(description),
      derived === undefined ? code(formulaOf(value)) : 'as defined',
      unit,
      goodWords[better],
      eventsText(events, all),
    ]),
  )
}

function numberTable({ measures, metrics }) {
  const unitOf = (name) => metrics.find(({ id }) => id === `${name}_avg`)?.unit ?? ''
  return table(
    ['number', 'unit', 'events', 'meaning'],
    measures.map(({ name, description, events }) => [
      code(name),
      unitOf(name),
      codes(events),
      cell(description),
    ]),
  )
}

function dimensionTable({ dimensions, namedMetrics, goesWith }) {
  return table(
    ['dimension', 'title', 'type', 'meaning', 'goes with'],
    dimensions.map((dimension) => {
      const { id, title, type, description } = dimension
      const group = { kind: 'value', id, dimension }
      const going = namedMetrics.filter((metric) => goesWith(metric, group))
      const without = namedMetrics.filter((metric) => !goesWith(metric, group))
      return [code(id), cell(title), type, cell(description), goingText(going, without)]
    }),
  )
}

function goingText(going, without) {
  if (without.length === 0) return 'every metric'
  if (without.length < going.length / 2) return `every metric but ${codes(without.map(({ id }) => id))}`
  return codes(going.map(({ id }) => id)) || 'metrics of numbers of its events'
}

const operandText = (operand) => {
  if (operand.kind === 'first') return `first of ${operand.columns.join(', ')}`
  return operand.kind === 'property' ? `properties.${operand.key}` : operand.column
}

/** Writes a condition as a reader of the formula says it. */
function conditionText(condition) {
  switch (condition.op) {
    case 'is':
      return `${operandText(condition.operand)} = ${condition.values.join(' or ')}`
    case 'is_null':
      return `no ${operandText(condition.operand)}`
    case 'differs':
      return `${condition.column} ≠ ${condition.from}`
    case 'and':
    case 'or':
      return condition.conditions
        .map((each) =>
          each.op === 'and' || each.op === 'or' ? `(${conditionText(each)})` : conditionText(each),
        )
        .join(condition.op === 'and' ? ' and ' : ' or ')
    case 'not':
      return condition.condition.op === 'is_null'
        ? `has ${operandText(condition.condition.operand)}`
        : `not (${conditionText(condition.condition)})`
    case 'contains':
      return `${operandText(condition.operand)} contains ${condition.values.join(' or ')}`
    default: {
      const signs = { gt: '>', gte: '≥', lt: '<', lte: '≤' }
      return `${operandText(condition.operand)} ${signs[condition.op]} ${condition.values.join(' or ')}`
    }
  }
}

/** Writes a figure as a formula. */
export function formulaOf(value) {
  const where = value.where === undefined ? '' : ` where ${conditionText(value.where)}`
  switch (value.kind) {
    case 'count':
      return where === '' ? 'count' : `count(${where.trim()})`
    case 'distinct':
      return `distinct ${value.of}s${where === '' ? '' : ` (${where.trim()})`}`
    case 'quantile':
      return `${value.share * 100}th percentile of ${operandText(value.operand)}${where}`
    case 'ratio':
      return `${inParts(value.numerator)} ÷ ${inParts(value.denominator)}`
    case 'total':
      return value.of.map(formulaOf).join(' + ')
    case 'priced':
      return `price of ${value.price.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} × ${inParts(value.of)}`
    case 'per_hour':
      return `${inParts(value.of)} ÷ hours of the range until now`
    case 'sum':
    case 'avg':
    case 'min':
    case 'max': {
      const word = { sum: 'sum', avg: 'average', min: 'least', max: 'greatest' }[value.kind]
      return `${word} of ${operandText(value.operand)}${where}`
    }
    default:
      return value.kind.replaceAll('_', ' ')
  }
}

const inParts = (value) => (value.kind === 'total' ? `(${formulaOf(value)})` : formulaOf(value))
