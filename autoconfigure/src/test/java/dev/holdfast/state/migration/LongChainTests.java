package dev.holdfast.state.migration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No chain is too long for the stack.
 */
class LongChainTests {

	private static final String APP = "app.chain.App";

	private static final int LENGTH = 1_000_000;

	private static final String SOURCE = """
			package app.chain;
			import java.util.*;
			public final class App {
				static final class Node { Object next; }
				record Link(Object next) { }
				record Both(Both former, List<Object> next) { }
				enum End { END }
				public static Object classes(int length) {
					Object chain = End.END;
					for (int i = 0; i < length; i++) {
						Node node = new Node();
						node.next = chain;
						chain = node;
					}
					return chain;
				}
				public static Object records(int length) {
					Object chain = End.END;
					for (int i = 0; i < length; i++) {
						chain = new Link(chain);
					}
					return chain;
				}
				public static Object containers(int length) {
					Object chain = End.END;
					for (int i = 0; i < length; i++) {
						chain = switch (i % 5) {
							case 0 -> new Object[] { chain };
							case 1 -> List.of(chain);
							case 2 -> new ArrayList<>(Collections.singletonList(chain));
							case 3 -> new HashMap<>(Map.of("next", chain));
							default -> Optional.of(chain);
						};
					}
					return chain;
				}
				public static Object cycles(int length) {
					Both first = new Both(null, new ArrayList<>());
					Both last = first;
					for (int i = 1; i < length; i++) {
						Both next = new Both(last, new ArrayList<>());
						last.next().add(next);
						last = next;
					}
					last.next().add(End.END);
					return first;
				}
				public static int length(Object chain) {
					int length = 0;
					for (Object next = chain; next != End.END; length++) {
						next = (next instanceof Node node) ? node.next : (next instanceof Link link) ? link.next() :
								(next instanceof Both both) ? both.next().get(0) :
								(next instanceof Object[] array) ? array[0] : (next instanceof List<?> list) ? list.get(0) :
								(next instanceof Map<?, ?> map) ? map.get("next") : ((Optional<?>) next).get();
					}
					return length;
				}
			}
			""";

	private static Path classes;

	@BeforeAll
	static void compile() {
		classes = AppCompiler.compile(Map.of(APP, SOURCE));
	}

	@Test
	void migratesOnTheStackOfTheCaller() throws MigrationException {
		assertThat(migrate("classes", LENGTH)).isEqualTo(LENGTH);
	}

	@ParameterizedTest
	@CsvSource({ "classes, 1000000", "records, 1000000", "containers, 300000", "cycles, 300000" })
	void migratesOnASmallStack(String kind, int length) throws Exception {
		CompletableFuture<Integer> result = new CompletableFuture<>();
		Thread thread = new Thread(null, () -> {
			try {
				result.complete(migrate(kind, length));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}, "small-stack", 256 * 1024);
		thread.start();
		assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(length);
		thread.join(Duration.ofSeconds(10).toMillis());
	}

	private static int migrate(String kind, int length) throws MigrationException {
		Generation former = new Generation(classes);
		Generation latter = new Generation(classes);
		Map<String, DehydratedValue> dehydrated = former.dehydrate(Map.of("chain", former.call(APP, kind, length)));
		return latter.call(APP, "length", latter.rehydrate(dehydrated.get("chain")));
	}

}
