/**
 * Lets the process end while a timer runs. Timers of a browser's kind, as in workers and in the DOM of a test,
 * are numbers and hold no process.
 */
export function letProcessEnd(timer: unknown): void {
  const { unref } = Object(timer) as { readonly unref?: unknown }
  if (typeof unref === 'function') unref.call(timer)
}
