/**
 * Writes structured log lines; a pino logger has this shape. Fields are names, counts and codes, never
 * content.
 */
export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}
