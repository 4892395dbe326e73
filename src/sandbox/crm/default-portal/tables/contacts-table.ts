/** Properties of contacts as HubSpot defines them, seen in real portals; read-table.ts says how a line is read. */
export const CONTACTS_TABLE = `
[contactinformation]
address: Street Address | string text
annualrevenue: Annual Revenue | string text
associatedcompanyid: Associated Company ID | number number | hidden COMPANY
city: City | string text
company: Company Name | string text
country: Country/Region | string text
createdate: Create Date | datetime date | readOnly
email: Email | string text
fax: Fax Number | string text
firstname: First Name | string text
hs_additional_emails: Additional email addresses | enumeration select | readOnly calculated hidden
hs_all_assigned_business_unit_ids: Business units | enumeration checkbox | external
hs_all_contact_vids: All vids for a contact | enumeration select | readOnly calculated hidden
hs_all_owner_ids: All owner ids | enumeration select | readOnly hidden external
hs_all_team_ids: All team ids | enumeration select | readOnly hidden external
hs_associated_target_accounts: Associated Target Accounts | number calculation_rollup | readOnly hidden
hs_calculated_form_submissions: All form submissions for a contact | enumeration select | readOnly calculated hidden
hs_calculated_merged_vids: Merged vids with timestamps of a contact | enumeration select | readOnly calculated hidden
hs_calculated_phone_number: Calculated Phone Number in International Format | string text | readOnly calculated hidden
hs_contact_enrichment_opt_out: Enrichment opt out | bool booleancheckbox | readOnly
  true=Yes; false=No
hs_count_is_unworked: Count of unengaged contacts | number calculation_equation | readOnly hidden
hs_created_by_user_id: Created by user ID | number number | readOnly hidden
hs_createdate: Object create date/time | datetime date | readOnly
hs_date_entered_customer: Date entered 'Customer (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_lead: Date entered 'Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_lead: Date exited 'Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_email_domain: Email Domain | string text | readOnly calculated
hs_feedback_show_nps_web_survey: Should be shown an NPS web survey | bool booleancheckbox | hidden
  true=True; false=False
hs_first_subscription_create_date: First subscription create date | datetime calculation_rollup | readOnly hidden
hs_has_active_subscription: Contact has an active subscription | number calculation_rollup | readOnly hidden
hs_is_contact: Is a contact | bool calculation_read_time | readOnly calculated hidden
  true=True; false=False
hs_language: Preferred language | enumeration select
  af=Afrikaans; sq=Albanian; sq-al=Albanian - Albania; ar=Arabic; ar-dz=Arabic - Algeria; ar-bh=Arabic - Bahrain;
  ar-eg=Arabic - Egypt; ar-iq=Arabic - Iraq; ar-jo=Arabic - Jordan; ar-kw=Arabic - Kuwait; ar-lb=Arabic - Lebanon;
  ar-ly=Arabic - Libya; ar-ma=Arabic - Morocco; ar-om=Arabic - Oman; ar-qa=Arabic - Qatar; ar-sa=Arabic - Saudi Arabia;
  ar-sd=Arabic - Sudan; ar-sy=Arabic - Syria; ar-tn=Arabic - Tunisia; ar-ae=Arabic - United Arab Emirates;
  ar-ye=Arabic - Yemen; hy=Armenian; eu=Basque; be=Belarusian; be-by=Belarusian - Belarus; bg=Bulgarian;
  bg-bg=Bulgarian - Bulgaria; ca=Catalan; ca-es=Catalan - Catalan; zh=Chinese; zh-cn=Chinese - China;
  zh-hk=Chinese - Hong Kong SAR; zh-mo=Chinese - Macau SAR; zh-sg=Chinese - Singapore; zh-tw=Chinese - Taiwan;
  zh-chs=Chinese (Simplified); zh-cht=Chinese (Traditional); hr=Croatian; hr-hr=Croatian - Croatia; cs=Czech;
  cs-cz=Czech - Czech Republic; da=Danish; da-dk=Danish - Denmark; nl=Dutch; nl-be=Dutch - Belgium;
  nl-nl=Dutch - The Netherlands; en=English; en-au=English - Australia; en-ca=English - Canada;
  en-hk=English - Hong Kong; en-in=English - India; en-ie=English - Ireland; en-my=English - Malaysia;
  en-mt=English - Malta; en-nz=English - New Zealand; en-ph=English - Philippines; en-sg=English - Singapore;
  en-za=English - South Africa; en-gb=English - United Kingdom; en-us=English - United States;
  en-zw=English - Zimbabwe; et=Estonian; et-ee=Estonian - Estonia; fo=Faroese; fa=Farsi; fi=Finnish;
  fi-fi=Finnish - Finland; fr=French; fr-be=French - Belgium; fr-ca=French - Canada; fr-fr=French - France;
  fr-lu=French - Luxembourg; fr-mc=French - Monaco; fr-ch=French - Switzerland; gl=Galician; ka=Georgian; de=German;
  de-at=German - Austria; de-de=German - Germany; de-gr=German - Greece; de-li=German - Liechtenstein;
  de-lu=German - Luxembourg; de-ch=German - Switzerland; el=Greek; el-cy=Greek - Cyprus; el-gr=Greek - Greece;
  gu=Gujarati; he=Hebrew; iw-il=Hebrew - Israel; hi=Hindi; hi-in=Hindi - India; hu=Hungarian;
  hu-hu=Hungarian - Hungary; is=Icelandic; is-is=Icelandic - Iceland; id=Indonesian; in-id=Indonesian - Indonesia;
  ga=Irish; ga-ie=Irish - Ireland; it=Italian; it-it=Italian - Italy; it-ch=Italian - Switzerland; ja=Japanese;
  ja-jp=Japanese - Japan; kn=Kannada; kk=Kazakh; kok=Konkani; ko=Korean; ko-kr=Korean - South Korea; ky=Kyrgyz;
  lv=Latvian; lv-lv=Latvian - Latvia; lt=Lithuanian; lt-lt=Lithuanian - Lithuania; mk=Macedonian;
  mk-mk=Macedonian - Macedonia; ms=Malay; ms-bn=Malay - Brunei; ms-my=Malay - Malaysia; mt=Maltese;
  mt-mt=Maltese - Malta; mr=Marathi; mn=Mongolian; my=Burmese; my-mm=Burmese - Myanmar (Burma); no=Norwegian;
  nb=Norwegian Bokmal; no-no=Norwegian - Norway; pl=Polish; pl-pl=Polish - Poland; pt=Portuguese;
  pt-br=Portuguese - Brazil; pt-pt=Portuguese - Portugal; pa=Punjabi; ro=Romanian; ro-ro=Romanian - Romania;
  ru=Russian; ru-ru=Russian - Russia; sa=Sanskrit; sr=Serbian; sr-ba=Serbian - Bosnia and Herzegovina;
  sr-me=Serbian - Montenegro; sr-rs=Serbian - Serbia; sr-cs=Serbian - Serbia and Montenegro (Former); sk=Slovak;
  sk-sk=Slovak - Slovakia; sl=Slovenian; sl-si=Slovenian - Slovenia; es=Spanish; es-ar=Spanish - Argentina;
  es-bo=Spanish - Bolivia; es-cl=Spanish - Chile; es-co=Spanish - Colombia; es-cr=Spanish - Costa Rica;
  es-cu=Spanish - Cuba; es-do=Spanish - Dominican Republic; es-ec=Spanish - Ecuador; es-sv=Spanish - El Salvador;
  es-gt=Spanish - Guatemala; es-hn=Spanish - Honduras; es-mx=Spanish - Mexico; es-ni=Spanish - Nicaragua;
  es-pa=Spanish - Panama; es-py=Spanish - Paraguay; es-pe=Spanish - Peru; es-pr=Spanish - Puerto Rico;
  es-es=Spanish - Spain; es-us=Spanish - United States; es-uy=Spanish - Uruguay; es-ve=Spanish - Venezuela; sw=Swahili;
  sv=Swedish; sv-fi=Swedish - Finland; sv-se=Swedish - Sweden; sy=Syriac; ta=Tamil; tt=Tatar; te=Telugu; th=Thai;
  th-th=Thai - Thailand; tr=Turkish; tr-tr=Turkish - Turkey; uk=Ukrainian; uk-ua=Ukrainian - Ukraine; ur=Urdu;
  vi=Vietnamese; vi-vn=Vietnamese - Vietnam; bn=Bengali; t1=Tagalog; m1=Malayalam; as=Assamese;
  cb-pl=Cebuano - Philippines; ha=Hausa; ki=Kiswahili; rw=Kinyarwanda; ny=Nyanja; mg=Malagasy; yo=Yoruba; ht=Haitian Creole; ku=Kurdish
hs_last_sales_activity_date: last sales activity date old | datetime date | readOnly hidden
hs_lastmodifieddate: Object last modified date/time | datetime date | readOnly hidden
hs_lifecyclestage_customer_date: Became a Customer Date | datetime date | readOnly
hs_lifecyclestage_lead_date: Became a Lead Date | datetime date | readOnly
hs_marketable_reason_id: Marketing contact status source name | string text | readOnly
hs_marketable_status: Marketing contact status | enumeration booleancheckbox | readOnly
  true=Marketing contact; false=Non-marketing contact
hs_merged_object_ids: Merged object IDs | enumeration checkbox | readOnly hidden
hs_notes_last_activity: Last Activity | object_coordinates text | readOnly hidden
hs_object_id: Contact ID | number number | readOnly calculated
hs_persona: Persona | enumeration select
hs_pipeline: Pipeline | enumeration select | hidden external
hs_searchable_calculated_international_phone_number: Calculated Phone Number with country code | phone_number phonenumber | readOnly calculated hidden
hs_searchable_calculated_phone_number: Calculated Phone Number without country code | phone_number phonenumber | readOnly calculated hidden
hs_sequences_actively_enrolled_count: Number of sequences actively enrolled | number number | readOnly hidden
hs_time_between_contact_creation_and_deal_close: Time between contact creation and deal close | number calculation_equation
hs_time_between_contact_creation_and_deal_creation: Time between contact creation and deal creation | number calculation_equation
hs_time_in_lead: Time in 'Lead (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_to_move_from_lead_to_customer: Time to move from lead to customer | number calculation_equation
hs_time_to_move_from_marketingqualifiedlead_to_customer: Time to move from marketing qualified lead to customer | number calculation_equation
hs_time_to_move_from_opportunity_to_customer: Time to move from opportunity to customer | number calculation_equation
hs_time_to_move_from_salesqualifiedlead_to_customer: Time to move from sales qualified lead to customer | number calculation_equation
hs_time_to_move_from_subscriber_to_customer: Time to move from subscriber to customer | number calculation_equation
hs_unique_creation_key: Unique creation key | string text | readOnly hidden unique
hs_updated_by_user_id: Updated by user ID | number number | readOnly hidden
hs_user_ids_of_all_owners: User IDs of all owners | enumeration checkbox | readOnly hidden
industry: Industry | string text
jobtitle: Job Title | string text
lastmodifieddate: Last Modified Date | datetime date | readOnly
lastname: Last Name | string text
lifecyclestage: Lifecycle Stage | enumeration radio
  subscriber=Subscriber; lead=Lead; marketingqualifiedlead=Marketing Qualified Lead;
  salesqualifiedlead=Sales Qualified Lead; opportunity=Opportunity; customer=Customer; evangelist=Evangelist;
  other=Other
mobilephone: Mobile Phone Number | string text
numemployees: Number of Employees | enumeration select
  1-5=1-5; 5-25=5-25; 25-50=25-50; 50-100=50-100; 100-500=100-500; 500-1000=500-1000; 1000+=1000+
phone: Phone Number | string text
salutation: Salutation | string text
state: State/Region | string text
twitterhandle: Twitter Username | string text
website: Website URL | string text
zip: Postal Code | string text
[deal_information]
closedate: Close Date | datetime date
days_to_close: Days To Close | number number | readOnly calculated
first_deal_created_date: First Deal Created Date | datetime date | readOnly
hs_buying_role: Buying Role | enumeration checkbox
  Blocker; Budget Holder; Champion; Decision Maker; End User; Executive Sponsor; Influencer;
  LEGAL_AND_COMPLIANCE=Legal & Compliance; Other
num_associated_deals: Number of Associated Deals | number number | readOnly
recent_deal_amount: Recent Deal Amount | number number | readOnly
total_revenue: Total Revenue | number number | readOnly
[facebook_ads_properties]
date_of_birth: Date of birth | string text
degree: Degree | string text
field_of_study: Field of study | string text
gender: Gender | string text
graduation_date: Graduation date | string text
job_function: Job function | string text
marital_status: Marital Status | string text
military_status: Military status | string text
relationship_status: Relationship Status | string text
school: School | string text
seniority: Seniority | string text
start_date: Start date | string text
work_email: Work email | string text
[contact_activity]
first_conversion_date: First Conversion Date | datetime date | readOnly calculated
first_conversion_event_name: First Conversion | string text | readOnly calculated
hs_content_membership_notes: Membership Notes | string textarea
hs_content_membership_status: Status | enumeration select
  active=Active; inactive=Inactive
hs_predictivecontactscore_v2: Likelihood to close | number number | readOnly
hs_predictivescoringtier: Contact priority | enumeration radio | readOnly
  tier_1=Very High; tier_2=High; tier_3=Medium; tier_4=Low; closed_won=Closed Won
hs_sequences_is_enrolled: Currently in Sequence | bool booleancheckbox | readOnly calculated
  true=True; false=False
message: Message | string textarea
notes_last_contacted: Last Contacted | datetime date | readOnly
notes_last_updated: Last Activity Date | datetime date | readOnly
num_contacted_notes: Number of times contacted | number number | readOnly
num_notes: Number of Sales Activities | number number | readOnly
[socialmediainformation]
followercount: Follower Count | number number
hs_facebookid: Facebook ID | string text | hidden
hs_googleplusid: googleplus ID | string text | hidden
hs_linkedinid: Linkedin ID | string text | hidden
hs_twitterid: Twitter ID | string text | hidden
kloutscoregeneral: Klout Score | number number
linkedinbio: LinkedIn Bio | string text
linkedinconnections: LinkedIn Connections | number number
photo: Photo | string text | hidden
twitterbio: Twitter Bio | string text
twitterprofilephoto: Twitter Profile Photo | string text
[analyticsinformation]
hs_analytics_first_timestamp: Time First Seen | datetime date | readOnly
hs_analytics_num_page_views: Number of Pageviews | number number | readOnly
hs_analytics_num_visits: Number of Sessions | number number | readOnly
hs_analytics_source: Original Source | enumeration select
  Organic Search; Paid Search; Email Marketing; SOCIAL_MEDIA=Organic Social; Referrals; Other Campaigns;
  Direct Traffic; OFFLINE=Offline Sources; Paid Social
hs_analytics_source_data_1: Original Source Drill-Down 1 | string text | readOnly
hs_latest_source: Latest Source | enumeration select
  Organic Search; Paid Search; Email Marketing; SOCIAL_MEDIA=Organic Social; Referrals; Other Campaigns;
  Direct Traffic; OFFLINE=Offline Sources; Paid Social
hs_latest_source_data_1: Latest Source Drill-Down 1 | string text | readOnly
hs_latest_source_timestamp: Latest Source Date | datetime date
[emailinformation]
hs_email_bad_address: Invalid email address | bool booleancheckbox | readOnly
  true=True; false=False
hs_email_customer_quarantined_reason: Email address quarantine reason | enumeration select
  Suspension Remediation; Blocklist Remediation; Trust & Safety Remediation
hs_email_hard_bounce_reason_enum: Email hard bounce reason | enumeration radio | readOnly
  Content; Mailbox full; Other; Policy; Spam; Unknown user
hs_email_optout: Unsubscribed from all email | bool booleancheckbox | readOnly
  true=True; false=False
hs_email_quarantined: Email Address Quarantined | bool booleancheckbox | readOnly
  true=True; false=False
hs_emailconfirmationstatus: Marketing email confirmation status | enumeration select | readOnly
  Confirmed=Confirmed; Confirmation Pending=Confirmation Pending; Confirmation Email Sent=Confirmation Email Sent;
  User clicked confirmation=User clicked confirmation; HubSpot Rep. marked confirmed=HubSpot Rep. marked confirmed;
  Customer marked confirmed=Customer marked confirmed;
  Confirmed from previous behavior=Confirmed from previous behavior; Confirmed due to form=Confirmed due to form
hs_legal_basis: Legal basis for processing contact's data | enumeration checkbox
  Legitimate interest – prospect/lead=Legitimate interest - prospect/lead;
  Legitimate interest – existing customer=Legitimate interest - existing customer;
  Legitimate interest - other=Legitimate interest - other; Performance of a contract=Performance of a contract;
  Freely given consent from contact=Freely given consent from contact; Not applicable=Not applicable
[conversioninformation]
hs_facebook_ad_clicked: Clicked Facebook ad | bool booleancheckbox | hidden
  true=True; false=False
hs_facebook_click_id: Facebook click id | string text
hs_google_click_id: Google ad click id | string text
hs_ip_timezone: IP Timezone | string text | readOnly
ip_city: IP City | string text | readOnly
ip_country: IP Country | string text | readOnly
num_conversion_events: Number of Form Submissions | number number | readOnly calculated
recent_conversion_date: Recent Conversion Date | datetime date | readOnly calculated
[sales_properties]
hs_is_unworked: Contact unworked | bool calculation_equation | readOnly
  true=True; false=False
hs_lead_status: Lead Status | enumeration radio
  New; Open; In Progress; Open Deal; Unqualified; Attempted to Contact; Connected; Bad Timing
hubspot_owner_assigneddate: Owner Assigned Date | datetime date | readOnly
hubspot_owner_id: Contact owner | enumeration select | external OWNER
hubspot_team_id: HubSpot Team | enumeration select | readOnly external
hubspotscore: HubSpot Score | number calculation_score | readOnly
owneremail: HubSpot Owner Email (legacy) | string text
ownername: HubSpot Owner Name (legacy) | string text
`
