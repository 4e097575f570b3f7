#!/usr/bin/env bash
# Measures the migration of 1,000,000 objects next to Kryo and Fory, and the read of a cell
# next to a volatile field. Arguments: rounds (7), objects (1000000). Needs 8 GB of memory.
# Let nothing else run on the machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./mvnw -q -P benchmarks -pl benchmarks -am -Dmaven.test.skip=true package
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
class_path="benchmarks/target/benchmarks.jar:$(cat benchmarks/target/class-path)"
"$java" -Xms5g -Xmx5g -cp "$class_path" dev.holdfast.benchmarks.MigrationBenchmark "$@"
"$java" -cp "$class_path" org.openjdk.jmh.Main CellReadBenchmark
