/** Compares two configurations, and names what differs. It leaves out values, which may be secrets. */
import { isDeepStrictEqual } from 'node:util'
import { isObject } from '@hushlog/base'
import type { CollectorConfig } from './config.js'

/** A reload takes these over; everything else needs a restart. */
const RELOADED = ['tenants', 'adminPassword', 'metricsToken', 'alerts'] as const

export interface ChangedSettings {
  /** Names the settings that a reload takes over, such as `tenants[acme]`. */
  readonly reloaded: readonly string[]
  /** Names the settings that take effect at the next start, such as `log.max_bytes`. */
  readonly needRestart: readonly string[]
}

/** Spells a setting as the file does. */
const spelled = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Lists of things that have a name are compared by it, so that one that was added changes no other. */
const byName = (value: readonly unknown[]): Map<string, unknown> | undefined => {
  const named = new Map<string, unknown>()
  for (const each of value) {
    if (!isObject(each)) return undefined
    const name = each.name ?? each.id
    if (typeof name !== 'string') return undefined
    named.set(typeof each.id === 'string' ? each.id : name, each)
  }
  return named
}

/** @returns the names below `name` whose values differ; `name` itself where it has no parts */
function differences(name: string, before: unknown, after: unknown): readonly string[] {
  if (isDeepStrictEqual(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, next] = [byName(before), byName(after)]
    if (old === undefined || next === undefined) return [name]
    const names = [...new Set([...old.keys(), ...next.keys()])]
    const changed = names.filter((each) => !isDeepStrictEqual(old.get(each), next.get(each)))
    // Only the order differs.
    return changed.length === 0 ? [name] : changed.map((each) => `${name}[${each}]`)
  }
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(`${name}.${spelled(key)}`, before[key], after[key]),
    )
  return [name]
}

const differencesOf = (
  before: CollectorConfig,
  after: CollectorConfig,
  isWanted: (name: string) => boolean,
): readonly string[] => {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...next.keys()])].filter(isWanted).flatMap((name) =>
    // The address is one setting.
    name === 'listen'
      ? isDeepStrictEqual(before.listen, after.listen)
        ? []
        : ['listen']
      : differences(spelled(name), old.get(name), next.get(name)),
  )
}

/** These follow from other settings. */
const DERIVED = ['openMetrics']

const isReloaded = (name: string): boolean => RELOADED.some((each) => each === name)

/**
 * @param started the configuration that the collector was started with
 * @param reloaded the one of the last reload, or `started`
 */
export const changedSettings = (
  started: CollectorConfig,
  reloaded: CollectorConfig,
  next: CollectorConfig,
): ChangedSettings => ({
  reloaded: differencesOf(reloaded, next, isReloaded),
  needRestart: differencesOf(started, next, (name) => !isReloaded(name) && !DERIVED.includes(name)),
})
