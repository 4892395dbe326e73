# A keychain as somebody who is logged in at a desk has it, inside dbus-run-session. Says the daemon's pid and the bus's address, then stays
# until its standard input ends. Its argument: `unlocked`, or `locked` as it is before the password was typed.
if [ "$1" = unlocked ]; then
  printf %s password | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
else
  gnome-keyring-daemon --foreground --components=secrets >/dev/null 2>&1 &
fi
daemon=$!
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
  string:org.freedesktop.secrets | grep -q 'boolean true'; do
  kill -0 "$daemon" || exit 1
done
echo "$daemon $DBUS_SESSION_BUS_ADDRESS"
cat >/dev/null
kill -CONT "$daemon" # a stopped one would not end
kill "$daemon"
