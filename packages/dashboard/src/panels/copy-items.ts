import { address } from '../api/request.js'
import { copyText } from './copy-text.js'
import type { MenuItem } from './menu.js'

/** Copies a link to a chart in this view, and the request that it made. */
export const copyItems = (chartId: string, path: string, request: unknown): readonly MenuItem[] => [
  { label: 'Copy link', run: () => copyText(`${location.href.replace(/#.*$/, '')}#chart-${chartId}`) },
  { label: 'Copy query', run: () => copyText(asCurl(request, address(path))) },
]

/** A single quote ends a text of a shell. */
export const asCurl = (request: unknown, url: string): string =>
  `curl -u USER:PASSWORD -H 'content-type: application/json' -d '${JSON.stringify(request).replaceAll("'", "'\\''")}' ${url}`
