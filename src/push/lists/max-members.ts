/**
 * Most records of a request that adds them to a list: HubSpot documents no limit, so requests begin with fewer and grow
 * (docs/hubspot-api.md#lists). More than the batches that wait can bring would not fill one.
 */
export const MAX_MEMBERS = 4000
