#!/usr/bin/env bash
# LibreOffice 7.4.7 reads 00123 in an HTML table as the number 123, also where the cell says that it is text in the way web exports named .xls do
# (mso-number-format:'\@', x:str). Seen 2026-11-29. Dealt with in src/input/container/foreign-text.ts, which reads such pages without it.
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

cat >export.xls <<'HTML'
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>
<tr><td>00123</td><td>plain</td></tr>
<tr><td style="mso-number-format:'\@'">00124</td><td>mso-number-format</td></tr>
<tr><td x:str>00125</td><td>x:str</td></tr>
<tr><td sdnum="1033;0;@">00126</td><td>sdnum</td></tr>
</table></body></html>
HTML
expected='123,plain
124,mso-number-format
125,x:str
00126,sdnum'

# convert [--infilter=…]: cells as stored, not as displayed
convert() {
  rm -f export.csv
  LC_ALL=C.UTF-8 soffice "-env:UserInstallation=file://$scratch/profile" --headless "$@" \
    --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false' export.xls >/dev/null 2>&1
}

changed=0
for import in '' '--infilter=HTML (StarCalc):1033 false'; do
  convert ${import:+"$import"} || { echo "exit code $?"; exit 1; }
  echo "-- ${import:-no import filter named}"
  cat export.csv
  [ "$(cat export.csv)" = "$expected" ] || { echo "changed: was"; echo "$expected"; changed=1; }
done
exit "$changed"
