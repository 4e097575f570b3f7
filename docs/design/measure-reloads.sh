#!/usr/bin/env bash
# Measures edit to fresh answer with Holdfast, plain DevTools, and plain DevTools tuned to
# look ten times as often, side by side in one run; what a request pays for the check; and
# what the class graph costs. Argument: number of edits each (10). Let nothing else run on
# the machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mvn=${MVN:-./mvnw}
$mvn -pl autoconfigure,starter,sample-app verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=ReloadTimes "-Dholdfast.measured-edits=${1:-10}" | grep '^|' ||
  echo "The measurement failed: see sample-app/target/failsafe-reports" >&2
$mvn -pl autoconfigure surefire:test -Dtest=ClassGraphTimes | grep -o 'ClassGraphTimes *: .*' ||
  echo "The measurement failed: see autoconfigure/target/surefire-reports" >&2
