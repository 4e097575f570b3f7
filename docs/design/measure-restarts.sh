#!/usr/bin/env bash
# Measures edit to fresh answer with Holdfast and with plain DevTools, side by side in one
# run. Argument: number of restarts each (30). Let nothing else run on the machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./mvnw -pl sample-app -am verify -Dtest=None -Dit.test=RestartTimes \
  "-Dholdfast.measured-restarts=${1:-30}" | grep -A2 ' restarts each, ms' ||
  echo "The measurement failed: see sample-app/target/failsafe-reports" >&2
