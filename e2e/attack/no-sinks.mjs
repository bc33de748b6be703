/** The configuration without sinks: figures are those of ingest alone. */
export const noSinks = { sinks: [{ type: 'embedded', enabled: false }] }
