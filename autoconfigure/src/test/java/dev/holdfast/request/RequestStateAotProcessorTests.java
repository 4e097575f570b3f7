package dev.holdfast.request;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that are processed ahead of time. A class loader of their own lets each
 * test make proxy classes: those that are there already are not made again.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestStateAotProcessorTests {

	private final TestGenerationContext generation = new TestGenerationContext();

	@Test
	@CompileWithForkedClassLoader
	void makesProxyClassesOfWhatBeanMethodsReturn() {
		process(States.class, (initializer) -> {
		});
		Set<String> files = this.generation.getGeneratedFiles().getGeneratedFiles(Kind.CLASS).keySet();
		assertThat(files).contains(Ledger.class.getName().replace('.', '/') + "$$HoldfastRequest.class",
				Named.class.getName().replace('.', '/') + "$$HoldfastRequest.class",
				"dev/holdfast/request/proxy/java$util$function$IntBinaryOperator$$HoldfastRequest.class");
		assertThat(this.generation.getRuntimeHints()
			.reflection()
			.getTypeHint(TypeReference.of(Ledger.class.getName() + "$$HoldfastRequest"))).isNotNull();
	}

	@Test
	@CompileWithForkedClassLoader
	void theGeneratedApplicationHasStatesAndProxies() {
		process(States.class, (initializer) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				initializer.initialize(context);
				context.refresh();
				assertThat(context.getBean(Ledger.class).getClass().getName()).endsWith("$$HoldfastRequest");
				assertThat(context.getBean(Ledger.class))
					.isSameAs(context.getBean("ledger", RequestState.class).proxy());
				assertThat(context.getBean(Named.class)).isSameAs(context.getBean("named", RequestState.class).proxy());
				assertThat(context.getBeansOfType(String.class)).isEmpty();
			}
		});
	}

	@Test
	void namesBeansThatDoNotTellTheirType(CapturedOutput output) {
		process(Untold.class, (initializer) -> {
		});
		assertThat(output).contains("The proxy of request state 'untold' cannot be made ahead of time")
			.contains("RequestState<?>")
			.contains("as in RequestState<DbClient>");
	}

	@Test
	void leavesApplicationsWithoutRequestStateAlone() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			assertThat(new RequestStateAotProcessor().processAheadOfTime(context.getBeanFactory())).isNull();
		}
	}

	private void process(Class<?> configuration,
			Consumer<ApplicationContextInitializer<GenericApplicationContext>> run) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(configuration);
		String initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, this.generation)
			.canonicalName();
		this.generation.writeGeneratedContent();
		TestCompiler.forSystem()
			.with(this.generation)
			.compile((compiled) -> run(compiled.getInstance(ApplicationContextInitializer.class, initializer), run));
	}

	@SuppressWarnings("unchecked")
	private static void run(ApplicationContextInitializer<?> initializer,
			Consumer<ApplicationContextInitializer<GenericApplicationContext>> run) {
		run.accept((ApplicationContextInitializer<GenericApplicationContext>) initializer);
	}

	/**
	 * A type of which there may be values in a request.
	 */
	static class Ledger {

		String entry() {
			return "entry";
		}

	}

	/**
	 * Another one, an interface.
	 */
	interface Named {

		String name();

	}

	@Configuration(proxyBeanMethods = false)
	static class Scopes {

		@Bean
		static RequestBeanRegistrar registrar() {
			return new RequestBeanRegistrar();
		}

		@Bean
		RequestScopes scopes() {
			return new RequestScopes(new RequestSettings(Duration.ofSeconds(1)), null);
		}

		@Bean
		RequestStateFactory factory(RequestScopes scopes) {
			return scopes.states();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class States extends Scopes {

		@Bean
		@ProxyBean
		RequestState<Ledger> ledger(RequestStateFactory states) {
			return states.define(Ledger.class);
		}

		@Bean
		@ProxyBean
		RequestState<Named> named(RequestStateFactory states) {
			return states.define(Named.class);
		}

		@Bean
		RequestState<IntBinaryOperator> operator(RequestStateFactory states) {
			return states.define(IntBinaryOperator.class);
		}

		@Bean
		RequestState<String> text(RequestStateFactory states) {
			return states.define(RequestStateDefinition.of(String.class).withoutProxy());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Untold extends Scopes {

		@Bean
		RequestState<?> untold(RequestStateFactory states) {
			return states.define(Runnable.class);
		}

	}

}
