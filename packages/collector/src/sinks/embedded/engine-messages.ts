/** The messages between the collector and the process in which the engine of the embedded store runs. */
import type { Cells, EngineSettings, Params, RowObject } from './engine.js'

/** Asks for one step; the answer has the same number. */
export type EngineRequest = { readonly id: number } & (
  | { readonly do: 'open'; readonly file: string; readonly settings: EngineSettings }
  | { readonly do: 'connect' }
  | {
      readonly do: 'run' | 'cells' | 'objects' | 'stream'
      readonly connection: number
      readonly sql: string
      readonly params: Params
    }
  | { readonly do: 'next' | 'leave'; readonly stream: number }
  | { readonly do: 'interrupt' | 'disconnect'; readonly connection: number }
  | { readonly do: 'close' }
)

export type EngineResult =
  | { readonly rowsChanged: number }
  | readonly Cells[]
  | readonly RowObject[]
  /** A connection or a stream. */
  | number
  /** The end of a stream, or of a step without a result. */
  | undefined

/** The message of an error may quote data; it stays between the two processes. */
export type EngineAnswer = { readonly id: number } & (
  | { readonly result: EngineResult }
  | { readonly error: string }
)
