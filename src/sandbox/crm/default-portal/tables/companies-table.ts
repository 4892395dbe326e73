/** Properties of companies as HubSpot defines them, seen in real portals; read-table.ts says how a line is read. */
export const COMPANIES_TABLE = `
[companyinformation]
about_us: About Us | string text
address: Street Address | string text
address2: Street Address 2 | string text
annualrevenue: Annual Revenue | number number
city: City | string text
closedate: Close Date | datetime date
country: Country/Region | string text
createdate: Create Date | datetime date | readOnly
days_to_close: Days to Close | number calculation_equation | readOnly
description: Description | string textarea
domain: Company Domain Name | string text
engagements_last_meeting_booked_medium: Medium of last booking in meetings tool | string text | readOnly
first_contact_createdate: First Contact Create Date | datetime date | readOnly
founded_year: Year Founded | string text
hs_additional_domains: Additional Domains | enumeration checkbox | hidden
hs_all_accessible_team_ids: All teams | enumeration select | readOnly hidden external
hs_all_assigned_business_unit_ids: Brands | enumeration checkbox | external
hs_all_owner_ids: All owner IDs | enumeration select | readOnly hidden external
hs_all_team_ids: All team IDs | enumeration select | readOnly hidden external
hs_analytics_last_touch_converting_campaign: Last Touch Converting Campaign | string text | readOnly external
hs_analytics_latest_source: Latest Traffic Source | enumeration select | readOnly
  Organic Search; Paid Search; Email Marketing; SOCIAL_MEDIA=Organic Social; Referrals; Other Campaigns;
  Direct Traffic; OFFLINE=Offline Sources; Paid Social; AI Referrals
hs_analytics_latest_source_data_1: Latest Traffic Source Data 1 | string text | readOnly
hs_analytics_latest_source_data_2: Latest Traffic Source Data 2 | string text | readOnly
hs_analytics_latest_source_timestamp: Latest Traffic Source Timestamp | datetime date | readOnly
hs_analytics_source: Original Traffic Source | enumeration select
  Organic Search; Paid Search; Email Marketing; SOCIAL_MEDIA=Organic Social; Referrals; Other Campaigns;
  Direct Traffic; OFFLINE=Offline Sources; Paid Social; AI Referrals
hs_analytics_source_data_1: Original Traffic Source Drill-Down 1 | string text | readOnly
hs_analytics_source_data_2: Original Traffic Source Drill-Down 2 | string text | readOnly
hs_annual_revenue_currency_code: Annual Revenue Currency Code | string calculation_equation | readOnly hidden
hs_avatar_filemanager_key: Avatar FileManager key | string text | readOnly hidden
hs_calculated_phone_number: Calculated Phone Number in International Format | string phonenumber | readOnly calculated hidden
hs_country_code: Country/Region Code | string text
hs_created_by_user_id: Created by user ID | number number | readOnly external
hs_createdate: Object create date/time | datetime date | readOnly hidden
hs_csm_sentiment: CSM Sentiment | enumeration select
  at_risk=At-Risk; neutral=Neutral; healthy=Healthy
hs_current_customer: Current Customer | enumeration select | readOnly
  yes=Yes; no=No; unknown=Unknown
hs_date_entered_customer: Date entered 'Customer (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_lead: Date entered 'Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_customer: Date exited 'Customer (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_lead: Date exited 'Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_employee_range: Employee range | string text
hs_gps_error: GPS Error | string text | readOnly
hs_gps_latitude: Latitudes | string text | hidden
hs_gps_longitude: Longitudes | string text | hidden
hs_industry_group: Industry group | string text
hs_is_enriched: Has been enriched | bool booleancheckbox | readOnly
  true=Yes; false=No
hs_last_sales_activity_date: last sales activity date old | datetime date | readOnly hidden
hs_latest_createdate_of_active_subscriptions: Latest create date of active subscriptions | datetime calculation_rollup | readOnly hidden
hs_latest_meeting_activity: Latest meeting activity | datetime date | readOnly hidden
hs_latitude: Latitude | number number | readOnly
hs_linkedin_handle: Linkedin handle | string text
hs_logo_url: Logo URL | string text
hs_longitude: Longitude | number number | readOnly
hs_merged_object_ids: Merged Company IDs | enumeration checkbox | readOnly
hs_notes_last_activity: Last Activity | object_coordinates text | readOnly hidden
hs_notes_next_activity: Next Activity | object_coordinates text | readOnly hidden
hs_notes_next_activity_type: Next Activity Type | enumeration select | readOnly hidden
  Call; Conversation session; INCOMING_EMAIL=Email reply from contact; EMAIL=Email sent to contact; Forwarded email;
  LinkedIn message; Meeting; Note; Postal mail; Publishing task; SMS; Task; WHATS_APP=WhatsApp
hs_num_child_companies: Number of child companies | number number | readOnly
hs_object_id: Record ID | number number | readOnly
hs_object_source: Record creation source | string text | readOnly hidden
hs_object_source_detail_1: Record source detail 1 | string text | readOnly
hs_object_source_detail_2: Record source detail 2 | string text | readOnly
hs_object_source_detail_3: Record source detail 3 | string text | readOnly
hs_object_source_id: Record creation source ID | string text | readOnly hidden
hs_object_source_label: Record source | enumeration select | readOnly external
hs_object_source_user_id: Record creation source user ID | number number | readOnly hidden
hs_owning_teams: Owning Teams | enumeration checkbox | hidden external
hs_parent_company_id: Parent Company | number number | readOnly external COMPANY
hs_pinned_engagement_id: Pinned Engagement ID | number number | hidden
hs_pipeline: Pipeline | enumeration select | hidden external
hs_quick_context: Quick context | string html
hs_read_only: Read only object | bool booleancheckbox | readOnly hidden
  true=True; false=False
hs_revenue_range: Revenue range | string text
hs_sales_email_last_replied: Recent Sales Email Replied Date | datetime date | readOnly hidden
hs_searchable_calculated_international_phone_number: Calculated Phone Number with country code | string phonenumber | readOnly hidden
hs_searchable_calculated_phone_number: Calculated Phone Number without country code | string phonenumber | readOnly calculated hidden
hs_shared_team_ids: Shared teams | enumeration checkbox | external
hs_shared_user_ids: Shared users | enumeration checkbox | external
hs_source_object_id: Source Object ID | number number | readOnly hidden
hs_state_code: State/Region Code | string text
hs_target_account: Target Account | enumeration radio | hidden
  tier_1=Tier 1; tier_2=Tier 2; tier_3=Tier 3
hs_target_account_probability: Target Account Probability | number number | readOnly hidden
hs_task_label: Company task label | string calculation_equation | readOnly calculated hidden
hs_tax_id: Tax Id | enumeration checkbox | hidden
hs_time_in_customer: Time in 'Customer (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_lead: Time in 'Lead (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_unique_creation_key: Unique creation key | string text | readOnly hidden unique
hs_updated_by_user_id: Updated by user ID | number number | readOnly external
hs_user_ids_of_all_notification_followers: User IDs of all notification followers | enumeration checkbox | readOnly hidden external
hs_user_ids_of_all_notification_unfollowers: User IDs of all notification unfollowers | enumeration checkbox | readOnly hidden external
hs_user_ids_of_all_owners: User IDs of all owners | enumeration checkbox | readOnly hidden external
hs_was_imported: Performed in an import | bool booleancheckbox | readOnly hidden
  true=True; false=False
hubspotscore: HubSpot Score | number number | readOnly hidden
industry: Industry | enumeration select
  Accounting; Airlines/Aviation; Alternative Dispute Resolution; Alternative Medicine; Animation; Apparel & Fashion;
  Architecture & Planning; Arts and Crafts; Automotive; Aviation & Aerospace; Banking; Biotechnology; Broadcast Media;
  Building Materials; Business Supplies and Equipment; Capital Markets; Chemicals; Civic & Social Organization;
  Civil Engineering; Commercial Real Estate; Computer & Network Security; Computer Games; Computer Hardware;
  Computer Networking; Computer Software; Internet; Construction; Consumer Electronics; Consumer Goods;
  Consumer Services; Cosmetics; Dairy; Defense & Space; Design; Education Management; E-Learning;
  Electrical/Electronic Manufacturing; Entertainment; Environmental Services; Events Services; Executive Office;
  Facilities Services; Farming; Financial Services; Fine Art; Fishery; Food & Beverages; Food Production; Fund-Raising;
  Furniture; Gambling & Casinos; Glass, Ceramics & Concrete; Government Administration; Government Relations;
  Graphic Design; Health, Wellness and Fitness; Higher Education; Hospital & Health Care; Hospitality; Human Resources;
  Import and Export; Individual & Family Services; Industrial Automation; Information Services;
  Information Technology and Services; Insurance; International Affairs; International Trade and Development;
  Investment Banking; Investment Management; Judiciary; Law Enforcement; Law Practice; Legal Services;
  Legislative Office; Leisure, Travel & Tourism; Libraries; Logistics and Supply Chain; Luxury Goods & Jewelry;
  Machinery; Management Consulting; Maritime; Market Research; Marketing and Advertising;
  Mechanical or Industrial Engineering; Media Production; Medical Devices; Medical Practice; Mental Health Care;
  Military; Mining & Metals; Motion Pictures and Film; Museums and Institutions; Music; Nanotechnology; Newspapers;
  Non-Profit Organization Management; Oil & Energy; Online Media; Outsourcing/Offshoring; Package/Freight Delivery;
  Packaging and Containers; Paper & Forest Products; Performing Arts; Pharmaceuticals; Philanthropy; Photography;
  Plastics; Political Organization; Primary/Secondary Education; Printing; Professional Training & Coaching;
  Program Development; Public Policy; Public Relations and Communications; Public Safety; Publishing;
  Railroad Manufacture; Ranching; Real Estate; Recreational Facilities and Services; Religious Institutions;
  Renewables & Environment; Research; Restaurants; Retail; Security and Investigations; Semiconductors; Shipbuilding;
  Sporting Goods; Sports; Staffing and Recruiting; Supermarkets; Telecommunications; Textiles; Think Tanks; Tobacco;
  Translation and Localization; Transportation/Trucking/Railroad; Utilities; Venture Capital & Private Equity;
  Veterinary; Warehousing; Wholesale; Wine and Spirits; Wireless; Writing and Editing; Mobile Games
is_public: Is Public | bool booleancheckbox
  true=True; false=False
lifecyclestage: Lifecycle Stage | enumeration radio | external
  subscriber=Subscriber; lead=Lead; marketingqualifiedlead=Marketing Qualified Lead;
  salesqualifiedlead=Sales Qualified Lead; opportunity=Opportunity; customer=Customer; evangelist=Evangelist;
  other=Other
name: Company name | string text
num_associated_contacts: Number of Associated Contacts | number calculation_rollup | readOnly
num_notes: Number of Sales Activities | number number | readOnly hidden
numberofemployees: Number of Employees | number number
owneremail: HubSpot Owner Email | string text
ownername: HubSpot Owner Name | string text
phone: Phone Number | string phonenumber
state: State/Region | string text
timezone: Time Zone | string text
total_money_raised: Total Money Raised | string text
total_revenue: Total Revenue | number calculation_rollup | readOnly
type: Type | enumeration radio
  Prospect; Partner; Reseller; Vendor; Other
website: Website URL | string text
zip: Postal Code | string text
[company_activity]
engagements_last_meeting_booked: Date of last meeting booked in meetings tool | datetime date | readOnly
engagements_last_meeting_booked_campaign: Campaign of last booking in meetings tool | string text | readOnly
engagements_last_meeting_booked_source: Source of last booking in meetings tool | string text | readOnly
hs_customer_success_ticket_sentiment: Recent Ticket Sentiment | number number | readOnly hidden
hs_last_booked_meeting_date: Last Booked Meeting Date | datetime date | readOnly
hs_last_logged_call_date: Last Logged Call Date | datetime date | readOnly
hs_last_logged_outgoing_email_date: Last Logged Outgoing Email Date | datetime calculation_rollup | readOnly
hs_last_open_task_date: Last Open Task Date | datetime date | readOnly
hs_last_sales_activity_timestamp: Last Engagement Date | datetime date | readOnly
hs_last_sales_activity_type: Last Engagement Type | enumeration select | readOnly hidden
  COMPANYPROSPECTS_REVISIT=Company Website Visit; PRESENTATION_REVISIT=Document View; Email Click; Email Open;
  Email Reply; Form Submitted; Meeting Booked; HUBSPOT_REVISIT=Website Visit
hs_lastmodifieddate: Last Modified Date | datetime date | readOnly
notes_last_contacted: Last Contacted | datetime date | readOnly
notes_last_updated: Last Activity Date | datetime date | readOnly
notes_next_activity_date: Next Activity Date | datetime date | readOnly
num_contacted_notes: Number of times contacted | number number | readOnly
[socialmediainformation]
facebook_company_page: Facebook Company Page | string text
facebookfans: Facebook Fans | number number
googleplus_page: Google Plus Page | string text
linkedin_company_page: LinkedIn Company Page | string text
linkedinbio: LinkedIn Bio | string text
twitterbio: Twitter Bio | string text
twitterfollowers: Twitter Followers | number number
twitterhandle: Twitter Handle | string text
[conversioninformation]
first_conversion_date: First Conversion Date | datetime date | readOnly
first_conversion_event_name: First Conversion | string text | readOnly
hs_analytics_first_touch_converting_campaign: First Touch Converting Campaign | string text | readOnly external
hs_analytics_first_visit_timestamp: Time of First Session | datetime date | readOnly
num_conversion_events: Number of Form Submissions | number number | readOnly
recent_conversion_date: Recent Conversion Date | datetime date | readOnly
recent_conversion_event_name: Recent Conversion | string text | readOnly
[deal_information]
first_deal_created_date: First Deal Created Date | datetime date | readOnly
hs_num_open_deals: Number of open deals | number number | readOnly
hs_predictivecontactscore_v2: Likelihood to close | number number | readOnly
hs_total_deal_value: Total open deal value | number number | readOnly
num_associated_deals: Number of Associated Deals | number calculation_rollup | readOnly
recent_deal_amount: Recent Deal Amount | number number | readOnly calculated
recent_deal_close_date: Recent Deal Close Date | datetime date | readOnly
[analyticsinformation]
hs_analytics_first_timestamp: Time First Seen | datetime date | readOnly
hs_analytics_last_timestamp: Time Last Seen | datetime date | readOnly
hs_analytics_last_visit_timestamp: Time of Last Session | datetime date | readOnly
hs_analytics_num_page_views: Number of Pageviews | number number | readOnly
hs_analytics_num_visits: Number of Sessions | number number | readOnly
[targetaccountsinformation]
hs_ideal_customer_profile: Ideal Customer Profile Tier | enumeration radio
  tier_1=Tier 1; tier_2=Tier 2; tier_3=Tier 3
hs_is_target_account: Target Account | bool booleancheckbox
  true=True; false=False
hs_num_blockers: Number of blockers | number number | readOnly
hs_num_contacts_with_buying_roles: Number of contacts with a buying role | number number | readOnly
hs_num_decision_makers: Number of decision makers | number number | readOnly
[sales_properties]
hs_lead_status: Lead Status | enumeration radio
  New; Open; In Progress; Open Deal; Unqualified; Attempted to Contact; Connected; Bad Timing
hubspot_owner_assigneddate: Owner assigned date | datetime date | readOnly
hubspot_owner_id: Company owner | enumeration select | external OWNER
hubspot_team_id: HubSpot Team | enumeration select | readOnly external
[company_signals]
hs_most_recent_de_anonymized_visit: Last Tracked Visit Time | datetime date | readOnly
hs_signals_summary: Signals Summary | string text | readOnly hidden
[prospectingagent]
hs_plays: Plays | enumeration calculation_rollup | readOnly external
[companylcs]
hs_v2_date_entered_customer: Date entered "Customer (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_lead: Date entered "Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_customer: Date exited "Customer (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_lead: Date exited "Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_time_in_current_stage: Time in current stage | datetime calculation_equation | readOnly calculated
`
