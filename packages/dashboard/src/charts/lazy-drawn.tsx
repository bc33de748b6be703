import { useEffect, useState } from 'preact/hooks'
import { Loading, Nothing } from '../panels/states.js'
import type { Drawn } from './drawn.js'

type OnCanvas = typeof import('./on-canvas.js')

let loaded: OnCanvas | undefined
let loading: Promise<OnCanvas> | undefined

/** Headline figures and bars are there before the library for charts is. */
function load(): Promise<OnCanvas> {
  loading ??= import('./on-canvas.js').then(
    (module) => {
      loaded = module
      return module
    },
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}

/** Returns a drawing that loads its code when it is first drawn. */
export function lazyDrawn(name: keyof OnCanvas): Drawn {
  return function LazyDrawn(props) {
    const [module, setModule] = useState(loaded)
    const [hasFailed, setHasFailed] = useState(false)
    useEffect(() => {
      if (module) return
      load().then(setModule, () => setHasFailed(true))
    }, [module])
    if (hasFailed)
      return (
        <Nothing>
          <p>The chart could not be loaded: reload the page.</p>
        </Nothing>
      )
    if (!module) return <Loading draw={props.chart.draw} />
    const Way = module[name]
    return <Way {...props} />
  }
}
