#!/usr/bin/env bash
# LibreOffice 7.4.7: `--convert-to csv` turns 太郎 into ?? with exit code 0, even in a UTF-8 locale; options that ask for nothing but UTF-8 round
# numbers as displayed, which the bare form does not. Seen 2026-11-29. Dealt with in docs/cron.md and src/input/container/convert-sheet.ts.
set -euo pipefail

pinned='4:7.4.7-1+deb12u14'
package=libreoffice-calc-nogui
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

installed() { dpkg-query --show --showformat='${Version}' "$package" 2>/dev/null || true; }
if [ "$(installed)" != "$pinned" ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package=$pinned"; } >apt.log 2>&1 ||
    { echo "could not install $package=$pinned:"; tail -n 5 apt.log; exit 2; }
fi
echo "$package $(installed)"

# One text outside Windows-1252, and 1234.5678 in a cell that displays 1,234.57.
cat >book.fods <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
  <office:automatic-styles>
    <number:number-style style:name="two"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
    <style:style style:name="amount" style:family="table-cell" style:data-style-name="two"/>
  </office:automatic-styles>
  <office:body><office:spreadsheet><table:table table:name="Sheet1">
    <table:table-row>
      <table:table-cell office:value-type="string"><text:p>太郎</text:p></table:table-cell>
      <table:table-cell table:style-name="amount" office:value-type="float" office:value="1234.5678"><text:p>1,234.57</text:p></table:table-cell>
    </table:table-row>
  </table:table></office:spreadsheet></office:body>
</office:document>
XML

changed=0
# expect WHAT --convert-to EXPECTED-LINE
expect() {
  rm -f book.csv
  LC_ALL=C.UTF-8 soffice "-env:UserInstallation=file://$scratch/profile" --headless --convert-to "$2" book.fods >/dev/null 2>&1 ||
    { echo "exit code $? for $2"; changed=1; return; }
  local line
  line=$(cat book.csv)
  printf '%-45s %-50s exit 0  %s\n' "$1" "${2#csv:Text - txt - csv (StarCalc):}" "$line"
  [ "$line" = "$3" ] || { echo "  changed: was $3"; changed=1; }
}

filter='csv:Text - txt - csv (StarCalc)'
expect 'bare: text lost, number whole' csv '??,1234.5678'
expect 'UTF-8 alone: text whole, number rounded' "$filter:44,34,76,1" '"太郎","1,234.57"'
expect 'a comma more: other quotes, too' "$filter:44,34,76,1," '太郎,"1,234.57"'
expect 'the 4th of four is no line number but a switch' "$filter:44,34,76,0" '"太郎",1234.5678'
expect 'the 9th says "not as displayed"' "$filter:44,34,76,1,,0,false,true,false" '太郎,1234.5678'
exit "$changed"
