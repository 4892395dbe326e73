/** What HubSpot calculates, infers or buys about people; read-table.ts says how a line is read. */
export const CONTACT_PEOPLE_TABLE = `
[contactinformation]
associatedcompanylastupdated: Associated Company Last Updated | number number | readOnly hidden
hs_all_accessible_team_ids: All teams | enumeration select | readOnly hidden external
hs_avatar_filemanager_key: Avatar FileManager key | string text | readOnly hidden
hs_calculated_mobile_number: Calculated Mobile Number in International Format | string text | readOnly calculated hidden
hs_calculated_phone_number_area_code: Calculated Phone Number Area Code | string text | readOnly calculated hidden
hs_calculated_phone_number_country_code: Calculated Phone Number Country Code | string text | readOnly calculated hidden
hs_calculated_phone_number_region_code: Calculated Phone Number Region | string text | readOnly calculated hidden
hs_contact_enrichment_opt_out_timestamp: Enrichment opt out timestamp | datetime date | readOnly
hs_content_membership_email: Member email | string text
hs_content_membership_email_confirmed: Email Confirmed | bool booleancheckbox | readOnly
  true=True; false=False
hs_content_membership_follow_up_enqueued_at: Time enrolled in registration follow up emails | datetime date | readOnly
hs_content_membership_registered_at: Registered At | datetime date | readOnly
hs_content_membership_registration_domain_sent_to: Domain to which registration email was sent | string text | readOnly
hs_content_membership_registration_email_sent_at: Time registration email was sent | datetime date | readOnly
hs_conversations_visitor_email: Conversations visitor email | string text | readOnly hidden
hs_count_is_worked: Count of engaged contacts | number calculation_equation | readOnly hidden
hs_country_region_code: Country/Region Code | string text
hs_created_by_conversations: Created By Conversations | bool booleancheckbox | readOnly hidden
  true=True; false=False
hs_data_privacy_ads_consent: Ads Consent from Forms | bool booleancheckbox | readOnly hidden
  true=Yes; false=No
hs_date_entered_evangelist: Date entered 'Evangelist (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_marketingqualifiedlead: Date entered 'Marketing Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_opportunity: Date entered 'Opportunity (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_other: Date entered 'Other (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_salesqualifiedlead: Date entered 'Sales Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_subscriber: Date entered 'Subscriber (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_customer: Date exited 'Customer (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_evangelist: Date exited 'Evangelist (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_marketingqualifiedlead: Date exited 'Marketing Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_opportunity: Date exited 'Opportunity (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_other: Date exited 'Other (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_salesqualifiedlead: Date exited 'Sales Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_subscriber: Date exited 'Subscriber (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_document_last_revisited: Recent Document Revisit Date | datetime date | readOnly hidden
hs_first_engagement_object_id: ID of first engagement | number number | readOnly calculated
hs_first_outreach_date: First outreach date | datetime date | readOnly calculated hidden
hs_is_enriched: Has been enriched | bool booleancheckbox | hidden
  true=Yes; false=No
hs_journey_stage: Journey Stage | enumeration radio
  new_contact=New Contact; in_nurturing=In Nurturing; low_intent=Low-Intent; mid_intent=Mid-Intent;
  high_intent=High-Intent; unqualified=Unqualified; qualified=Qualified; onboarding=Onboarding;
  post_onboarding=Post Onboarding; engaged=Engaged; unengaged=Unengaged
hs_last_sales_activity_type: Last Engagement Type | enumeration select | readOnly hidden
  COMPANYPROSPECTS_REVISIT=Company Website Visit; PRESENTATION_REVISIT=Document View; EMAIL_CLICK=Email Click;
  EMAIL_OPEN=Email Open; EMAIL_REPLY=Email Reply; FORM_SUBMITTED=Form Submitted; MEETING_BOOKED=Meeting Booked;
  HUBSPOT_REVISIT=Website Visit
hs_latest_disqualified_lead_date: Latest Disqualified Lead Date | datetime calculation_rollup | readOnly calculated
hs_latest_meeting_activity: Latest meeting activity | datetime date | readOnly hidden
hs_latest_open_lead_date: Latest Open Lead Date | datetime calculation_rollup | readOnly calculated
hs_latest_qualified_lead_date: Latest Qualified Lead Date | datetime calculation_rollup | readOnly calculated
hs_latest_sequence_ended_date: Last sequence ended date | datetime date | readOnly calculated
hs_latest_sequence_enrolled: Last sequence enrolled | number number | readOnly external SEQUENCE
hs_latest_sequence_enrolled_date: Last sequence enrolled date | datetime date | readOnly
hs_latest_sequence_finished_date: Last sequence finished date | datetime date | readOnly hidden
hs_latest_sequence_unenrolled_date: Last sequence unenrolled date | datetime date | readOnly hidden
hs_latest_subscription_create_date: Latest subscription create date | datetime calculation_rollup | readOnly hidden
hs_lifecyclestage_evangelist_date: Became an Evangelist Date | datetime date | readOnly
hs_lifecyclestage_marketingqualifiedlead_date: Became a Marketing Qualified Lead Date | datetime date | readOnly
hs_lifecyclestage_opportunity_date: Became an Opportunity Date | datetime date | readOnly
hs_lifecyclestage_other_date: Became an Other Lifecycle Date | datetime date | readOnly
hs_lifecyclestage_salesqualifiedlead_date: Became a Sales Qualified Lead Date | datetime date | readOnly
hs_lifecyclestage_subscriber_date: Became a Subscriber Date | datetime date | readOnly
hs_marketable_reason_type: Marketing contact status source type | enumeration select | readOnly
  AD=Ad; CONTACT_IMPORT=Contact Import; CONVERSATION=Conversation; FORM_SUBMISSION=Form Submission;
  INITIAL_STATE=Initial State; INTEGRATOR_SET=Integrator Set; USER_SET=User Set; WORKFLOW=Workflow; EMAIL=Email;
  SAMPLE_CONTACT=Sample Contact; FEEDBACK_SUBMISSION=Feedback Submission
hs_marketable_until_renewal: Marketing contact until next update | enumeration booleancheckbox | readOnly
  true=Yes; false=--
hs_membership_last_private_content_access_date: Membership last private content access date | datetime date | readOnly
hs_mobile_sdk_push_tokens: Mobile Sdk Push Tokens | string text | readOnly hidden
hs_notes_next_activity: Next Activity | object_coordinates text | readOnly hidden
hs_notes_next_activity_type: Next Activity Type | enumeration select | readOnly hidden
  CALL=Call; CONVERSATION_SESSION=Conversation session; INCOMING_EMAIL=Email reply from contact;
  EMAIL=Email sent to contact; FORWARDED_EMAIL=Forwarded email; LINKEDIN_MESSAGE=LinkedIn message; MEETING=Meeting;
  NOTE=Note; POSTAL_MAIL=Postal mail; PUBLISHING_TASK=Publishing task; SMS=SMS; TASK=Task; WHATS_APP=WhatsApp
hs_object_source_detail_1: Record source detail 1 | string text | readOnly
hs_object_source_detail_2: Record source detail 2 | string text | readOnly
hs_object_source_detail_3: Record source detail 3 | string text | readOnly
hs_object_source_user_id: Record creation source user ID | number number | readOnly hidden
hs_pinned_engagement_id: Pinned engagement ID | number number | hidden
hs_prospecting_agent_actively_enrolled_count: Prospecting Agent Actively Enrolled Count | number calculation_rollup | readOnly hidden
hs_read_only: Read only object | bool booleancheckbox | readOnly hidden
  true=True; false=False
hs_registration_method: Registration Method | string text | readOnly
hs_role: Employment Role | enumeration select
  accounting=Accounting; administrative=Administrative; business_development=Business Development;
  communications=Communications; consulting=Consulting; customer_service=Customer Service; design=Design;
  education=Education; engineering=Engineering; entrepreneurship=Entrepreneurship; finance=Finance;
  health_professional=Health Professional; human_resources=Human Resources;
  information_technology=Information Technology; legal=Legal; marketing=Marketing; operations=Operations;
  product=Product; project_management=Project Management; public_relations=Public Relations;
  quality_assurance=Quality Assurance; real_estate=Real Estate; recruiting=Recruiting; research=Research; sales=Sales;
  support=Support; retired=Retired
hs_sa_first_engagement_date: Date of first engagement | datetime date | readOnly
hs_sa_first_engagement_descr: Description of first engagement | enumeration select | readOnly calculated
  EMPTY_DESCRIPTION=; BOUNCED=Bounced; BUSY=Busy; CALLING_CRM_USER=Calling CRM user; CANCELED=Canceled;
  COMPLETED=Completed; CONNECTING=Connecting; DEFERRED=Deferred; FB_MESSENGER=Facebook Messenger; FAILED=Failed;
  IN_PROGRESS=In progress; LIVE_CHAT=Live chat; LOGGED_CALL=Logged call; NO_ANSWER=No answer; NO_SHOW=No show;
  NOT_STARTED=Not started; QUEUED=Queued; RESCHEDULED=Rescheduled; RINGING=Ringing; SCHEDULED=Scheduled;
  SENDING=Sending; SENT=Sent; WAITING=Waiting; MISSED=Missed; HOLD=On Hold
hs_sa_first_engagement_object_type: Type of first engagement | enumeration select | readOnly calculated
  CALL=Call; CONVERSATION_SESSION=Conversation session; EMAIL=Email; MEETING_EVENT=Meeting; TASK=Task
hs_searchable_calculated_international_mobile_number: Calculated Mobile Number with country code | phone_number phonenumber | readOnly calculated hidden
hs_searchable_calculated_mobile_number: Calculated Mobile Number without country code | phone_number phonenumber | readOnly calculated hidden
hs_seniority: Employment Seniority | enumeration select
  vp=VP; director=Director; entry=Entry; executive=Executive; manager=Manager; owner=Owner; partner=Partner;
  senior=Senior; employee=Employee
hs_sequences_enrolled_count: Number of sequences enrolled | number number | readOnly
hs_shared_team_ids: Shared teams | enumeration checkbox | external
hs_shared_user_ids: Shared users | enumeration checkbox | external
hs_source_object_id: Source Object ID | number number | readOnly hidden
hs_source_portal_id: Source Portal ID | number number | readOnly hidden
hs_state_code: State/Region Code | string text
hs_sub_role: Employment Sub Role | enumeration select
  account_executive=Account Executive; account_manager=Account Manager; accountant=Accountant;
  accounting_manager=Accounting Manager; administrative_assistant=Administrative Assistant; appraisal=Appraisal;
  architect_it=Architect IT; assistant=Assistant; attorney=Attorney; auditor=Auditor; brand_marketing=Brand Marketing;
  business_analyst=Business Analyst; business_consultant=Business Consultant; business_manager=Business Manager;
  chief_financial_officer=Chief Financial Officer; communications_manager=Communications Manager; community=Community;
  content_marketing=Content Marketing; contracts=Contracts; creative=Creative;
  customer_service_specialist=Customer Service Specialist; customer_success=Customer Success; data_it=Data IT;
  data_science_engineer=Data Science Engineer; database_administrator=Database Administrator;
  design_engineer=Design Engineer; development_specialist=Development Specialist; devops_engineer=Devops Engineer;
  digital_marketing=Digital Marketing; director_of_development=Director of Development; editorial=Editorial;
  electrical_engineer=Electrical Engineer; engineering_manager=Engineering Manager; events=Events;
  executive_assistant=Executive Assistant; facilities=Facilities; fashion_design=Fashion Design;
  field_marketing=Field Marketing; financial_analyst=Financial Analyst; financial_controller=Financial Controller;
  fitness=Fitness; founder=Founder; general_counsel=General Counsel; general_manager=General Manager;
  general_partner=General Partner; graphic_design=Graphic Design;
  human_resources_specialist=Human Resources Specialist;
  information_technology_specialist=Information Technology Specialist; investment=Investment;
  investment_banker=Investment Banker; journalist=Journalist; key_account_manager=Key Account Manager;
  law_enforcement=Law Enforcement; lawyer=Lawyer; logistics_manager=Logistics Manager; management=Management;
  marketing_specialist=Marketing Specialist; mechanical_engineer=Mechanical Engineer; medical_doctor=Medical Doctor;
  network_engineer=Network Engineer; nurse=Nurse; office_management=Office Management; office_manager=Office Manager;
  operational_specialist=Operational Specialist; owner=Owner; paralegal=Paralegal; principal=Principal;
  product_design=Product Design; product_manager=Product Manager; product_marketing=Product Marketing;
  production_manager=Production Manager; professor=Professor; program_coordinator=Program Coordinator;
  program_manager=Program Manager; project_engineer=Project Engineer; project_manager=Project Manager;
  property_manager=Property Manager; qa_engineer=QA engineer; qa_it=QA IT;
  quality_assurance_manager=Quality Assurance Manager; quality_assurance_specialist=Quality Assurance Specialist;
  realtor=Realtor; recruiter=Recruiter; relationship_manager=Relationship Manager; research_analyst=Research Analyst;
  risk_compliance=Risk Compliance; sales_executive=Sales Executive; sales_operations=Sales Operations;
  sales_specialist=Sales Specialist; salesperson=Salesperson; secretary=Secretary; social_marketing=Social Marketing;
  software_engineer=Software Engineer; strategy=Strategy; student=Student; support=Support;
  support_specialist=Support Specialist; system_administrator=System Administrator; system_analyst=System Analyst;
  systems_engineer=Systems Engineer; talent=Talent; tax_audit=Tax Audit; teacher=Teacher;
  technical_manager=Technical Manager; technical_support_specialist=Technical Support Specialist; therapist=Therapist;
  training=Training; video=Video; web_developer=Web Developer; writer=Writer;
  chief_executive_officer=Chief Executive Officer; chief_operating_officer=Chief Operating Officer;
  chief_marketing_officer=Chief Marketing Officer; chief_technology_officer=Chief Technology Officer;
  chief_information_officer=Chief Information Officer; chief_human_resources_officer=Chief Human Resources officer;
  chief_compliance_officer=Chief Compliance Officer; chief_risk_officer=Chief Risk Officer;
  chief_data_officer=Chief Data Officer; chief_product_officer=Chief Product Officer;
  chief_revenue_officer=Chief Revenue Officer; chief_sustainability_officer=Chief Sustainability Officer;
  chief_legal_officer=Chief Legal Officer; chief_security_officer=Chief Security Officer;
  chief_experience_officer=Chief Experience Officer; chief_innovation_officer=Chief Innovation Officer; retail=Retail;
  retired=Retired
hs_testpurge: testpurge | string text | readOnly hidden
hs_testrollback: testrollback | string text | readOnly hidden
hs_time_in_customer: Time in 'Customer (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_evangelist: Time in 'Evangelist (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_marketingqualifiedlead: Time in 'Marketing Qualified Lead (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_opportunity: Time in 'Opportunity (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_other: Time in 'Other (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_salesqualifiedlead: Time in 'Sales Qualified Lead (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_subscriber: Time in 'Subscriber (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_to_first_engagement: Lead response time | number number | readOnly calculated
hs_user_ids_of_all_notification_followers: User IDs of all notification followers | enumeration checkbox | readOnly hidden external
hs_user_ids_of_all_notification_unfollowers: User IDs of all notification unfollowers | enumeration checkbox | readOnly hidden external
hs_was_imported: Performed in an import | bool booleancheckbox | readOnly hidden
  true=True; false=False
hs_whatsapp_phone_number: WhatsApp Phone Number | string phonenumber
surveymonkeyeventlastupdated: SurveyMonkey Event Last Updated | number number | readOnly hidden
webinareventlastupdated: Webinar Event Last Updated | number number | readOnly hidden
hs_enriched_email_bounce_detected: Enriched Email Bounce Detected | bool booleancheckbox
  true=True; false=False
`
