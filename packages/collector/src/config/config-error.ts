/** Says what is wrong in a configuration, where, and what is allowed. It leaves out the value, which may be a secret. */
export interface ConfigFault {
  /** Counts from 1. It is absent when the fault has no place in the file. */
  readonly line?: number
  readonly column?: number
  /** Names the value, such as `tenants[0].content`. It is empty for the whole file. */
  readonly at: string
  readonly message: string
}

/** Reports all faults of a configuration. Its message has a line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  /** @param file where the configuration came from */
  constructor(
    readonly file: string,
    readonly faults: readonly ConfigFault[],
  ) {
    super(
      faults
        .map(({ line, column, at, message }) => {
          const place = line === undefined ? file : `${file}:${line}:${column}`
          return `${place}: ${at === '' ? '' : `${at}: `}${message}`
        })
        .join('\n'),
    )
  }
}
