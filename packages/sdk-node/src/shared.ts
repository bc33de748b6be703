/**
 * Holds what all copies of this package in a process share. A program may load it as ESM and as CommonJS, or in
 * two versions, and the copies see each other by these values: their shape must not change.
 */

/** @param name must not be used for values of another shape */
export function shared<Value>(name: string, create: () => Value): Value {
  const all = globalThis as { [key: symbol]: Value | undefined }
  const key = Symbol.for(`hushlog.${name}`)
  all[key] ??= create()
  return all[key]
}

/**
 * Marks an object of the application as handled, also for other copies of this package.
 *
 * @returns false when it was marked before, or cannot be marked
 */
export function mark(target: object, name: string): boolean {
  const key = Symbol.for(`hushlog.${name}`)
  return !Object.hasOwn(target, key) && Reflect.defineProperty(target, key, { value: true })
}

export const isMarked = (target: object, name: string): boolean =>
  Object.hasOwn(target, Symbol.for(`hushlog.${name}`))
