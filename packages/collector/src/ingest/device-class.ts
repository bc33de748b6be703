/**
 * Tells the class of a device from the header `User-Agent`. Its words are those that makers of televisions, watches,
 * tablets and telephones put there; whether a program sent it is known by the list of `isbot`. Each pattern takes
 * linear time, whatever the header holds.
 */
import { isbot } from 'isbot'

export type DeviceClass = 'bot' | 'desktop' | 'mobile' | 'other' | 'tablet' | 'tv' | 'wearable'

/** The first pattern that matches decides. Tablets come before telephones, since many of them say `Mobile` too. */
const CLASSES: readonly (readonly [DeviceClass, RegExp])[] = [
  // Consoles are shown on televisions and carried around, so they are neither.
  ['other', /PlayStation|Nintendo|Xbox/i],
  // HbbTV and SmartTV name the standard, AFT is Fire TV, Web0S is LG's, OMI is Opera's browser for television sets.
  [
    'tv',
    /TV(?![a-z])|\btv|[Tt]v(?:OS|Box|Native|\b)|SmartTv|BRAVIA|CrKey|Roku|NetCast|Web0S|Viera|VIDAA|\bAFT[A-Z]|MIBOX|\bOMI\/|Freebox|Espial/,
  ],
  // Samsung's watches are SM-R.
  ['wearable', /\bWatch\b|Wear ?OS|watchOS|\bSM-R\d/],
  // `Tablet PC` is a service of desktop Windows. KF begins the names of Amazon's tablets, SM-T and SM-X of Samsung's.
  ['tablet', /iPad|Tablet(?! PC)|PlayBook|Kindle|Silk(?!.*Mobile)|\bKF[A-Z]{2}|\bSM-[TX]\d|TouchPad/],
  // Dalvik is what apps on Android send that are no browsers.
  ['mobile', /Mobi|iPhone|iPod|Windows Phone|BlackBerry|Opera Mini|KAIOS|Symbian|Nokia|MIDP|UCWEB|Dalvik/],
  // A browser on an Android telephone says `Mobile`.
  ['tablet', /Android/],
]

export const deviceClassOf = (header: string): DeviceClass =>
  isbot(header) ? 'bot' : (CLASSES.find(([, pattern]) => pattern.test(header))?.[0] ?? 'desktop')
