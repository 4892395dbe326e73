/** What contacts did, and what happened to them: visits, e-mails, stages; read-table.ts says how a line is read. */
export const CONTACT_ACTIONS_TABLE = `
[facebook_ads_properties]
company_size: Company size | string text
[contact_activity]
currentlyinworkflow: Currently in workflow | enumeration booleancheckbox | readOnly
  true=True; false=False
engagements_last_meeting_booked: Date of last meeting booked in meetings tool | datetime date | readOnly
engagements_last_meeting_booked_campaign: Campaign of last booking in meetings tool | string text | readOnly
engagements_last_meeting_booked_medium: Medium of last booking in meetings tool | string text | readOnly
engagements_last_meeting_booked_source: Source of last booking in meetings tool | string text | readOnly
hs_feedback_last_nps_follow_up: Last NPS survey comment | string text | readOnly
hs_feedback_last_nps_rating: Last NPS survey rating | enumeration select | readOnly
  0=0; 1=1; 2=2; 3=3; 4=4; 5=5; 6=6; 7=7; 8=8; 9=9; 10=10
hs_feedback_last_survey_date: Last NPS survey date | datetime date | readOnly
hs_last_sales_activity_timestamp: Last Engagement Date | datetime date | readOnly
hs_predictivecontactscore: Predictive Lead Score | number number | readOnly
hs_predictivecontactscore_tmp: Likelihood to close tmp | number number | readOnly
hs_predictivecontactscorebucket: Lead Rating | enumeration radio | readOnly
  bucket_1=1 Star; bucket_2=2 Stars; bucket_3=3 Stars; bucket_4=4 Stars
hs_predictivescoringtier_tmp: Contact priority tmp | enumeration radio | readOnly
  tier_1=Very High; tier_2=High; tier_3=Medium; tier_4=Low; closed_won=Closed Won
hs_sales_email_last_clicked: Recent Sales Email Clicked Date | datetime date | readOnly
hs_sales_email_last_opened: Recent Sales Email Opened Date | datetime date | readOnly
hs_sales_email_last_replied: Recent Sales Email Replied Date | datetime date | readOnly
notes_next_activity_date: Next Activity Date | datetime date | readOnly
[analyticsinformation]
hs_analytics_average_page_views: Average Pageviews | number number | readOnly
hs_analytics_first_referrer: First Referring Site | string text | readOnly
hs_analytics_first_touch_converting_campaign: First Touch Converting Campaign | string text | readOnly
hs_analytics_first_url: First Page Seen | string text | readOnly
hs_analytics_first_visit_timestamp: Time of First Session | datetime date | readOnly
hs_analytics_last_referrer: Last Referring Site | string text | readOnly
hs_analytics_last_timestamp: Time Last Seen | datetime date | readOnly
hs_analytics_last_touch_converting_campaign: Last Touch Converting Campaign | string text | readOnly
hs_analytics_last_url: Last Page Seen | string text | readOnly
hs_analytics_last_visit_timestamp: Time of Last Session | datetime date | readOnly
hs_analytics_num_event_completions: Number of event completions | number number | readOnly
hs_analytics_revenue: Event Revenue | number number | readOnly
hs_analytics_source_data_2: Original Source Drill-Down 2 | string text | readOnly
hs_latest_source_data_2: Latest Source Drill-Down 2 | string text | readOnly
[conversioninformation]
hs_clicked_linkedin_ad: Clicked on a LinkedIn Ad | enumeration booleancheckbox | hidden
  true=Yes; false=No
hs_linkedin_ad_clicked: Clicked LinkedIn Ad | enumeration booleancheckbox | hidden
  true=Yes; false=No
ip_country_code: IP Country Code | string text | readOnly
ip_latlon: IP Latitude & Longitude | string text | readOnly hidden
ip_state: IP State/Region | string text | readOnly
ip_state_code: IP State Code/Region Code | string text | readOnly
ip_zipcode: IP Zipcode | string text | readOnly hidden
num_unique_conversion_events: Number of Unique Forms Submitted | number number | readOnly calculated
recent_conversion_event_name: Recent Conversion | string text | readOnly calculated
[emailinformation]
hs_email_bounce: Marketing emails bounced | number number | readOnly
hs_email_click: Marketing emails clicked | number number | readOnly
hs_email_delivered: Marketing emails delivered | number number | readOnly
hs_email_first_click_date: First marketing email click date | datetime date | readOnly
hs_email_first_open_date: First marketing email open date | datetime date | readOnly
hs_email_first_reply_date: First marketing email reply date | datetime date | readOnly
hs_email_first_send_date: First marketing email send date | datetime date | readOnly
hs_email_hard_bounce_reason: Email hard bounce reason | string text | readOnly hidden
  CONTENT=Content; MAILBOX_FULL=Mailbox full; OTHER=Other; POLICY=Policy; SPAM=Spam; UNKNOWN_USER=Unknown user
hs_email_is_ineligible: Is globally ineligible | bool booleancheckbox | readOnly hidden
  true=True; false=False
hs_email_last_click_date: Last marketing email click date | datetime date | readOnly
hs_email_last_email_name: Last marketing email name | string text | readOnly
hs_email_last_open_date: Last marketing email open date | datetime date | readOnly
hs_email_last_reply_date: Last marketing email reply date | datetime date | readOnly
hs_email_last_send_date: Last marketing email send date | datetime date | readOnly
hs_email_open: Marketing emails opened | number number | readOnly
hs_email_quarantined_reason: Email address automated quarantine reason | enumeration select | readOnly
  ON_LIST_IMPORT=Suspicious List Import; HIGH_HARD_BOUNCE_RATE=High Hard Bounce Rate;
  MULTIPLE_CANCELLED_CAMPAIGNS=Multiple Cancelled Campaigns; FORM_ABUSE=Suspicious Form Activity;
  RECIPIENT_COMPLAINT=Recipient Complaint; SUSPENSION_REMEDIATION=Suspension Remediation;
  BLOCKLIST_REMEDIATION=Blocklist Remediation; TRUST_SAFETY_REMEDIATION=Trust & Safety Remediation; OTHER=Other;
  UNDELIVERABLE_ADDRESS=Undeliverable Email Address;
  MICROSOFT_UNDELIVERABLE=Microsoft Undeliverable - Microsoft reports that address is inactive
hs_email_recipient_fatigue_recovery_time: Email Address Recipient Fatigue Next Available Sending Time | datetime date | readOnly hidden
hs_email_replied: Marketing emails replied | number number | readOnly
hs_email_sends_since_last_engagement: Sends Since Last Engagement | number number | readOnly
hs_quarantined_emails: Quarantined Emails | string textarea | readOnly
[order_information]
hs_first_order_closed_date: First Order Closed Date | datetime date | readOnly
hs_recent_closed_order_date: Recent Closed Order Date | datetime date | readOnly
[socialmediainformation]
hs_linkedin_url: LinkedIn URL | string text
hs_social_facebook_clicks: Facebook Clicks | number number | readOnly
hs_social_google_plus_clicks: Google Plus Clicks | number number | readOnly
hs_social_last_engagement: Most Recent Social Click | datetime date | readOnly
hs_social_linkedin_clicks: LinkedIn Clicks | number number | readOnly
hs_social_num_broadcast_clicks: Broadcast Clicks | number number | readOnly
hs_social_twitter_clicks: Twitter Clicks | number number | readOnly
[contactlcs]
hs_v2_cumulative_time_in_customer: Cumulative time in "Customer (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_evangelist: Cumulative time in "Evangelist (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_lead: Cumulative time in "Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_marketingqualifiedlead: Cumulative time in "Marketing Qualified Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_opportunity: Cumulative time in "Opportunity (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_other: Cumulative time in "Other (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_salesqualifiedlead: Cumulative time in "Sales Qualified Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_subscriber: Cumulative time in "Subscriber (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_date_entered_customer: Date entered "Customer (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_evangelist: Date entered "Evangelist (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_lead: Date entered "Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_marketingqualifiedlead: Date entered "Marketing Qualified Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_opportunity: Date entered "Opportunity (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_other: Date entered "Other (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_salesqualifiedlead: Date entered "Sales Qualified Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_subscriber: Date entered "Subscriber (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_customer: Date exited "Customer (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_evangelist: Date exited "Evangelist (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_lead: Date exited "Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_marketingqualifiedlead: Date exited "Marketing Qualified Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_opportunity: Date exited "Opportunity (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_other: Date exited "Other (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_salesqualifiedlead: Date exited "Sales Qualified Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_subscriber: Date exited "Subscriber (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_latest_time_in_customer: Latest time in "Customer (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_evangelist: Latest time in "Evangelist (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_lead: Latest time in "Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_marketingqualifiedlead: Latest time in "Marketing Qualified Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_opportunity: Latest time in "Opportunity (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_other: Latest time in "Other (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_salesqualifiedlead: Latest time in "Sales Qualified Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_latest_time_in_subscriber: Latest time in "Subscriber (Lifecycle Stage Pipeline)" | number number | readOnly
[deal_information]
recent_deal_close_date: Recent Deal Close Date | datetime date | readOnly
[prospectingagent]
hs_prospecting_agent_last_enrolled: Prospecting Agent Last Enrolled | datetime date
hs_prospecting_agent_total_enrolled_count: Prospecting Agent Total Enrolled Count | number number
`
