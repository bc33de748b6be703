/** @returns the result; undefined when the step throws, as where the browser refuses storage */
export function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch {
    return undefined
  }
}
