import type {ValueProblem} from './problem.js'

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u

/** HubSpot keeps e-mails in lower case. */
export function normaliseEmail(raw: string): string {
  return raw.trim().toLowerCase()
}

/** The e-mail as it is stored, or `INVALID_EMAIL`: bad syntax or an unknown top-level domain (`.con`). */
export function checkEmail(raw: string): string | ValueProblem {
  const email = normaliseEmail(raw)
  return isEmail(email) ? email : {error: 'INVALID_EMAIL', message: `Email address ${raw} is invalid`}
}

function isEmail(email: string): boolean {
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at)
  if (at < 1 || email.length > 254 || local.length > 64 || !LOCAL_PART.test(local)) return false
  const labels = email.slice(at + 1).split('.')
  return (
    labels.length > 1 &&
    labels.every(label => label.length < 64 && LABEL.test(label)) &&
    isKnownDomain(labels.at(-1) ?? '')
  )
}

function isKnownDomain(label: string): boolean {
  return (
    /^[a-z]{2}$/.test(label) || label.startsWith('xn--') || /^\P{ASCII}+$/u.test(label) || GENERIC_DOMAINS.has(label)
  )
}

/**
 * Common generic top-level domains; every two-letter and every non-ASCII one counts as known too
 * (docs/hubspot-api.md#transport).
 */
export const GENERIC_DOMAINS: ReadonlySet<string> = new Set(
  `com org net edu gov mil int info biz name pro coop aero museum jobs mobi travel tel cat asia post arpa
  academy accountant accountants actor agency app apartments art associates attorney auction audio auto baby bank bar
  beer berlin best bet bid bike bio black blog blue boutique build builders business cafe camera camp capital car cards
  care career careers cars casa cash center ceo charity chat cheap church city claims cleaning clinic clothing cloud
  club coach codes coffee college community company computer condos construction consulting contractors cool coupons
  credit cruises dance date day dating deals degree delivery democrat dental design dev diamonds digital direct
  directory doctor dog domains earth eco education email energy engineer engineering enterprises equipment estate eus
  events exchange expert express fail family fan farm fashion finance financial fish fit fitness flights florist fm
  football forsale foundation frl fun fund furniture futbol fyi gallery game games garden gent gift gifts glass global
  gmbh gold golf graphics green group guide guru hamburg haus health healthcare help holdings holiday homes horse
  hospital host hosting hotel house how immo industries ink institute insurance insure international investments ist
  istanbul jetzt jewelry kitchen koeln land law lawyer lease legal lgbt life lighting limited limo link live llc loan
  loans london love ltd luxury maison management market marketing mba media medical memorial men menu miami moda moe
  money mortgage movie music network new news ngo ninja nyc observer one ong online organic page paris partners parts
  party pet phone photo photography photos pics pictures pink pizza place plumbing plus poker press productions
  promo properties property pub quebec racing realtor recipes red rehab rent rentals repair report republican rest
  restaurant review reviews rip rocks rodeo run sale salon school science scot services sex shoes shop shopping show
  singles site ski soccer social software solar solutions space sport srl storage store stream studio study style
  supplies supply support surf surgery sydney systems tattoo tax taxi team tech technology tennis theater tienda tips
  tires tirol today tokyo tools top tours town toys trade training tube university uno vacations vegas ventures vet
  video villas vin vip vision vlaanderen vodka vote voyage watch webcam website wedding wien wiki win wine work works
  world wtf xxx xyz yoga zone google amazon microsoft apple bmw audi barclays bnpparibas bosch canon dell deloitte
  ericsson hsbc ibm kpmg nissan oracle philips sap siemens sony toyota volkswagen`.split(/\s+/),
)
