package dev.holdfast.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import dev.holdfast.reload.graph.Origin;
import dev.holdfast.reload.graph.Route;

import static org.assertj.core.api.Assertions.assertThat;

class WebRoutesTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CodecsAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class));

	@Test
	void findsAnnotatedMethods() {
		find(Controller.class,
				(routes) -> assertThat(routes).contains(
						new Route("GET /one", new Origin(Controller.class.getName(), "one()Ljava/lang/String;")),
						new Route("GET|POST /both|/two",
								new Origin(Controller.class.getName(), "two(I)Ljava/lang/String;")),
						new Route("/any", new Origin(Controller.class.getName(), "any()Ljava/lang/String;"))));
	}

	@Test
	void findsEachRouteOfARouterFunction() {
		find(Routers.class,
				(routes) -> assertThat(routes).contains(route("GET /list", "routes"),
						route("POST /shop/orders", "routes"), route("Accept: text/html && (GET && /page)", "routes"),
						route("/bare", "routes")));
	}

	@Test
	void findsWhatHasNoPath() {
		find(Routers.class, (routes) -> assertThat(routes).contains(route("resources of files", "files"),
				route("router function own", "own")));
	}

	@Test
	void doesNotKnowWhereARouterFunctionComesFromThatNoDefinitionMade() {
		this.contextRunner.withInitializer((context) -> context.getBeanFactory()
			.registerSingleton("strange", RouterFunctions.route(RequestPredicates.GET("/strange"), Routers::answer)))
			.run((context) -> assertThat(new WebRoutes(context.getSourceApplicationContext().getBeanFactory()).find())
				.isNull());
	}

	private void find(Class<?> configuration, Consumer<@Nullable List<Route>> assertions) {
		this.contextRunner.withUserConfiguration(configuration)
			.run((context) -> assertions
				.accept(new WebRoutes(context.getSourceApplicationContext().getBeanFactory()).find()));
	}

	private static Route route(String name, String method) {
		return new Route(name, new Origin(Routers.class.getName(),
				method + "()Lorg/springframework/web/reactive/function/server/RouterFunction;"));
	}

	@RestController
	static class Controller {

		@GetMapping("/one")
		String one() {
			return "1";
		}

		@RequestMapping(path = { "/two", "/both" }, method = { RequestMethod.POST, RequestMethod.GET })
		String two(int any) {
			return "2" + any;
		}

		@RequestMapping("/any")
		String any() {
			return "3";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Routers {

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/list", Routers::answer)
				.path("/shop", (shop) -> shop.POST("/orders", Routers::answer))
				.nest(RequestPredicates.accept(MediaType.TEXT_HTML), (html) -> html.GET("/page", Routers::answer))
				.route(RequestPredicates.path("/bare"), Routers::answer)
				.build();
		}

		@Bean
		RouterFunction<ServerResponse> files() {
			return RouterFunctions.resources((request) -> Mono.empty());
		}

		@Bean
		RouterFunction<ServerResponse> own() {
			return (request) -> Mono.empty();
		}

		static Mono<ServerResponse> answer(ServerRequest request) {
			return ServerResponse.ok().build();
		}

	}

}
