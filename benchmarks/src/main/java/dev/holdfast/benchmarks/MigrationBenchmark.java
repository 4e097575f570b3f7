package dev.holdfast.benchmarks;

import java.io.PrintStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

import com.esotericsoftware.kryo.SerializerFactory.CompatibleFieldSerializerFactory;
import com.esotericsoftware.kryo.SerializerFactory.FieldSerializerFactory;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/**
 * Moves a large graph of objects between the classes of two restart class loaders, with
 * Holdfast and with serializers, by turns. The first round is cold, as a restart is; of
 * the others the median counts.
 * <p>
 * Arguments: the number of rounds (7, at least 2) and of objects (1,000,000).
 */
public final class MigrationBenchmark {

	private static final String GRAPH = "dev.holdfast.benchmarks.graph.CustomerGraph";

	// The serializers recurse from each object to the next one
	private static final long STACK_SIZE = 4L << 30;

	private final Contender holdfast = new HoldfastContender();

	private final List<Contender> contenders;

	private final Map<Contender, List<Cost>> costs = new LinkedHashMap<>();

	private final int rounds;

	private final int objects;

	private MigrationBenchmark(int rounds, int objects) {
		this.rounds = rounds;
		this.objects = objects;
		this.contenders = List.of(this.holdfast, new KryoContender("Kryo", new FieldSerializerFactory()),
				new KryoContender("Kryo, compatible", new CompatibleFieldSerializerFactory()),
				new ForyContender(objects + 100));
	}

	/**
	 * Measure and print the results.
	 * @param args the number of rounds and of objects
	 * @throws InterruptedException if interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		MigrationBenchmark benchmark = new MigrationBenchmark((args.length > 0) ? Integer.parseInt(args[0]) : 7,
				(args.length > 1) ? Integer.parseInt(args[1]) : 1_000_000);
		Thread thread = new Thread(null, benchmark::run, "benchmark", STACK_SIZE);
		thread.setUncaughtExceptionHandler((failed, ex) -> {
			ex.printStackTrace();
			System.exit(1);
		});
		thread.start();
		thread.join();
	}

	private void run() {
		for (int round = 0; round < this.rounds; round++) {
			for (Contender contender : this.contenders) {
				this.costs.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(measure(contender));
			}
		}
		report(System.out);
	}

	private Cost measure(Contender contender) {
		ClassLoader parent = getClass().getClassLoader();
		URL[] classes = { getClass().getProtectionDomain().getCodeSource().getLocation() };
		try (RestartClassLoader from = new RestartClassLoader(parent, classes);
				RestartClassLoader to = new RestartClassLoader(parent, classes)) {
			Object graph = graphs(from).apply(this.objects);
			long checksum = graphs(from).applyAsLong(graph);
			System.gc();
			Cost start = Cost.now();
			Object moved = contender.move(graph, from, to);
			Cost cost = Cost.now().since(start);
			if (graphs(to).applyAsLong(moved) != checksum) {
				throw new IllegalStateException(contender.name() + " returned another graph");
			}
			return cost;
		}
		catch (Exception ex) {
			throw new IllegalStateException(contender.name() + " failed", ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T extends IntFunction<Object> & ToLongFunction<Object>> T graphs(ClassLoader classLoader)
			throws ReflectiveOperationException {
		return (T) classLoader.loadClass(GRAPH).getDeclaredConstructor().newInstance();
	}

	private void report(PrintStream out) {
		out.printf("%,d objects, %d rounds; ms (ms of processor time), and how many times as much as Holdfast%n",
				this.objects, this.rounds);
		String line = "%-18s%22s%22s%10s   %s%n";
		out.printf(line, "", "cold", "median", "MB", "times");
		Cost unit = median(this.holdfast);
		this.costs.forEach((contender, costs) -> {
			Cost cold = costs.get(0);
			Cost median = median(contender);
			out.printf(line, contender.name(), text(cold), text(median), "%,.0f".formatted(median.allocated()),
					"%.2f (%.2f), MB %.2f".formatted(median.elapsed() / unit.elapsed(), median.cpu() / unit.cpu(),
							median.allocated() / unit.allocated()));
		});
	}

	private Cost median(Contender contender) {
		List<Cost> costs = this.costs.getOrDefault(contender, List.of());
		return Cost.median(costs.subList(1, costs.size()));
	}

	private static String text(Cost cost) {
		return "%,.0f (%,.0f)".formatted(cost.elapsed(), cost.cpu());
	}

}
