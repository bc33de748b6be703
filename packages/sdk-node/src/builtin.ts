/**
 * Loads modules of the runtime when they are needed, and synchronously: workers have no file system and refuse
 * to import the module, and `track` writes to the spool before it returns.
 */
import * as nodeModule from 'node:module'

interface Builtins {
  readonly 'node:fs': typeof import('node:fs')
  readonly 'node:os': typeof import('node:os')
  readonly 'node:http': typeof import('node:http')
  readonly 'node:https': typeof import('node:https')
  readonly 'node:zlib': typeof import('node:zlib')
}

const loaded = new Map<string, unknown>()

/** @returns undefined when the runtime has no such module */
export function findBuiltin<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  if (!loaded.has(name)) loaded.set(name, load(name))
  return loaded.get(name) as Builtins[Name] | undefined
}

/** @throws an error with the code `MODULE_NOT_FOUND` when the runtime has no such module */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  const found = findBuiltin(name)
  if (found === undefined) throw Object.assign(new Error(`no ${name}`), { code: 'MODULE_NOT_FOUND' })
  return found
}

function load(name: string): unknown {
  try {
    // Node has `getBuiltinModule` since 20.16. A path is needed to make `require`, and any will do.
    return process.getBuiltinModule?.(name) ?? nodeModule.createRequire(`${process.cwd()}/hushlog.js`)(name)
  } catch {
    return undefined
  }
}
