package dev.holdfast.state.migration;

import java.io.ObjectStreamClass;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/**
 * Runs the cases of the migration table. Knows nothing of a test framework, so that a
 * plain JVM can run it as well.
 */
public final class MigrationTable {

	/**
	 * With it there are no softly reachable objects, so that leaks can be told from
	 * caches.
	 */
	static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

	private final Path former;

	private final Path latter;

	private final Map<MigrationCase, MigrationRun> runs = new LinkedHashMap<>();

	private final Map<WeakReference<ClassLoader>, String> retired = new LinkedHashMap<>();

	private MigrationTable(Path former, Path latter) {
		this.former = former;
		this.latter = latter;
	}

	/**
	 * Compile all cases, and take the old value of each of them apart.
	 * @return the table
	 */
	static MigrationTable compile() {
		Map<String, String> former = new LinkedHashMap<>();
		Map<String, String> latter = new LinkedHashMap<>();
		for (MigrationCase migrationCase : MigrationCase.all()) {
			former.put(MigrationRun.scenario(migrationCase), migrationCase.source("v1"));
			latter.put(MigrationRun.scenario(migrationCase), migrationCase.source("v2"));
		}
		return of(AppCompiler.compile(former), AppCompiler.compile(latter));
	}

	private static MigrationTable of(Path former, Path latter) {
		MigrationTable table = new MigrationTable(former, latter);
		MigrationCase.all().forEach(table::dehydrate);
		return table;
	}

	private void dehydrate(MigrationCase migrationCase) {
		this.runs.put(migrationCase, MigrationRun.dehydrate(migrationCase, load(this.former, migrationCase + ", old")));
	}

	private RestartClassLoader load(Path classes, String name) {
		RestartClassLoader loader = AppCompiler.load(classes);
		this.retired.put(new WeakReference<>(loader), name);
		return loader;
	}

	Path former() {
		return this.former;
	}

	Path latter() {
		return this.latter;
	}

	/**
	 * Move the value of a case to the new classes, then to fresh old ones.
	 * @param migrationCase the case
	 */
	void verify(MigrationCase migrationCase) {
		MigrationRun run = this.runs.get(migrationCase);
		try {
			run.migrate(load(this.latter, migrationCase + ", new"));
			run.moveBack(load(this.former, migrationCase + ", old again"));
		}
		catch (Throwable ex) {
			throw new AssertionError("%s: %s".formatted(migrationCase, ex), ex);
		}
	}

	/**
	 * Find the generations that are still reachable although all there is are dehydrated
	 * values.
	 * @return the names of their cases
	 */
	List<String> findLeaks() {
		Settled settled = new Settled("");
		Expect.holds(settled.equals(new Settled("")) && settled.hashCode() == new Settled("").hashCode());
		long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
		for (int round = 0; !this.retired.isEmpty() && (round < 30 || System.nanoTime() < end); round++) {
			System.gc();
			// References are cleared at once, but what hangs on them is on other threads
			LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
			// The JDK's caches of serialized classes let go of them when they are used
			// next, with a class that is not there: so not each time
			if (round % 3 == 2) {
				ObjectStreamClass.lookup(MigrationException.class);
			}
			this.retired.keySet().removeIf((loader) -> loader.get() == null);
		}
		return List.copyOf(this.retired.values());
	}

	/**
	 * Whether this JVM clears soft references with the next garbage collection.
	 * @return whether leaks can be found
	 */
	static boolean canFindLeaks() {
		return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(NO_SOFT_REFERENCES);
	}

	/**
	 * Run the table in a JVM of its own.
	 * @param args the directories of the old and the new classes, if they are compiled
	 */
	public static void main(String[] args) {
		MigrationTable table = (args.length > 0) ? of(Path.of(args[0]), Path.of(args[1])) : compile();
		PrintStream out = System.out;
		int passed = 0;
		for (MigrationCase migrationCase : table.runs.keySet()) {
			try {
				table.verify(migrationCase);
				passed++;
			}
			catch (AssertionError ex) {
				out.println("FAILED " + ex.getMessage());
			}
		}
		out.println("PASSED " + passed + " of " + table.runs.size());
		if (canFindLeaks()) {
			out.println("LEAKED " + table.findLeaks());
		}
	}

	/**
	 * The JDK keeps the types of the record whose methods were linked last: this one.
	 */
	private record Settled(String value) {
	}

}
