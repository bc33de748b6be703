/** Finds the reports that the collector has, in its own description of them. */
import { TENANTS } from './collector.mjs'

const REPORT = /^\/(reports\/|analytics\/data$)/
const DAYS = [1, 30, 90]

/** @returns {Promise<{ name: string, path: string }[]>} each report for each length that it can be asked for */
export async function listPresets(ask) {
  const { paths } = await ask('/openapi.json')
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined || !REPORT.test(path)) return []
    const known = new Set((get.parameters ?? []).map(({ name }) => name))
    const filled = path.replaceAll(/\{\w+\}/g, TENANTS[0])
    const tenant = known.has('tenant') && !path.includes('{') ? `tenant=${TENANTS[0]}&` : ''
    const lengths = known.has('days') ? DAYS : [undefined]
    return lengths.map((days) => ({
      name: days === undefined ? filled : `${filled}, ${days} d`,
      path: `${filled}?${tenant}${days === undefined ? '' : `days=${days}`}`,
    }))
  })
}
