/**
 * The engine of the embedded store: what the store needs of DuckDB. It runs in this process, or in one of its
 * own (`engine-process.ts`), which the operating system can give less of a busy core.
 */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, type JS } from '@duckdb/node-api'

export type Params = readonly DuckDBValue[]
export type Cells = readonly JS[]
export type RowObject = Readonly<Record<string, JS>>

export interface Connection {
  /** Runs a statement whose rows do not matter. */
  run(sql: string, params?: Params): Promise<{ readonly rowsChanged: number }>
  /** @returns the cells of each row, in the order of the columns */
  cells(sql: string, params?: Params): Promise<readonly Cells[]>
  /** @returns each row by the names of the columns */
  objects(sql: string, params?: Params): Promise<readonly RowObject[]>
  /** Returns the rows in pieces; the next piece is computed when it is asked for. */
  stream(sql: string, params?: Params): AsyncIterable<readonly RowObject[]>
  /** Ends the statement that runs, with an error of the class `INTERRUPT`. */
  interrupt(): void
  /** No statement may run any more. */
  close(): void
}

export interface Engine {
  connect(): Promise<Connection>
  /** All connections are closed before. */
  close(): Promise<void>
}

export type EngineSettings = Readonly<Record<string, string>>

/** @throws an error of DuckDB, whose message may quote data */
export type OpenEngine = (file: string, settings: EngineSettings) => Promise<Engine>

const toConnection = (connection: DuckDBConnection): Connection => ({
  run: async (sql, params) => {
    const { rowsChanged } = await connection.run(sql, params && [...params])
    return { rowsChanged }
  },
  cells: async (sql, params) => (await connection.runAndReadAll(sql, params && [...params])).getRowsJS(),
  objects: async (sql, params) => (await connection.run(sql, params && [...params])).getRowObjectsJS(),
  async *stream(sql, params) {
    const result = await connection.stream(sql, params && [...params])
    yield* result.yieldRowObjectJs()
  },
  interrupt: () => connection.interrupt(),
  close: () => connection.closeSync(),
})

/** Opens the file in this process. */
export const openEngineHere: OpenEngine = async (file, settings) => {
  const instance = await DuckDBInstance.create(file, { ...settings })
  return {
    connect: async () => toConnection(await instance.connect()),
    async close() {
      instance.closeSync()
    },
  }
}
