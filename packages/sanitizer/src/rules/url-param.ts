/**
 * Parameters of addresses can follow a person from site to site, or open something. In the query of an
 * address only well-known parameters of navigation stay, so that an unlisted parameter is removed as well.
 * Elsewhere the names that vendors document are removed (the ClearURLs, Brave and DuckDuckGo lists collect
 * them: the facts are used, not their text).
 */

import { type NamedDetector, pieces, type Rule, type Samples, type Spans } from './rule.js'
import { COLON, QUERY, SLASH } from './signals.js'

/** Matches parameters that say what is shown and not who looks, unless the value has a mark of a click. */
const KEPT =
  /[\ue000[\](){}$]|^(?!utm_|\w*(?:clid|braid)\b)(?:(?:[a-z]|ids?|page|sort|order|query|search|filter|lang|tab|view|type|tag|size|limit|offset|start|end|from|to|date|version|test|ref)=|[^=]*=?$|[^=]*=[a-z]+(?:[-_][a-z]+)+$)/i

/** A page keeps fewer. */
const KEPT_IN_PAGE =
  /[\ue000-\uf8ff[\](){}$]|^(?!utm_|\w*(?:clid|braid)\b)(?:(?:[a-z]|id|page|sort|lang|tab|view|type)=|[^=]*=?$)/i

const parameters = ({ 0: raw, 1: query = '', index }: RegExpExecArray, kept: RegExp): Spans =>
  pieces(query, index + raw.length - query.length, /[^&#?;]+/g, (part) => !kept.test(part))

export const urlParamInPage: NamedDetector = {
  rule: 'url_param',
  placeholder: '[param]',
  pattern: /\bhttps?:\/\/[^\s?#"'<>\ue000-\uf8ff]{1,512}[?#]([^\s"'<>]+)/gi,
  // The rest of a row of addresses is read once, and not again from each address in it.
  skipsRefused: true,
  accept: (match) => parameters(match, KEPT_IN_PAGE),
}

export const urlParam: Rule = {
  id: 'url_param',
  placeholder: '[param]',
  detectors: [
    {
      ...urlParamInPage,
      needs: QUERY | COLON | SLASH,
      stems: 'http',
      accept: (match) => parameters(match, KEPT),
    },
    {
      needs: QUERY,
      stems:
        ' utm_|clid| gbraid| wbraid| gad_| mc_cid| mc_eid| hsenc| hsmi| hsa_| _ga| _gl| igsh| mkt_tok| mtm_| matomo_| pk_| li_fat| vero_| oly_| _openstat| ml_subscriber| trk',
      pattern:
        /(?<=[?&#;](?:amp;)?)(?:utm_\w|\w{0,4}clid|[gw]braid|gad_|mc_[ce]id|_?hs(?:enc|mi|a_)|_g[al]\b|igsh|mkt_tok|mtm_|matomo_|pk_|li_fat|vero_|oly_|_openstat|ml_subscriber|trk_?\w)[\w.-]{0,32}(?:=[^\s&#"'<>\ue000;)\]]{0,512}|(?<!#[\w.-]{1,64})(?![\w=-]))/gi,
    },
  ],
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
