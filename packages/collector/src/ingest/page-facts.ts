/**
 * What every event of a page has in common and its request says anyway, so that the page's script need not: the browser
 * and the kind of device, from the header `User-Agent`. They are worked out once per request and added to the text of
 * an event that does not say them itself.
 */
import type { IncomingMessage } from 'node:http'
import { reduceUserAgent } from './user-agent.js'

/** As members of a JSON object. */
export interface PageFacts {
  readonly userAgent: string
  readonly deviceClass: string
}

/** Real ones are under 300 characters, those of browsers in apps under 500. */
const HEADER_CHARACTERS = 512

/** Undefined for a server: browsers send `Origin` with every POST, SDKs in servers never do. */
export const pageFacts = ({ headers }: IncomingMessage): PageFacts | undefined => {
  const { origin, 'user-agent': header } = headers
  if (origin === undefined || header === undefined) return undefined
  const reduced = reduceUserAgent(header.slice(0, HEADER_CHARACTERS))
  return (
    reduced && {
      userAgent: `"user_agent":"${reduced.userAgent}"`,
      deviceClass: `"device_class":"${reduced.deviceClass}"`,
    }
  )
}

/** Nowhere else in an event: in a string its quotes are escaped, and no other field of that name holds an object. */
const CONTEXT = '"context":{'

/** `json` is a valid event without its closing brace, and without white space; it does not say the kind of device. */
export const addDeviceClass = (json: string, { deviceClass }: PageFacts): string => {
  const at = json.indexOf(CONTEXT)
  if (at === -1) return `${json},${CONTEXT}${deviceClass}}`
  const inside = at + CONTEXT.length
  return `${json.slice(0, inside)}${deviceClass}${json[inside] === '}' ? '' : ','}${json.slice(inside)}`
}

/** `json` is a valid `session_start` without its closing brace, which has no fields but those of the catalogue. */
export const addUserAgent = (json: string, { userAgent }: PageFacts): string =>
  json.includes('"user_agent":') ? json : `${json},${userAgent}`
