/** @returns a signal that aborts on SIGINT and SIGTERM, so that a command can end its work in order */
export const abortOnSignal = (): AbortSignal => {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort())
  return controller.signal
}
