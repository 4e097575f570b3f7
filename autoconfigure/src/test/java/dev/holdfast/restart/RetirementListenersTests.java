package dev.holdfast.restart;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.Order;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.app.AppRetirementListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class RetirementListenersTests {

	private static final List<String> CALLS = new ArrayList<>();

	@TempDir
	private Path directory;

	private final RetirementListeners listeners = new RetirementListeners();

	private final RestartClassLoader next = new AppClasses().classLoader();

	@BeforeEach
	@AfterEach
	void forgetCalls() {
		CALLS.clear();
		System.clearProperty(AppRetirementListener.class.getName());
	}

	@Test
	void callsSurvivorsInOrderOfRegistrationThenTheNamedOnesInTheirs() throws Exception {
		RestartClassLoader retired = retired(First.class.getName(), Second.class.getName());
		this.listeners.add((retirement) -> CALLS.add("survivor 1"));
		this.listeners.add((retirement) -> CALLS.add("survivor 2"));
		retire(retired);
		assertThat(CALLS).containsExactly("survivor 1", "survivor 2", "first", "second");
	}

	@Test
	void callsASurvivorOnceThoughItRegistersTwice() throws Exception {
		RetirementListener listener = (retirement) -> CALLS.add("survivor");
		this.listeners.add(listener);
		this.listeners.add(listener);
		retire(retired());
		assertThat(CALLS).containsExactly("survivor");
	}

	@Test
	void callsTheOthersIfOneFails(CapturedOutput output) throws Exception {
		RestartClassLoader retired = retired(Failing.class.getName(), Second.class.getName());
		this.listeners.add(new Failing());
		this.listeners.add((retirement) -> CALLS.add("survivor"));
		retire(retired);
		assertThat(CALLS).containsExactly("survivor", "second");
		assertThat(output.toString().lines())
			.filteredOn((line) -> line.contains(Failing.class.getName() + " failed at the retirement of generation 1"))
			.hasSize(2);
		assertThat(output).contains("WARN", "not today");
	}

	@Test
	void callsTheOthersIfOneCannotBeCreated(CapturedOutput output) throws Exception {
		RestartClassLoader retired = retired("com.example.Missing", Second.class.getName());
		retire(retired);
		assertThat(CALLS).containsExactly("second");
		assertThat(output).contains("Retirement listener com.example.Missing cannot be created");
	}

	@Test
	void survivesFactoriesThatCannotBeRead(CapturedOutput output) throws Exception {
		RestartClassLoader retired = retired("\\u00zz");
		this.listeners.add((retirement) -> CALLS.add("survivor"));
		retire(retired);
		assertThat(CALLS).containsExactly("survivor");
		assertThat(output).contains("of META-INF/spring.factories cannot be found");
	}

	@Test
	void loadsNamedListenersWithTheRetiredLoader() throws Exception {
		URL classes = AppRetirementListener.class.getProtectionDomain().getCodeSource().getLocation();
		RestartClassLoader retired = new RestartClassLoader(retired(AppRetirementListener.class.getName()).getParent(),
				new URL[] { classes });
		retire(retired);
		assertThat(System.getProperty(AppRetirementListener.class.getName())).isEqualTo(retired.toString());
	}

	@Test
	void callsThoseOfLibrariesThoughTheRetiredLoaderIsGone() {
		this.listeners.add((retirement) -> CALLS.add("survivor"));
		this.listeners.retire(RetirementFixture.of(null, this.next), null);
		assertThat(CALLS).containsExactly("survivor");
	}

	@Test
	void refusesASurvivorOfAnAppType() {
		RetirementListener listener = appListener();
		assertThatIllegalArgumentException().isThrownBy(() -> this.listeners.add(listener))
			.withMessageContainingAll("'listener' must survive restarts", AppRetirementListener.class.getName(),
					"META-INF/spring.factories under dev.holdfast.restart.RetirementListener");
	}

	private static RetirementListener appListener() {
		try {
			return (RetirementListener) Class
				.forName(AppRetirementListener.class.getName(), true, new AppClasses().classLoader())
				.getConstructor()
				.newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void retire(ClassLoader retired) {
		this.listeners.retire(RetirementFixture.of(retired, this.next), retired);
	}

	private RestartClassLoader retired(String... names) throws IOException {
		Path file = Files.createDirectories(this.directory.resolve("META-INF")).resolve("spring.factories");
		Files.writeString(file, RetirementListener.class.getName() + "=" + String.join(",", names) + "\n");
		// A restart loader asks its parent alone for resources that there may be many of
		ClassLoader parent = new URLClassLoader(new URL[] { this.directory.toUri().toURL() },
				getClass().getClassLoader());
		return new RestartClassLoader(parent, new URL[0]);
	}

	@Order(1)
	static class First implements RetirementListener {

		@Override
		public void onRetirement(Retirement retirement) {
			CALLS.add("first");
		}

	}

	@Order(2)
	static class Second implements RetirementListener {

		@Override
		public void onRetirement(Retirement retirement) {
			CALLS.add("second");
		}

	}

	@Order(0)
	static class Failing implements RetirementListener {

		@Override
		public void onRetirement(Retirement retirement) {
			throw new IllegalStateException("not today");
		}

	}

}
