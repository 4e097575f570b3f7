package dev.holdfast.sample;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Sources that give the sample application Spring Security with HTTP Basic and state of
 * its requests before and after it, which all of its parts use.
 */
final class VisitSources {

	private static final String VISIT = """
			package dev.holdfast.sample;

			class Visit implements AutoCloseable {

				private final String name;

				private final Visits visits;

				private volatile boolean closed;

				Visit(String name, Visits visits) {
					this.name = name;
					this.visits = visits;
				}

				String name() {
					if (this.closed) {
						throw new IllegalStateException(this.name + " is over");
					}
					return this.name;
				}

				@Override
				public void close() {
					this.closed = true;
					this.visits.over(this.name);
				}

			}
			""";

	private static final String VISITS = """
			package dev.holdfast.sample;

			import java.util.List;
			import java.util.concurrent.CopyOnWriteArrayList;

			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;

			@RestController
			class Visits {

				private final List<String> over = new CopyOnWriteArrayList<>();

				void over(String name) {
					this.over.add(name);
				}

				@GetMapping("/visits")
				String visits() {
					return this.over.stream().sorted().toList().toString();
				}

			}
			""";

	private static final String CONFIGURATION = """
			package dev.holdfast.sample;

			import dev.holdfast.request.ProxyBean;
			import dev.holdfast.request.RequestState;
			import dev.holdfast.request.RequestStateFactory;
			import org.springframework.context.annotation.Bean;
			import org.springframework.context.annotation.Configuration;
			import org.springframework.core.annotation.Order;
			import org.springframework.web.server.WebFilter;

			@Configuration(proxyBeanMethods = false)
			class VisitConfiguration {

				@Bean
				@ProxyBean
				RequestState<Visit> visit(RequestStateFactory states) {
					return states.define(Visit.class);
				}

				@Bean
				@ProxyBean
				RequestState<CharSequence> member(RequestStateFactory states) {
					return states.define("member", CharSequence.class);
				}

				@Bean
				@Order(-200)
				WebFilter beforeSecurity(RequestState<Visit> visit, Visits visits) {
					return (exchange, chain) -> {
						String name = exchange.getRequest().getQueryParams().getFirst("visit");
						if (name != null) {
							visit.set(new Visit(name, visits));
						}
						return chain.filter(exchange);
					};
				}

				@Bean
				@Order(200)
				WebFilter afterSecurity(RequestState<CharSequence> member) {
					return (exchange, chain) -> exchange.getPrincipal()
						.doOnNext((principal) -> member.set("member " + principal.getName()))
						.then(chain.filter(exchange));
				}

			}
			""";

	private static final String SECURITY = """
			package dev.holdfast.sample;

			import org.springframework.context.annotation.Bean;
			import org.springframework.context.annotation.Configuration;
			import org.springframework.http.HttpStatus;
			import org.springframework.security.config.Customizer;
			import org.springframework.security.config.web.server.ServerHttpSecurity;
			import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
			import org.springframework.security.core.userdetails.User;
			import org.springframework.security.web.server.SecurityWebFilterChain;
			import org.springframework.web.server.ServerWebExchange;
			import reactor.core.publisher.Mono;
			import reactor.core.scheduler.Schedulers;

			@Configuration(proxyBeanMethods = false)
			class SecurityConfiguration {

				private final Visit visit;

				SecurityConfiguration(Visit visit) {
					this.visit = visit;
				}

				@Bean
				SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
					return http
						.authorizeExchange((exchange) -> exchange.pathMatchers("/visits", "/version").permitAll()
							.pathMatchers("/denied").hasRole("ADMIN")
							.anyExchange().authenticated())
						.httpBasic(Customizer.withDefaults())
						.exceptionHandling((handling) -> handling
							.authenticationEntryPoint((exchange, ex) -> refuse(exchange, HttpStatus.UNAUTHORIZED))
							.accessDeniedHandler((exchange, ex) -> refuse(exchange, HttpStatus.FORBIDDEN)))
						.build();
				}

				private Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status) {
					return Mono.<Void>fromRunnable(() -> {
						exchange.getResponse().setStatusCode(status);
						exchange.getResponse().getHeaders().set("X-Refused", this.visit.name());
					}).subscribeOn(Schedulers.parallel());
				}

				@Bean
				ReactiveUserDetailsService users() {
					return (name) -> Mono.fromSupplier(this.visit::name)
						.subscribeOn(Schedulers.boundedElastic())
						.map((visit) -> User.withUsername(name).password("{noop}" + visit).roles("USER").build());
				}

			}
			""";

	private static final String GREETER = """
			package dev.holdfast.sample;

			import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
			import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
			import org.springframework.security.core.context.ReactiveSecurityContextHolder;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;
			import reactor.core.publisher.Mono;
			import reactor.core.scheduler.Schedulers;

			@RestController
			@Endpoint(id = "greeting")
			class Greeter {

				private final Visit visit;

				private final CharSequence member;

				Greeter(Visit visit, CharSequence member) {
					this.visit = visit;
					this.member = member;
				}

				@GetMapping("/greeting")
				@ReadOperation
				Mono<String> greeting() {
					return ReactiveSecurityContextHolder.getContext()
						.publishOn(Schedulers.boundedElastic())
						.map((context) -> context.getAuthentication().getName() + " " + this.visit.name() + " "
								+ this.member.length());
				}

			}
			""";

	private VisitSources() {
	}

	/**
	 * Add all of it: {@code /greeting}, also as an endpoint of the management port,
	 * {@code /denied}, and {@code /visits} for those that are over.
	 * @param project the project
	 */
	static void addTo(SourceProject project) {
		project.write("dev/holdfast/sample/Visit.java", VISIT)
			.write("dev/holdfast/sample/Visits.java", VISITS)
			.write("dev/holdfast/sample/VisitConfiguration.java", CONFIGURATION)
			.write("dev/holdfast/sample/SecurityConfiguration.java", SECURITY)
			.write("dev/holdfast/sample/Greeter.java", GREETER);
	}

}
