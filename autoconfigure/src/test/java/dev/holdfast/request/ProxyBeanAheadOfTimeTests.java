package dev.holdfast.request;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;
import org.springframework.util.StreamUtils;
import org.springframework.web.context.annotation.RequestScope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProxyBean} and request beans in applications that are processed ahead
 * of time. Generated code is in another package at run time, so what it uses is public.
 */
public class ProxyBeanAheadOfTimeTests {

	@TempDir
	private Path directory;

	@Test
	void areBeansOfTheGeneratedApplication() throws Exception {
		compile(generate());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.directory.toUri().toURL() });
				GenericApplicationContext context = new GenericApplicationContext()) {
			initializer(loader).initialize(context);
			context.refresh();
			Holder holder = context.getBean(Holder.class);
			assertThat(holder.primary()).isSameAs(context.getBean("first", RequestState.class).proxy());
			assertThat(holder.byName()).isSameAs(context.getBean("second", RequestState.class).proxy());
			assertThat(holder.byQualifier()).isSameAs(context.getBean("third", RequestState.class).proxy());
			assertThatExceptionOfType(NoCurrentRequestException.class).isThrownBy(holder.primary()::run);
			assertThatExceptionOfType(ScopeNotActiveException.class).isThrownBy(holder.audit()::number)
				.withCauseInstanceOf(NoCurrentRequestException.class);
		}
	}

	private static Map<String, InputStreamSource> generate() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Target")), files);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Application.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		return files.getGeneratedFiles(Kind.SOURCE);
	}

	private void compile(Map<String, InputStreamSource> sources) throws Exception {
		List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", this.directory.toString(),
				"-cp", System.getProperty("java.class.path") + File.pathSeparator + this.directory));
		for (Map.Entry<String, InputStreamSource> source : sources.entrySet()) {
			Path file = this.directory.resolve(source.getKey());
			Files.createDirectories(file.getParent());
			Files.write(file, StreamUtils.copyToByteArray(source.getValue().getInputStream()));
			arguments.add(file.toString());
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(ClassLoader loader)
			throws Exception {
		return (ApplicationContextInitializer<GenericApplicationContext>) loader
			.loadClass("com.example.Target__ApplicationContextInitializer")
			.getConstructor()
			.newInstance();
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class Application {

		@Bean
		public static RequestBeanRegistrar registrar() {
			return new RequestBeanRegistrar();
		}

		@Bean
		public RequestScopes scopes() {
			return new RequestScopes(new RequestSettings(Duration.ofSeconds(10)), getClass().getClassLoader());
		}

		@Bean
		@Primary
		@ProxyBean
		public RequestState<Runnable> first(RequestScopes scopes) {
			return scopes.states().define("first", Runnable.class);
		}

		@Bean
		@ProxyBean
		public RequestState<Runnable> second(RequestScopes scopes) {
			return scopes.states().define("second", Runnable.class);
		}

		@Bean
		@ProxyBean
		@Qualifier("number three")
		public RequestState<Runnable> third(RequestScopes scopes) {
			return scopes.states().define("third", Runnable.class);
		}

		@Bean
		@RequestScope
		public Audit audit() {
			return new Audit();
		}

		@Bean
		public Holder holder(Runnable primary, @Qualifier("secondProxy") Runnable byName,
				@Qualifier("number three") Runnable byQualifier, Audit audit) {
			return new Holder(primary, byName, byQualifier, audit);
		}

	}

	/**
	 * Lives as long as a request.
	 */
	public static class Audit {

		public int number() {
			return 1;
		}

	}

	/**
	 * A singleton.
	 *
	 * @param primary a proxy
	 * @param byName a proxy
	 * @param byQualifier a proxy
	 * @param audit a proxy
	 */
	public record Holder(Runnable primary, Runnable byName, Runnable byQualifier, Audit audit) {

	}

}
