package dev.holdfast.docs;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebSession;

// tag::basket[]
@RestController
class BasketController {

	@PostMapping("/basket/{article}")
	Basket add(@PathVariable String article, WebSession session) {
		Basket basket = session.getAttributeOrDefault("basket", new Basket(List.of())).with(article);
		session.getAttributes().put("basket", basket);
		return basket;
	}

	record Basket(List<String> articles) {

		Basket with(String article) {
			return new Basket(Stream.concat(this.articles.stream(), Stream.of(article)).toList());
		}

	}

}
// end::basket[]
