/**
 * Adds what the request of a page says anyway, so that the page's script need not send it: the browser and the kind of
 * device, from the header `User-Agent`. The facts are worked out once per request and added to the text of each event that
 * does not have them.
 */
import type { IncomingMessage } from 'node:http'
import { reduceUserAgent } from '@hushlog/schema/sanitize'
import { deviceClassOf } from './device-class.js'

/** Each fact is a member of a JSON object. */
export interface PageFacts {
  readonly userAgent: string
  readonly deviceClass: string
}

/** Headers of browsers are under 300 characters long, those of browsers inside apps under 500. */
const HEADER_CHARACTERS = 512

const NOTHING_KNOWN = reduceUserAgent('')

/**
 * @returns undefined for a server: browsers send `Origin` with every POST, SDKs in servers never do. It is undefined as well
 *   when the header names neither a browser nor a system, as that of a proxy which replaces the header by its own name
 */
export const pageFacts = ({ headers }: IncomingMessage): PageFacts | undefined => {
  const { origin, 'user-agent': given } = headers
  if (origin === undefined || given === undefined) return undefined
  const header = given.slice(0, HEADER_CHARACTERS)
  const userAgent = reduceUserAgent(header)
  if (userAgent === NOTHING_KNOWN) return undefined
  const deviceClass = deviceClassOf(header)
  return { userAgent: `"user_agent":"${userAgent}"`, deviceClass: `"device_class":"${deviceClass}"` }
}

/** Occurs nowhere else in an event: in a string its quotes are escaped, and no other field of that name holds an object. */
const CONTEXT = '"context":{'

/** @param json a valid event without its closing brace, without white space and without `device_class` */
export const addDeviceClass = (json: string, { deviceClass }: PageFacts): string => {
  const at = json.indexOf(CONTEXT)
  if (at === -1) return `${json},${CONTEXT}${deviceClass}}`
  const inside = at + CONTEXT.length
  return `${json.slice(0, inside)}${deviceClass}${json[inside] === '}' ? '' : ','}${json.slice(inside)}`
}

/** @param json a valid `session_start` without its closing brace and without fields that the catalogue does not have */
export const addUserAgent = (json: string, { userAgent }: PageFacts): string =>
  json.includes('"user_agent":') ? json : `${json},${userAgent}`
