#!/usr/bin/env bash
# Restarts the processes of this machine one after the other: rolling-restart.sh 3001 3002
# The next one goes when the one before takes people in again; on the first that does not, it stops.
set -euo pipefail
for port in "$@"; do
  systemctl restart "crm@$port" # returns when the old process has let its tabs go and has ended
  for second in $(seq 1 60); do
    curl --fail --silent --output /dev/null "http://127.0.0.1:$port/health/ready" && break
    [ "$second" -lt 60 ] || { echo "crm@$port is not ready after a minute" >&2; exit 1; }
    sleep 1
  done
  echo "crm@$port is back"
done
