/** What HubSpot calculates, infers or buys about companies; read-table.ts says how a line is read. */
export const COMPANY_SIGNALS_TABLE = `
[company_signals]
hs_count_intent_signals_created_last_14_days: Count Intent Signals Created Last 14 Days | number number | readOnly hidden
hs_count_intent_signals_created_last_30_days: Count Intent Signals Created Last 30 Days | number number | readOnly hidden
hs_count_intent_signals_created_last_7_days: Count Intent Signals Created Last 7 Days | number number | readOnly hidden
hs_intent_page_views_last_30_days: Tracked Page Views (Last 30 Days) | number number | readOnly
hs_intent_paid_up_to_date: Intent paid up to date | date date | readOnly hidden
hs_intent_signals_enabled: Intent Signals active | bool booleancheckbox | readOnly
  true=Yes; false=No
hs_intent_visitors_last_30_days: Tracked Visitors (Last 30 Days) | number number | readOnly
hs_latest_intent_signal_timestamp: Latest Intent Signal Timestamp | number number | readOnly hidden
hs_paid_for_intent_signals: Paid for Intent Signals | bool booleancheckbox | readOnly hidden
  true=Yes; false=No
hs_recent_intent_signals: Recent Intent Signals | enumeration checkbox | readOnly external
[companyinformation]
hs_date_entered_evangelist: Date entered 'Evangelist (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_marketingqualifiedlead: Date entered 'Marketing Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_opportunity: Date entered 'Opportunity (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_other: Date entered 'Other (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_salesqualifiedlead: Date entered 'Sales Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_entered_subscriber: Date entered 'Subscriber (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_evangelist: Date exited 'Evangelist (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_marketingqualifiedlead: Date exited 'Marketing Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_opportunity: Date exited 'Opportunity (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_other: Date exited 'Other (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_salesqualifiedlead: Date exited 'Sales Qualified Lead (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_date_exited_subscriber: Date exited 'Subscriber (Lifecycle Stage Pipeline)' | datetime calculation_read_time | readOnly hidden
hs_last_metered_enrichment_timestamp: Last Metered Enrichment Timestamp | datetime date | hidden
hs_live_enrichment_deadline: Live enrichment deadline | datetime date | hidden
hs_research_agent_execution_id: Research Agent Execution Id | string text | readOnly hidden
hs_research_agent_id: Research Agent Id | number number | readOnly hidden
hs_target_account_recommendation_snooze_time: Target Account Recommendation Snooze Time | datetime date | hidden
hs_target_account_recommendation_state: Target Account Recommendation State | enumeration radio | hidden
  DISMISSED=Dismissed; NONE=None; SNOOZED=Snoozed
hs_time_in_evangelist: Time in 'Evangelist (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_marketingqualifiedlead: Time in 'Marketing Qualified Lead (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_opportunity: Time in 'Opportunity (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_other: Time in 'Other (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_salesqualifiedlead: Time in 'Sales Qualified Lead (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
hs_time_in_subscriber: Time in 'Subscriber (Lifecycle Stage Pipeline)' | number calculation_read_time | readOnly hidden
[buyer_intent_properties]
hs_is_intent_monitored: Is Intent Monitored | bool booleancheckbox | readOnly hidden
  true=Yes; false=No
[prospectingagent]
hs_max_recommendation_score: Max recommendation score | number calculation_rollup | readOnly
[companylcs]
hs_v2_cumulative_time_in_customer: Cumulative time in "Customer (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_evangelist: Cumulative time in "Evangelist (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_lead: Cumulative time in "Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_marketingqualifiedlead: Cumulative time in "Marketing Qualified Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_opportunity: Cumulative time in "Opportunity (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_other: Cumulative time in "Other (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_salesqualifiedlead: Cumulative time in "Sales Qualified Lead (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_cumulative_time_in_subscriber: Cumulative time in "Subscriber (Lifecycle Stage Pipeline)" | number number | readOnly
hs_v2_date_entered_current_stage: Date entered current stage | datetime calculation_equation | readOnly calculated
hs_v2_date_entered_evangelist: Date entered "Evangelist (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_marketingqualifiedlead: Date entered "Marketing Qualified Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_opportunity: Date entered "Opportunity (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_other: Date entered "Other (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_salesqualifiedlead: Date entered "Sales Qualified Lead (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_entered_subscriber: Date entered "Subscriber (Lifecycle Stage Pipeline)" | datetime date | readOnly
hs_v2_date_exited_evangelist: Date exited "Evangelist (Lifecycle Stage Pipeline)" | datetime date | readOnly
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
`
