/**
 * Parameters that follow a person from site to site, or open something. In the query of an address only well-known
 * parameters of navigation stay, so that a parameter that nobody has listed yet is gone too; elsewhere the names that
 * vendors document (as collected in the ClearURLs, Brave and DuckDuckGo lists: facts, not their text) go.
 */
import { QUERY } from '../signals.js'
import type { Rule, Samples, Span, Spans } from './rule.js'

/** Say what is looked at, not who looks. */
const KEPT =
  /^(?:[a-z]|id|ids|page|p\d|per_page|sort|order(?:by)?|dir|query|search|search_?term|filter|lang|locale|hl|tab|view|mode|raw|format|type|category|tag|topic|section|size|limit|offset|start|end|from|to|date|year|month|day|width|height|status|state|version|ver|step|foo|bar|baz|test|param\d?|key\d?|ref\d?)$/i

export const urlParam: Rule = {
  id: 'url_param',
  placeholder: '[param]',
  lanes: [
    {
      needs: QUERY,
      hint: /[?#]/,
      pattern: /\bhttps?:\/\/[^\s?#"'<>\ue000]{1,512}[?#]([^\s"'<>]{1,4096})/gi,
      accept: unknown,
    },
    {
      needs: QUERY,
      pattern:
        /(?<=[?&#;](?:amp;)?)(?:utm_\w|[gdy]?clid|\w{1,4}clid|[gw]braid|gad_|mc_[ce]id|_?hs(?:enc|mi|a_)|_g[al]\b|igsh|mkt_tok|mtm_|matomo_|pk_|li_fat|vero_|oly_|_openstat|yclid|ml_subscriber|trk_?\w)[\w.-]{0,32}(?:=[^\s&#"'<>\ue000;)\]]{0,512}|(?![\w=-]))/gi,
    },
  ],
}

function unknown(match: RegExpExecArray): Spans {
  const [raw, query = ''] = match
  const found: Span[] = []
  let start = match.index + raw.length - query.length
  for (const part of query.split(/[&#?;]/)) {
    const [name = '', value] = part.split('=')
    if (value && !KEPT.test(name) && !/^$|[\ue000[\](){}$]/.test(part)) found.push([start, start + part.length])
    start += part.length + 1
  }
  return found
}

export const urlParamSamples: Samples = {
  match: [
    ['https://example.com/p?a=1&gclid=Abc123&b=2', 'https://example.com/p?a=1&[param]&b=2'],
    ['https://example.com/?utm_source=news&utm_medium=email', 'https://example.com/?[param]&[param]'],
    ['https://example.com/?mc_eid=ab12', 'https://example.com/?[param]'],
    ['https://example.com/?page=2&newtrackerid=x9', 'https://example.com/?page=2&[param]'],
    ['/landing?fbclid=IwAR0', '/landing?[param]'],
  ],
  clean: ['https://example.com/?page=2&sort=asc', 'what is gclid?', '?q=utm'],
}
