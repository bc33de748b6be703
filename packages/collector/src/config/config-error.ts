/** What is wrong in the configuration, where, and what is allowed; without the value, which may be a secret. */
export interface ConfigFault {
  /** 1-based; absent for what came from the environment. */
  readonly line?: number
  readonly column?: number
  /** Such as `tenants[0].content`. */
  readonly at: string
  readonly message: string
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
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
