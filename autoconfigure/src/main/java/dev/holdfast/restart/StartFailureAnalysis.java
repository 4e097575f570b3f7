package dev.holdfast.restart;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.StringUtils;

/**
 * Asks Boot's failure analyzers, as Boot itself is about to. Its reporters would be told
 * later than everybody else hears of the failure, and not at all if no analyzer knows it,
 * so that clients that wait for an explanation would wait in vain.
 */
final class StartFailureAnalysis {

	private StartFailureAnalysis() {
	}

	/**
	 * Explain why a generation did not start.
	 * @param failure the failure
	 * @param classLoader the class loader of the generation
	 * @param context its application context, or {@code null} if there is none yet
	 * @return the explanation
	 */
	static StartFailure explain(Throwable failure, @Nullable ClassLoader classLoader,
			@Nullable ConfigurableApplicationContext context) {
		StartFailure unexplained = StartFailure.of(failure).at(ApplicationFrame.of(failure, classLoader));
		FailureAnalysis analysis = analyze(failure, classLoader, context);
		if (analysis == null) {
			return unexplained;
		}
		return unexplained.analyzed(textOr(unexplained.cause(), analysis.getDescription()),
				StringUtils.hasText(analysis.getAction()) ? analysis.getAction() : null);
	}

	private static @Nullable FailureAnalysis analyze(Throwable failure, @Nullable ClassLoader classLoader,
			@Nullable ConfigurableApplicationContext context) {
		try {
			return analyzers(classLoader, context).stream()
				.map((analyzer) -> analyze(analyzer, failure))
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null);
		}
		catch (RuntimeException | LinkageError ex) {
			// That a start has failed is to be known even if it cannot be explained
			return null;
		}
	}

	private static String textOr(String fallback, @Nullable String text) {
		return StringUtils.hasText(text) ? text : fallback;
	}

	private static List<FailureAnalyzer> analyzers(@Nullable ClassLoader classLoader,
			@Nullable ConfigurableApplicationContext context) {
		ArgumentResolver arguments = (context != null)
				? ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
					.and(Environment.class, context.getEnvironment())
				: ArgumentResolver.none();
		// Boot tells of the ones that cannot be loaded
		FailureHandler silent = (type, name, ex) -> {
		};
		return SpringFactoriesLoader.forDefaultResourceLocation(classLoader)
			.load(FailureAnalyzer.class, arguments, silent);
	}

	private static @Nullable FailureAnalysis analyze(FailureAnalyzer analyzer, Throwable failure) {
		try {
			return analyzer.analyze(failure);
		}
		catch (RuntimeException | LinkageError ex) {
			// Boot goes on to the next one, too
			return null;
		}
	}

}
