/** Says what a dimension of a query is called. */
import { dimensionById } from './dimensions.js'
import { titleOf } from './numbers.js'

/** @param id the id of a dimension as a query names it, such as `time:day` or `bucket:match_score` */
export function titleOfDimension(id: string): string {
  const dimension = dimensionById.get(id)
  if (dimension !== undefined) return dimension.title
  const [kind, name = ''] = id.split(':')
  if (kind === 'time') return `Time by ${name.replaceAll('_', ' ')}`
  return kind === 'bucket' ? `${titleOf(name)}, from` : id
}
