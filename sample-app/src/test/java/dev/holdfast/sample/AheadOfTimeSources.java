package dev.holdfast.sample;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Sources that give the sample application request states of all kinds of types, and a
 * main class that processes it ahead of time.
 */
final class AheadOfTimeSources {

	/**
	 * Name of the main class that processes the application. It takes the directory for
	 * what is generated from the system property {@value #GENERATED}.
	 */
	static final String PROCESSOR = "dev.holdfast.sample.AheadOfTime";

	/**
	 * Name of a system property.
	 */
	static final String GENERATED = "generated";

	private static final String PROCESSOR_SOURCE = """
			package dev.holdfast.sample;

			import org.springframework.boot.SpringApplicationAotProcessor;

			class AheadOfTime {

				public static void main(String[] arguments) throws Exception {
					String generated = System.getProperty("generated");
					SpringApplicationAotProcessor.main(new String[] { SampleApplication.class.getName(),
							generated + "/sources", generated + "/resources", generated + "/classes", "dev.holdfast",
							"sample" });
				}

			}
			""";

	private static final String TILL = """
			package dev.holdfast.sample;

			class Till implements AutoCloseable {

				private final String customer;

				private final StringBuffer closings;

				Till(String customer, StringBuffer closings) {
					this.customer = customer;
					this.closings = closings;
				}

				String customer() {
					return this.customer;
				}

				@Override
				public void close() {
					this.closings.append(this.customer);
				}

			}
			""";

	private static final String DISCOUNT = """
			package dev.holdfast.sample;

			interface Discount {

				int percent();

			}
			""";

	private static final String CONFIGURATION = """
			package dev.holdfast.sample;

			import java.util.function.Supplier;

			import dev.holdfast.request.ProxyBean;
			import dev.holdfast.request.RequestState;
			import dev.holdfast.request.RequestStateDefinition;
			import dev.holdfast.request.RequestStateFactory;
			import org.springframework.context.annotation.Bean;
			import org.springframework.context.annotation.Configuration;
			import org.springframework.core.ParameterizedTypeReference;
			import org.springframework.web.server.WebFilter;

			@Configuration(proxyBeanMethods = false)
			class TillConfiguration {

				@Bean
				StringBuffer closings() {
					return new StringBuffer();
				}

				@Bean
				@ProxyBean
				RequestState<Till> till(RequestStateFactory states) {
					return states.define(Till.class);
				}

				@Bean
				@ProxyBean
				RequestState<Discount> discount(RequestStateFactory states) {
					return states.define(RequestStateDefinition.of(Discount.class).createdBy(() -> () -> 7));
				}

				@Bean
				@ProxyBean
				RequestState<Supplier<String>> path(RequestStateFactory states) {
					return states.define(RequestStateDefinition.of("path", new ParameterizedTypeReference<Supplier<String>>() {
					}).createdFrom((exchange) -> () -> exchange.getRequest().getPath().value()));
				}

				@Bean
				WebFilter tillFilter(RequestState<Till> till, StringBuffer closings) {
					return (exchange, chain) -> {
						String customer = exchange.getRequest().getQueryParams().getFirst("customer");
						if (customer != null) {
							till.set(new Till(customer, closings));
						}
						return chain.filter(exchange);
					};
				}

			}
			""";

	private static final String CONTROLLER = """
			package dev.holdfast.sample;

			import java.util.function.Supplier;

			import org.springframework.http.server.reactive.ServerHttpRequest;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;
			import reactor.core.publisher.Mono;
			import reactor.core.scheduler.Schedulers;

			@RestController
			class TillController {

				private final Till till;

				private final Discount discount;

				private final Supplier<String> path;

				private final ServerHttpRequest request;

				private final StringBuffer closings;

				TillController(Till till, Discount discount, Supplier<String> path, ServerHttpRequest request,
						StringBuffer closings) {
					this.till = till;
					this.discount = discount;
					this.path = path;
					this.request = request;
					this.closings = closings;
				}

				@GetMapping("/till")
				Mono<String> till() {
					return Mono.fromSupplier(() -> this.till.customer() + " " + this.discount.percent() + " " + this.path.get() + " "
							+ this.request.getMethod()).subscribeOn(Schedulers.boundedElastic());
				}

				@GetMapping("/till/closings")
				String closings() {
					return this.closings.toString();
				}

			}
			""";

	private AheadOfTimeSources() {
	}

	/**
	 * Add all of it, with {@code /till} and {@code /till/closings}.
	 * @param project the project
	 */
	static void addTo(SourceProject project) {
		project.write("dev/holdfast/sample/AheadOfTime.java", PROCESSOR_SOURCE)
			.write("dev/holdfast/sample/Till.java", TILL)
			.write("dev/holdfast/sample/Discount.java", DISCOUNT)
			.write("dev/holdfast/sample/TillConfiguration.java", CONFIGURATION)
			.write("dev/holdfast/sample/TillController.java", CONTROLLER);
	}

}
