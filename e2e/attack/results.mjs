/** Prints the table of attacks, and judges what honest clients saw. */

/** The slowest hundredth of an honest client's batches may take so long. */
export const P99_MS = 250

const share = ({ accepted, sent }) => `${((100 * accepted) / sent).toFixed(accepted === sent ? 0 : 2)} %`
const ms = (value) => value.toFixed(0)
const refusalsOf = ({ refusals }) =>
  Object.entries(refusals)
    .map(([code, count]) => `${count} × ${code}`)
    .join(', ')

/** @returns what is wrong with a result, in words */
export function faultsOf({ otherTenant, isAlive, figures }, p99Limit = P99_MS) {
  const faults = [...(figures.faults ?? [])]
  if (!isAlive) faults.push('the collector ended')
  if (otherTenant.accepted < otherTenant.sent)
    faults.push(`honest batches refused: ${refusalsOf(otherTenant)}`)
  if (!(otherTenant.p99 < p99Limit)) faults.push(`honest p99 is ${ms(otherTenant.p99)} ms`)
  return faults
}

/** @returns whether all attacks left honest clients of other tenants alone */
export function printResults(results) {
  const rows = results.map((result) => {
    const { name, figures, otherTenant: other, sameTenant: same } = result
    const verdict = faultsOf(result).length === 0 ? 'ok' : 'FAILED'
    return [
      name,
      share(other),
      ms(other.p50),
      ms(other.p99),
      ms(other.max),
      share(same),
      ms(same.p99),
      verdict,
      figures.text,
    ]
  })
  const head = [
    'attack',
    'other tenant',
    'p50 ms',
    'p99 ms',
    'max ms',
    'same tenant',
    'p99 ms',
    '',
    'figures',
  ]
  console.log(`\n${table([head, ...rows])}`)
  for (const result of results) for (const fault of faultsOf(result)) console.log(`${result.name}: ${fault}`)
  return results.every((result) => faultsOf(result).length === 0)
}

export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)))
  return rows
    .map((row) =>
      row.map((cell, i) => (i === row.length - 1 ? String(cell) : String(cell).padEnd(widths[i]))).join('  '),
    )
    .join('\n')
}
