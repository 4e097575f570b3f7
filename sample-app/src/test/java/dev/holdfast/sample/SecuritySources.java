package dev.holdfast.sample;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Sources that give the sample application a login by Spring Security.
 */
final class SecuritySources {

	/**
	 * An attribute of the session.
	 */
	static final String BASKET = """
			package dev.holdfast.sample;

			import java.util.List;

			record Basket(List<String> items) {
			}
			""";

	/**
	 * Puts that attribute into the session.
	 */
	static final String BASKET_CONTROLLER = """
			package dev.holdfast.sample;

			import java.util.ArrayList;
			import java.util.List;

			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RequestParam;
			import org.springframework.web.bind.annotation.RestController;
			import org.springframework.web.server.WebSession;

			@RestController
			class BasketController {

				@GetMapping("/basket")
				String basket(WebSession session) {
					Basket basket = session.getAttribute("basket");
					return String.valueOf(basket);
				}

				@GetMapping("/basket/add")
				String add(@RequestParam String item, WebSession session) {
					Basket basket = session.getAttributeOrDefault("basket", new Basket(List.of()));
					List<String> items = new ArrayList<>(basket.items());
					items.add(item);
					session.getAttributes().put("basket", new Basket(items));
					return basket(session);
				}

			}
			""";

	private static final String ACCOUNT = """
			package dev.holdfast.sample;

			import java.util.Collection;
			import java.util.Optional;
			import java.util.Set;

			import org.springframework.security.core.GrantedAuthority;
			import org.springframework.security.core.userdetails.UserDetails;

			record Account(String username, Set<Role> roles, String password) implements UserDetails {

				static Account of(String username, Set<Role> roles) {
					return new Account(username, roles, "{noop}secret");
				}

				@Override
				public String getUsername() {
					return this.username;
				}

				@Override
				public String getPassword() {
					return this.password;
				}

				@Override
				public Collection<? extends GrantedAuthority> getAuthorities() {
					return this.roles;
				}

			}
			""";

	private static final String ROLE = """
			package dev.holdfast.sample;

			import org.springframework.security.core.GrantedAuthority;

			enum Role implements GrantedAuthority {

				USER, ADMIN;

				@Override
				public String getAuthority() {
					return "ROLE_" + name();
				}

			}
			""";

	private static final String CONFIGURATION = """
			package dev.holdfast.sample;

			import org.springframework.context.annotation.Bean;
			import org.springframework.context.annotation.Configuration;
			import org.springframework.security.config.Customizer;
			import org.springframework.security.config.web.server.ServerHttpSecurity;
			import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
			import org.springframework.security.web.server.SecurityWebFilterChain;
			import reactor.core.publisher.Mono;

			@Configuration(proxyBeanMethods = false)
			class SecurityConfiguration {

				@Bean
				SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
					return http
						.authorizeExchange((exchange) -> exchange.pathMatchers("/version").permitAll()
							.anyExchange().hasRole("ADMIN"))
						.formLogin(Customizer.withDefaults())
						.build();
				}

				@Bean
				ReactiveUserDetailsService users(Accounts accounts) {
					return (name) -> Mono.just(accounts.find(name));
				}

			}
			""";

	private static final String ACCOUNTS = """
			package dev.holdfast.sample;

			import java.util.EnumSet;

			import org.springframework.security.core.annotation.AuthenticationPrincipal;
			import org.springframework.security.core.userdetails.UserDetails;
			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;

			@RestController
			class Accounts {

				UserDetails find(String name) {
					return Account.of(name, EnumSet.allOf(Role.class));
				}

				@GetMapping("/profile")
				String profile(@AuthenticationPrincipal Account account) {
					return account.toString();
				}

			}
			""";

	private SecuritySources() {
	}

	/**
	 * Add a form login for any name with the password {@code secret}, and
	 * {@code /profile}.
	 * @param project the project
	 */
	static void addTo(SourceProject project) {
		project.write("dev/holdfast/sample/Account.java", ACCOUNT)
			.write("dev/holdfast/sample/Role.java", ROLE)
			.write("dev/holdfast/sample/Accounts.java", ACCOUNTS)
			.write("dev/holdfast/sample/SecurityConfiguration.java", CONFIGURATION);
	}

}
