/**
 * The script tag. Takes its options from its own `data-` attributes and becomes `window.hushlog`. A stub that the page put
 * there before stays the same object: it gets the real calls, and what was called on it is replayed in order.
 *
 *   <script>
 *   (function(w,h){if(!w.hushlog){h=w.hushlog={q:[]};'track trackEvent identify reset optIn optOut'.split(' ').forEach(
 *   function(n){h[n]=function(){h.q.push([n,arguments])}})}})(window)
 *   </script>
 *   <script async src="https://collector.example/v1/hushlog.js" data-write-key="hlw_…"></script>
 */
import { createHushlog, type Hushlog } from './create-hushlog.js'
import { optionsOf } from './options.js'

type Call = readonly [name: string, args: ArrayLike<unknown>]

interface Stub {
  q?: Call[]
  stats?: unknown
}

const calls = ['track', 'trackEvent', 'identify', 'reset', 'optIn', 'optOut', 'flush', 'shutdown'] as const

function replay(hush: Hushlog, queued: unknown): void {
  for (const [name, args] of Array.isArray(queued) ? (queued as Call[]) : []) {
    const call = calls.find((known) => known === name)
    if (call !== undefined) (hush[call] as (...args: unknown[]) => unknown)(...Array.from(args))
  }
}

const host = window as unknown as { hushlog?: Stub }
const script = document.currentScript

// Loaded twice, the first stays: two would send everything twice.
if (host.hushlog?.stats === undefined) {
  const stub = host.hushlog ?? {}
  const queued = stub.q
  delete stub.q
  host.hushlog = Object.assign(stub, { createHushlog })
  if (script instanceof HTMLScriptElement && script.dataset.writeKey !== undefined) {
    const hush = createHushlog(optionsOf(script))
    Object.assign(stub, hush)
    replay(hush, queued)
  }
}
