/**
 * Drives a client wherever it runs: by names of methods and values that survive JSON, so that it may be in a
 * page as well as in this process.
 */
export interface Ledger {
  readonly captured: number
  readonly delivered: number
  readonly queued: number
  readonly dropped: Readonly<Record<string, number>>
}

export interface Driver {
  /** Names the client in the title of each test. */
  readonly name: string
  /** Makes a client; `options` are those of `createHushlog`. */
  start(options: Readonly<Record<string, unknown>>): Promise<DrivenClient>
}

export interface DrivenClient {
  /** Calls the public method and returns what it resolves to. */
  call(method: string, ...args: readonly unknown[]): Promise<unknown>
  /** Tracks the event so many times within one iteration of the event loop. */
  trackMany(count: number, event: string, fields: Readonly<Record<string, unknown>>): Promise<void>
}

type Hush = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

/** Makes the driver of a client in this process, of the given build. */
export function inProcess(name: string, createHushlog: (options: never) => unknown): Driver {
  return {
    name,
    async start(options) {
      const hush = createHushlog({ warn: () => undefined, ...options } as never) as Hush
      return {
        call: async (method, ...args) => await hush[method]?.(...args),
        async trackMany(count, event, fields) {
          for (let i = 0; i < count; i++) hush.track?.(event, fields)
        },
      }
    },
  }
}
