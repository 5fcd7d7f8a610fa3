# Keeps a PostgreSQL in the working folder for a test process. Reads its orders, one a line, and answers each with
# "done" or "failed". The orders end when that process does, however it ends: then the server and the folder go too.
# $1 is the folder of PostgreSQL's programs.

# Whatever ends the tests must not end this first, nor an answer that nobody reads any more.
trap '' HUP INT TERM PIPE
exec 2>>log
programs=$1
home=$PWD

init() {
  "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync || return
  # All that is not said here is as it comes: above all, fsync is on.
  cat >>data/postgresql.conf <<END
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 16MB
END
}

start() { "$programs/pg_ctl" -D data -l log -w -o "-p $1" start; }

# As at a power failure: nothing is written down any more.
stop() { "$programs/pg_ctl" -D data -w -m immediate stop; }

postmaster() { head -n 1 data/postmaster.pid; }

children() { grep -ls "^PPid:[[:space:]]*$1\$" /proc/[0-9]*/status | tr -dc '0-9\n'; }

# To the postmaster first, which then makes no more children, and twice to those that it has by then.
send() { # SIGNAL
  main=$(postmaster) && kill -s "$1" "$main" || return
  for _ in 1 2; do
    # shellcheck disable=SC2046 # several numbers
    kill -s "$1" $(children "$main")
  done
  true
}

while read -r order argument; do
  case $order in
    init) init ;;
    start) start "$argument" ;;
    stop) stop ;;
    freeze) send STOP ;;
    thaw) send CONT ;;
    *) false ;;
  esac >>log && echo done || echo failed
done

if [ -f data/postmaster.pid ]; then
  # A frozen server would not hear that it is to stop.
  send CONT
  stop >>log
fi
cd / && rm -rf "$home"
