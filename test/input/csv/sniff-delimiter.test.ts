import {expect, test} from 'vitest'
import {sniffDelimiter} from '../../../src/input/csv/sniff-delimiter.js'

const CASES: readonly (readonly [what: string, head: string, delimiter: string])[] = [
  ['a comma in a name and in amounts', 'email;Betrag, EUR\na@b.c;1,5\nd@e.f;2,5\n', ';'],
  ['a comma in each name', 'Name, Vorname;E-Mail\nGross, Jörg;a@b.c\n', ';'],
  ['a comma in every cell of names', 'Name, Vorname;Ort, Land\nGross, Jörg;Ulm, DE\n', ';'],
  ['lists in cells', 'email,tags\na@b.c,x;y\nd@e.f,z;w\n', ','],
  ['lists in cells beside a torn row', 'email,tags\na@b.c,x;y\nd@e.f,z;w\ng@h.i\nj@k.l,x;y\n', ','],
  ['decimal commas', 'email;sum\na@b.c;1,5\nd@e.f;2,5\n', ';'],
  ['a title', 'Members; March\nid,name,city\n1,Ann,Ulm\n2,Bob,Bonn\n', ','],
  ['a line of a log', 'Warning: Using a password, which is insecure.\nid\tname\n1\tAnn\n2\tBob\n3\tCid\n', '\t'],
  ['pipes around commas', '|id|,|name|\n|7|,|Ann|\n', ','],
  ['one column', 'email\na@b.c\n', ','],
  ['no text', '', ','],
  ['a header alone', 'id\tname\n', '\t'],
  ['ends of old Macs around cells of two lines', 'id;note\r7;"x\ny"\r8;"p, q"\r', ';'],
]

test.each(CASES)('%s', (_, head, delimiter) => {
  expect(sniffDelimiter(head)).toBe(delimiter)
})

test('the extension is believed where the file has such a delimiter', () => {
  const head = 'id\tname,first,last\n7\tAnn,A,B\n'
  expect(sniffDelimiter(head.replaceAll('\t', ','), {name: 'x.tsv'})).toBe(',')
  expect(['x.tsv', 'x.TAB', 'x.tsv.gz', 'x.csv'].map(name => sniffDelimiter(head, {name}))).toEqual([
    '\t',
    '\t',
    '\t',
    ',',
  ])
  expect(sniffDelimiter('a|b,c\n', {name: 'x.psv'})).toBe('|')
})

test('other quotes hide other delimiters, and comments say nothing', () => {
  expect(sniffDelimiter("'a;b','c'\n'1','2'\n", {quote: "'"})).toBe(',')
  expect(sniffDelimiter('a\t"b\n1\t"2\n', {quote: 'none'})).toBe('\t')
  expect(sniffDelimiter('#a;b;c\n#d;e;f\nx,y\n1,2\n', {comment: '#'})).toBe(',')
})
