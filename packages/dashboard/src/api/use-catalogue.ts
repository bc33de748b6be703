import { useEffect, useState } from 'preact/hooks'
import { type Catalogue, loadCatalogue } from './catalogue.js'

/**
 * Returns the catalogue, or undefined until it is there.
 *
 * @param isNeeded false loads nothing
 */
export function useCatalogue(isNeeded = true): Catalogue | undefined {
  const [catalogue, setCatalogue] = useState<Catalogue>()
  useEffect(() => {
    if (!isNeeded) return
    let isWanted = true
    loadCatalogue().then(
      (loaded) => isWanted && setCatalogue(loaded),
      () => isWanted && setCatalogue(undefined),
    )
    return () => {
      isWanted = false
    }
  }, [isNeeded])
  return catalogue
}
