package dev.holdfast.restart;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ClassPathXmlApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class StartFailureAnalysisTests {

	private final ClassLoader classLoader = getClass().getClassLoader();

	@Test
	void explainsWhatBootCanExplain() {
		StartFailure failure = StartFailureAnalysis.explain(new PortInUseException(1234), this.classLoader, null);
		assertThat(failure.description()).contains("1234");
		assertThat(failure.action()).isNotBlank();
		assertThat(failure.cause()).startsWith("PortInUseException: ");
	}

	@Test
	void explainsWhatTakesTheBeanFactory() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(NeedsSomething.class);
		Throwable missing = catchThrowable(context::refresh);
		StartFailure failure = StartFailureAnalysis.explain(missing, this.classLoader, context);
		assertThat(failure.description()).contains("required a bean of type", "StringBuilder");
		assertThat(failure.action()).contains("Consider defining a bean");
	}

	@Test
	void namesTheCausesOfWhatNobodyExplains() {
		Throwable unknown = new IllegalStateException("outer", new IllegalStateException("inner"));
		StartFailure failure = StartFailureAnalysis.explain(unknown, this.classLoader, null);
		assertThat(failure).isEqualTo(StartFailure.of(unknown).at(failure.frame()));
	}

	@Test
	void tellsWhereCodeOfTheApplicationWas() {
		Throwable unknown = new IllegalStateException("outer", new NumberFormatException("inner"));
		StartFailure failure = StartFailureAnalysis.explain(unknown, this.classLoader, null);
		assertThat(failure.frame()).matches(
				"dev\\.holdfast.*StartFailureAnalysisTests\\.tellsWhere\\w+\\(StartFailureAnalysisTests\\.java:\\d+\\)");
		assertThat(
				StartFailureAnalysis.explain(unknown, new URLClassLoader(new URL[0], this.classLoader), null).frame())
			.isNull();
	}

	@Test
	void namesTheCausesIfThereIsNoBeanFactory() {
		StartFailure failure = StartFailureAnalysis.explain(new IllegalStateException("no"), this.classLoader,
				new ClassPathXmlApplicationContext());
		assertThat(failure.description()).isEqualTo("IllegalStateException: no");
	}

	@Test
	void passesOverAnalyzersThatFail(@TempDir Path directory) throws Exception {
		Path factories = Files.createDirectories(directory.resolve("META-INF")).resolve("spring.factories");
		Files.writeString(factories, FailureAnalyzer.class.getName() + "=" + Broken.class.getName() + ","
				+ Unloadable.class.getName() + ",no.such.Analyzer," + Helpful.class.getName());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() }, this.classLoader)) {
			StartFailure failure = StartFailureAnalysis.explain(new IllegalStateException("no"), loader, null);
			assertThat(failure).isEqualTo(new StartFailure("IllegalStateException: no", "how", failure.cause(), null));
		}
	}

	record NeedsSomething(StringBuilder something) {

	}

	static final class Broken implements FailureAnalyzer {

		@Override
		public FailureAnalysis analyze(Throwable failure) {
			throw new NoClassDefFoundError("gone");
		}

	}

	static final class Unloadable implements FailureAnalyzer {

		Unloadable(BeanFactory beanFactory) {
			throw new IllegalStateException("There is no " + beanFactory);
		}

		@Override
		public FailureAnalysis analyze(Throwable failure) {
			return new FailureAnalysis("wrong", null, failure);
		}

	}

	static final class Helpful implements FailureAnalyzer {

		@Override
		public FailureAnalysis analyze(Throwable failure) {
			return new FailureAnalysis(null, "how", failure);
		}

	}

}
