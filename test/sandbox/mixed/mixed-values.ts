/** Right for some property, wrong for others. */
export const VALUES = [
  ...['', 'Bern', 'a@x.co', 'b@X.co', 'not an e-mail', '7', '1e400', 'true', 'customer', 'lead', '2024-02-30'],
  ...['2024-02-29', '2024-02-29T10:00:00Z', '1709164800000', 'BANKING', ';sailing;travel', 'closedwon', 'default', '0'],
  ...['🙂', '\u0000', 'a*b*c*', '!!', 'x'.repeat(70_000)],
] as const

/** Wrong wherever an object, a list or a text is expected. */
export const STRANGE = [null, 0, -1, 1.5, true, [], {}, [[]], {id: {}}, 'text', '{"', '\u2028'] as const
