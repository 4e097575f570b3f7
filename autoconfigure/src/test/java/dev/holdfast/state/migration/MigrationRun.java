package dev.holdfast.state.migration;

import java.lang.reflect.Type;
import java.util.Map;

import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/**
 * A case of the migration table between its generations: holds the dehydrated value, and
 * nothing of the classes that made it.
 */
final class MigrationRun {

	private static final String KEY = "key";

	private final MigrationCase migrationCase;

	private final DehydratedValue value;

	private MigrationRun(MigrationCase migrationCase, DehydratedValue value) {
		this.migrationCase = migrationCase;
		this.value = value;
	}

	static String scenario(MigrationCase migrationCase) {
		return migrationCase.packageName() + ".Scenario";
	}

	static MigrationRun dehydrate(MigrationCase migrationCase, RestartClassLoader loader) {
		try {
			Object old = AppCompiler.call(loader, scenario(migrationCase), "create");
			Dehydrator dehydrator = new Dehydrator((type) -> type.getClassLoader() == loader,
					ContainerAdapters.load(loader), null);
			return new MigrationRun(migrationCase, dehydrator.dehydrate(Map.of(KEY, old)).get(KEY));
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Cannot dehydrate " + migrationCase, ex);
		}
	}

	/**
	 * Store the value and read it again, as another JVM would.
	 * @param loader the generation that made it
	 * @return the run with what has been read
	 * @throws MigrationException if it cannot be stored
	 */
	static MigrationRun store(MigrationCase migrationCase, RestartClassLoader loader) throws MigrationException {
		TypeGuard guard = guard(loader);
		GraphWriter writer = new GraphWriter(guard);
		try {
			writer.add(AppCompiler.call(loader, scenario(migrationCase), "create"));
		}
		catch (MigrationException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Cannot store " + migrationCase, ex);
		}
		return new MigrationRun(migrationCase, GraphReader.read(writer.toByteArray(), guard).get(0));
	}

	private static TypeGuard guard(RestartClassLoader loader) {
		return new TypeGuard(loader, (type) -> type.getClassLoader() == loader, ContainerAdapters.load(loader));
	}

	void migrate(RestartClassLoader loader) throws Throwable {
		String expected = this.migrationCase.has("never") ? "never" : "refused";
		if (this.migrationCase.has(expected)) {
			verifyRefusal(this.migrationCase.refusal(expected), refuse(loader, target(loader)));
			return;
		}
		Rehydrated rehydrated = rehydrate(loader, target(loader));
		AppCompiler.call(loader, scenario(this.migrationCase), "check", rehydrated.value());
		Isomorphism.verifyGeneration(loader, rehydrated.value());
		for (String change : this.migrationCase.section("changes").split("\n")) {
			if (!rehydrated.changes().toString().contains(change)) {
				throw new AssertionError("Not told: " + change + ", but " + rehydrated.changes());
			}
		}
	}

	private Rehydrated rehydrate(RestartClassLoader loader, RehydrationTarget target) throws MigrationException {
		return new Rehydrator(loader, ContainerAdapters.load(loader)).rehydrate(this.value, target);
	}

	private MigrationException refuse(RestartClassLoader loader, RehydrationTarget target) {
		try {
			Rehydrated rehydrated = rehydrate(loader, target);
			throw new AssertionError("Expected to be refused, but " + rehydrated.changes());
		}
		catch (MigrationException ex) {
			return ex;
		}
	}

	private RehydrationTarget target(RestartClassLoader loader) throws Throwable {
		Class<?> scenario = loader.loadClass(scenario(this.migrationCase));
		Type type = scenario.getDeclaredField("typed").getGenericType();
		return (RehydrationTarget) AppCompiler.call(loader, scenario.getName(), "target", RehydrationTarget.of(type));
	}

	private void verifyRefusal(Map<String, String> expected, MigrationException actual) {
		verifyPart(expected.get("path"), actual.getPath());
		verifyType(expected.get("old"), actual.getOldType());
		verifyType(expected.get("new"), actual.getNewType());
		if (!actual.getReason().contains(expected.getOrDefault("reason", ""))) {
			throw new AssertionError("Unexpected reason: " + actual.getReason());
		}
	}

	private void verifyType(String expected, String actual) {
		boolean isOfApp = expected != null && Character.isUpperCase(expected.charAt(0));
		verifyPart(isOfApp ? this.migrationCase.packageName() + "." + expected : expected, actual);
	}

	private void verifyPart(String expected, String actual) {
		if (expected != null) {
			Expect.equal(expected, actual);
		}
	}

	/**
	 * Whatever happened with the new classes, the old ones still fit.
	 * @param loader another generation with the old classes
	 * @throws Throwable if they do not
	 */
	void moveBack(RestartClassLoader loader) throws Throwable {
		RehydrationTarget target = RehydrationTarget.of(Object.class);
		if (this.migrationCase.has("never") || this.migrationCase.section("back").equals("refused")) {
			refuse(loader, target);
			return;
		}
		Object actual = rehydrate(loader, target).value();
		Isomorphism.verifyGeneration(loader, actual);
		if (!this.migrationCase.has("back")) {
			Isomorphism.verify(AppCompiler.call(loader, scenario(this.migrationCase), "create"), actual);
		}
	}

}
