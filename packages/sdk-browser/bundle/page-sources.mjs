/** The shared client imports the sanitizer; in a page it is the one with the page's engine, and all of it comes from its source. */
import { fileURLToPath } from 'node:url'

const fileAt = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export const sources = {
  '@hushlog/schema/sanitize': fileAt('schema/src/sanitize/page.ts'),
  '@hushlog/sanitizer/engine': fileAt('sanitizer/src/engine.ts'),
  '@hushlog/sanitizer/page': fileAt('sanitizer/src/page/index.ts'),
}

/** A Rollup plugin. What a page does not call has no effect, and is left out. */
export const pageSources = {
  name: 'page-sources',
  resolveId: (id) => (Object.hasOwn(sources, id) ? { id: sources[id], moduleSideEffects: false } : null),
}
