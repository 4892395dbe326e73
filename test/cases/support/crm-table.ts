/**
 * How a walk ends, the better the later: a person must decide; rows are rejected, the rest is stored; everything is
 * stored.
 */
export const ENDINGS = ['decide', 'rejected', 'pushed'] as const

export interface Facts {
  readonly ending: (typeof ENDINGS)[number]
  /** Records that are stored at the end, at least. */
  readonly stored: number
  /**
   * How Python reads the file: its encoding and its csv options; `json` for documents, whose objects are found wherever
   * they are.
   */
  readonly encoding?: string
  readonly delimiter?: string
  readonly quoting?: 'none'
  /** Lines above the header. */
  readonly skip?: number
  readonly json?: true
  /** Column → property: what may be stored, and from where. */
  readonly columns: Readonly<Record<string, string>>
  /** Property → cell → value, where they differ. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const NAMES = {'First Name': 'firstname', 'Last Name': 'lastname'}
const SMALL = {...NAMES, Email: 'email', Phone: 'phone', Points: 'loyalty_points'}
const PLACE = {
  'Home City': 'city',
  'Home State': 'state',
  'Home Zip': 'zip',
  'Home Country': 'country',
  'Home Address 1': 'address',
}
const SALESFORCE = {
  ...NAMES,
  Title: 'jobtitle',
  'Account Name': 'company',
  Phone: 'phone',
  Email: 'email',
  'Mailing City': 'city',
}
const GERMAN = {
  Vorname: 'firstname',
  Nachname: 'lastname',
  'E-Mail': 'email',
  Telefon: 'phone',
  PLZ: 'zip',
  Ort: 'city',
  Newsletter: 'newsletter',
}
const YES_NO = {newsletter: {ja: 'true', nein: 'false', Yes: 'true', No: 'false'}}
const PLAIN = {email: 'email', firstname: 'firstname', lastname: 'lastname'}
const GOOD = {ending: 'pushed', stored: 2, columns: SMALL} as const

/**
 * What is true of each file of cases/crm: how the walk ends at least, and which values may be stored. A file that is
 * not here has no facts, and fails.
 */
export const CRM: Readonly<Record<string, Facts>> = {
  'a01-hubspot-export.csv': {
    ...{ending: 'pushed', stored: 3},
    columns: {
      ...{
        ...NAMES,
        Email: 'email',
        'Phone Number': 'phone',
        'Contact owner': 'hubspot_owner_id',
        'Lead Status': 'hs_lead_status',
      },
      ...{'Lifecycle Stage': 'lifecyclestage', 'Newsletter subscriber': 'newsletter'},
    },
    values: {
      ...YES_NO,
      hs_lead_status: {New: 'NEW', 'Open Deal': 'OPEN_DEAL'},
      lifecyclestage: {Lead: 'lead', 'Sales Qualified Lead': 'salesqualifiedlead', Customer: 'customer'},
    },
  },
  'a02-hubspot-template.csv': {
    ...{ending: 'pushed', stored: 2, values: {lifecyclestage: {Lead: 'lead', Customer: 'customer'}}},
    columns: {
      ...{...NAMES, 'Email Address': 'email', 'Phone Number': 'phone', City: 'city'},
      ...{'Lifecycle Stage': 'lifecyclestage', 'Contact owner': 'hubspot_owner_id'},
    },
  },
  'a03-salesforce-report.csv': {ending: 'rejected', stored: 2, encoding: 'cp1252', columns: SALESFORCE},
  'a03u-salesforce-report-utf8.csv': {ending: 'rejected', stored: 2, columns: SALESFORCE},
  'a04-salesforce-dataloader.csv': {
    ...{ending: 'pushed', stored: 2},
    columns: {
      FIRSTNAME: 'firstname',
      LASTNAME: 'lastname',
      EMAIL: 'email',
      'ACCOUNT.NAME': 'company',
      'OWNER.EMAIL': 'hubspot_owner_id',
    },
  },
  'a05-google-contacts.csv': {
    ...{ending: 'rejected', stored: 1},
    columns: {
      ...{
        ...NAMES,
        'Name Prefix': 'salutation',
        'Organization Name': 'company',
        'Organization Title': 'jobtitle',
        Birthday: 'birthday',
      },
      ...{Notes: 'notes', 'E-mail 1 - Value': 'email', 'Phone 1 - Value': 'phone', 'Address 1 - City': 'city'},
    },
  },
  'a07-outlook.csv': {
    ...{ending: 'rejected', stored: 0, encoding: 'cp1252'},
    columns: {
      ...{
        ...NAMES,
        'E-mail Address': 'email',
        'Mobile Phone': 'mobilephone',
        'Business Fax': 'fax',
        Company: 'company',
      },
      ...{
        'Job Title': 'jobtitle',
        'Web Page': 'website',
        Notes: 'notes',
        Language: 'hs_language',
        Birthday: 'birthday',
      },
    },
  },
  'a08-linkedin-connections.csv': {
    ...{ending: 'rejected', stored: 1, skip: 3},
    columns: {...NAMES, 'Email Address': 'email', Company: 'company', Position: 'jobtitle'},
  },
  'a09-mailchimp.csv': {
    ...{ending: 'rejected', stored: 1},
    columns: {...NAMES, 'Email Address': 'email', Address: 'address', 'Phone Number': 'phone', NOTES: 'notes'},
  },
  'a10-pipedrive.csv': {
    ...{ending: 'rejected', stored: 1},
    columns: {
      ...{'Person - Organization': 'company', 'Person - Email - Work': 'email', 'Person - Phone - Work': 'phone'},
      'Person - Owner': 'hubspot_owner_id',
    },
  },
  'a12-close.csv': {
    ...{ending: 'pushed', stored: 1},
    columns: {title: 'jobtitle', primary_email: 'email', primary_phone: 'phone'},
  },
  'a13-stripe.csv': {ending: 'pushed', stored: 1, columns: {Email: 'email'}},
  'a14-shopify.csv': {
    ...{ending: 'pushed', stored: 1},
    columns: {
      ...{
        ...NAMES,
        Email: 'email',
        Phone: 'phone',
        Note: 'notes',
        'Default Address Company': 'company',
        'Default Address City': 'city',
      },
      ...{
        'Default Address Address1': 'address',
        'Default Address Province Code': 'state',
        'Default Address Country Code': 'country',
      },
      'Default Address Zip': 'zip',
    },
  },
  'a15-eventbrite.csv': {ending: 'pushed', stored: 1, columns: {...NAMES, Email: 'email', ...PLACE}},
  'a16-excel-de.csv': {
    ending: 'rejected',
    stored: 1,
    encoding: 'cp1252',
    delimiter: ';',
    columns: GERMAN,
    values: YES_NO,
  },
  'a16u-excel-de-utf8bom.csv': {ending: 'rejected', stored: 1, delimiter: ';', columns: GERMAN, values: YES_NO},
  'a17-excel-fr.csv': {
    ...{ending: 'pushed', stored: 2, encoding: 'cp1252', delimiter: ';'},
    columns: {Prénom: 'firstname', Nom: 'lastname', Email: 'email', Téléphone: 'phone'},
  },
  'a18-excel-jp.csv': {
    ...{ending: 'pushed', stored: 2, encoding: 'cp932'},
    columns: {メールアドレス: 'email', 会社名: 'company', 郵便番号: 'zip'},
  },
  'a19-excel-unicode.txt': {
    ending: 'rejected',
    stored: 1,
    encoding: 'utf-16',
    delimiter: '\t',
    columns: GERMAN,
    values: YES_NO,
  },
  'a20-excel-mac.csv': {
    ending: 'rejected',
    stored: 1,
    encoding: 'mac_roman',
    delimiter: ';',
    columns: GERMAN,
    values: YES_NO,
  },
  'a20d-excel-msdos.csv': {
    ending: 'rejected',
    stored: 1,
    encoding: 'cp850',
    delimiter: ';',
    columns: GERMAN,
    values: YES_NO,
  },
  'a21-preamble-padded.csv': {...GOOD, skip: 3},
  'a22-preamble-bare.csv': {...GOOD, skip: 3},
  'a23-totals.csv': {...GOOD, ending: 'rejected'},
  'a24-two-headers.csv': {...GOOD, skip: 1},
  'a24b-units-row.csv': {...GOOD, ending: 'rejected'},
  'a25-trailing-empty-rows.csv': {...GOOD, ending: 'rejected'},
  'a26-trailing-empty-columns.csv': GOOD,
  'a27-trailing-delimiter-rows.csv': GOOD,
  'a27h-trailing-delimiter-header.csv': GOOD,
  'a28-short-rows.csv': {...GOOD, ending: 'rejected', stored: 1},
  'a29-3000-columns.csv': {ending: 'pushed', stored: 1, columns: PLAIN},
  'a30-duplicate-names.csv': {ending: 'decide', stored: 0, columns: {}},
  'a31-bom-quoted.csv': GOOD,
  'a32-html.xls': {ending: 'decide', stored: 0, columns: {}},
  'a32x-spreadsheetml.xls': {ending: 'decide', stored: 0, columns: {}},
  'a33-array.json': {ending: 'pushed', stored: 2, json: true, columns: PLAIN},
  'a33l-results-oneline.json': {ending: 'decide', stored: 0, json: true, columns: PLAIN},
  'a33n-nested.jsonl': {ending: 'decide', stored: 0, json: true, columns: PLAIN},
  'a33w-results.json': {ending: 'decide', stored: 0, json: true, columns: PLAIN},
  'a34-pretty.jsonl': {ending: 'pushed', stored: 2, json: true, columns: PLAIN},
  'a34a-array-per-line.jsonl': {ending: 'decide', stored: 0, columns: {}},
  'a34q-json-seq.json': {ending: 'pushed', stored: 2, json: true, columns: PLAIN},
  'a35-tab-inch.txt': {
    ...{ending: 'rejected', stored: 1, delimiter: '\t', quoting: 'none'},
    columns: {Email: 'email', 'First Name': 'firstname', Notes: 'notes'},
    values: {notes: {'"whole cell"': 'whole cell'}},
  },
  'a36-late-1252.csv': {ending: 'rejected', stored: 4000, encoding: 'cp1252', columns: PLAIN},
  'a37-sep.csv': {...GOOD, delimiter: ';', skip: 1},
  'a37u-sep-utf16.csv': {...GOOD, encoding: 'utf-16', delimiter: '\t', skip: 1},
  'a38-polish-1250.csv': {
    ending: 'pushed',
    stored: 2,
    encoding: 'cp1250',
    delimiter: ';',
    columns: {...NAMES, Email: 'email', City: 'city'},
  },
  'a38c-chinese-gbk.csv': {
    ending: 'pushed',
    stored: 1,
    encoding: 'gbk',
    columns: {...NAMES, Email: 'email', City: 'city'},
  },
  'a38r-russian-1251.csv': {
    ending: 'pushed',
    stored: 1,
    encoding: 'cp1251',
    delimiter: ';',
    columns: {...NAMES, Email: 'email', City: 'city'},
  },
  'a39-vcard.vcf': {ending: 'decide', stored: 0, columns: {}},
  'a40-padded-cells.csv': {
    ending: 'rejected',
    stored: 1,
    columns: {'Email ': 'email', ' First Name ': 'firstname', ' Last Name': 'lastname'},
  },
  'a41-excel-error-cells.csv': {ending: 'rejected', stored: 0, columns: {...SMALL, Birthday: 'birthday'}},
  'a42-placeholders.csv': GOOD,
  'a44-markdown.md': {ending: 'decide', stored: 0, columns: {}},
  'a45-fixed-width.txt': {ending: 'decide', stored: 0, columns: {}},
  'a46-psql-aligned.txt': {ending: 'decide', stored: 0, columns: {}},
  'a47-mysql-table.txt': {ending: 'decide', stored: 0, columns: {}},
  'a48-log-first.csv': {...GOOD, delimiter: '\t', skip: 1},
  'a49-lone-cr-in-cell.csv': {
    ending: 'pushed',
    stored: 1,
    columns: {Email: 'email', 'First Name': 'firstname', Notes: 'notes'},
  },
  'a50-nbsp-zwsp.csv': {
    ...{ending: 'pushed', stored: 1},
    columns: {'\u200bEmail': 'email', 'First\u00a0Name': 'firstname', 'Last Name': 'lastname'},
  },
}
