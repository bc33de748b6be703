/**
 * Makes events by the million inside DuckDB: visits of ten events each, with values in the columns that
 * reports read.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import { sqlDdl } from '@hushlog/schema/tables'

/** Lists the ten events of a visit in order, each with its table and its type. */
const visit = [
  ['session', 'session_start'],
  ['session', 'page_view'],
  ['widget', 'bubble_opened'],
  ['conversation', 'user_query'],
  ['conversation', 'agent_response'],
  ['request', 'request'],
  ['conversation', 'user_query'],
  ['conversation', 'agent_response'],
  ['operations', 'workflow_run'],
  ['session', 'session_end'],
]

/** Fills the columns of a type beside the envelope, as SQL over `n` (the event's number) and `visit`. */
const fields = {
  page_view: { context_page_path: "'/page/' || (n % 97)" },
  user_query: { query_length: '20 + n % 200', is_suggested_prompt: 'n % 3 = 0' },
  agent_response: {
    // Response times of models are log-normal; their median here is 850 ms.
    processing_time_ms: 'round(exp(6.7 + 0.6 * sqrt(-2 * ln(1 - u)) * cos(2 * pi() * v)), 1)',
    topic: "'topic ' || (n % 60)",
    no_match: 'n % 11 = 0',
    success: 'n % 23 <> 0',
    has_visualization: 'n % 4 = 0',
    collector_redactions: "CASE WHEN n % 50 = 0 THEN 'email:' || (1 + n % 3) END",
  },
  request: { response_time_ms: '5 + n % 300', status_code: 'CASE WHEN n % 40 = 0 THEN 500 ELSE 200 END' },
  workflow_run: { status: "CASE WHEN n % 20 = 0 THEN 'failure' ELSE 'success' END" },
  session_end: { duration_seconds: '60 + n % 600' },
}

const envelope = [
  ['event', ''],
  ['id', `'01' || lpad(CAST(n AS VARCHAR), 24, '0')`],
  ['tenant_id', `CASE WHEN visit % 5 = 0 THEN 'globex' ELSE 'acme' END`],
  ['env', `'prod'`],
  ['ts', 'moment'],
  ['received_at', 'moment + INTERVAL 1 SECOND'],
  ['session_id', `'s' || lpad(CAST(hash(visit) AS VARCHAR), 20, '0')`],
  ['schema_version', '1'],
]

const PIECES = 30

const count = (of) => visit.filter(([, event]) => event === of).length

/**
 * @param {string} file of the embedded store, which does not exist yet
 * @param {{ events: number, days: number, now: number }} options
 */
export async function generate(file, { events, days, now }) {
  const instance = await DuckDBInstance.create(file, {
    threads: '2',
    memory_limit: '2GB',
    checkpoint_threshold: '1GB',
  })
  const connection = await instance.connect()
  await connection.run(sqlDdl('duckdb'))
  const visits = Math.floor(events / visit.length)
  const length = days * 86_400_000
  // The order is nearly that in which a collector would have stored them: by time, piece after piece.
  for (let piece = 0; piece < PIECES; piece++)
    for (const [at, [table, event]] of visit.entries()) {
      const own = Object.entries(fields[event] ?? {})
      const names = [...envelope.map(([name]) => name), ...own.map(([name]) => name)]
      const values = [`'${event}'`, ...envelope.slice(1).map(([, sql]) => sql), ...own.map(([, sql]) => sql)]
      await connection.run(
        `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')})
         SELECT ${values.join(', ')} FROM (
           SELECT range AS visit, range * ${visit.length} + ${at} AS n, random() AS u, random() AS v,
             epoch_ms(CAST(${now - length + at * 20_000} + range * ${length / visits} AS BIGINT)) AS moment
           FROM range(${Math.floor((visits * piece) / PIECES)}, ${Math.floor((visits * (piece + 1)) / PIECES)})
         )`,
      )
    }
  await connection.run('CHECKPOINT')
  connection.closeSync()
  instance.closeSync()
  return { visits, events: visits * visit.length, responses: visits * count('agent_response') }
}
