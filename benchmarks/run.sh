#!/usr/bin/env bash
# Measures all that is claimed of speed. Arguments: what, and more for it.
#   all (without arguments)
#   migration [rounds (7)] [objects (1000000)]   beside Kryo and Fory; needs 8 GB of memory
#   cell, cache, limiter, proxy, request, retry [JMH's own options]     as in: proxy -f 1 -wi 1 -i 1
# Let nothing else run on the machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./mvnw -q -P benchmarks -pl benchmarks -am -Dmaven.test.skip=true package
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
class_path="benchmarks/target/benchmarks.jar:$(cat benchmarks/target/class-path)"

# One million objects next to Kryo and Fory
migration() {
	"$java" -Xms5g -Xmx5g -cp "$class_path" dev.holdfast.benchmarks.MigrationBenchmark "$@"
}

jmh() {
	"$java" -cp "$class_path" org.openjdk.jmh.Main "$@"
}

# The read of a cell next to a volatile field
cell() {
	jmh CellReadBenchmark "$@"
}

# The read of a cache next to Caffeine
cache() {
	jmh CacheReadBenchmark "$@"
}

# Checks of a rate limiter next to Bucket4j
limiter() {
	jmh RateLimiterBenchmark "$@"
}

# A call through a proxy next to one written by hand and that of Spring MVC
proxy() {
	jmh 'RequestProxyBenchmark|ManyRequestProxiesBenchmark' -prof gc "$@"
}

# A whole request without Holdfast and with it
request() {
	jmh RequestCostBenchmark -prof gc "$@"
}

# A request without a filter, with one that does nothing and with the retry filter
retry() {
	jmh RetryFilterBenchmark -prof gc "$@"
}

what="${1:-all}"
shift || true
case "$what" in
	all) migration && cell && cache && limiter && proxy && request && retry ;;
	migration | cell | cache | limiter | proxy | request | retry) "$what" "$@" ;;
	*)
		echo "run.sh: '$what' is none of all, migration, cell, cache, limiter, proxy, request, retry" >&2
		exit 2
		;;
esac
