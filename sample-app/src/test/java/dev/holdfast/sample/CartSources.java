package dev.holdfast.sample;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Edits of the sample application's cart, each on top of the last one.
 */
final class CartSources {

	private static final String CART_FILE = "dev/holdfast/sample/Cart.java";

	private static final String ITEM_FILE = "dev/holdfast/sample/CartItem.java";

	private static final String CONTROLLER_FILE = "dev/holdfast/sample/CartController.java";

	private static final String COMPONENTS = "String name, int quantity, Wrapping wrapping";

	private static final String NOTE = ", java.util.Optional<String> note";

	private static final String CONSTRUCTOR_WITHOUT_NOTE = """

				CartItem(String name, int quantity, Wrapping wrapping) {
					this(name, quantity, wrapping, java.util.Optional.of("Handle with care"));
				}
			""";

	private static final String CART_WITHOUT_ITEMS = """
			package dev.holdfast.sample;

			record Cart(java.util.List<?> items) {
			}
			""";

	private static final String CONTROLLER_WITHOUT_ITEMS = """
			package dev.holdfast.sample;

			import java.util.List;

			import org.springframework.web.bind.annotation.*;

			import dev.holdfast.state.*;

			@RestController
			class CartController {

				private final StateCell<Cart> cart;

				CartController(RestartState state) {
					this.cart = state.define("sample.cart", Cart.class, () -> new Cart(List.of()));
				}

				@GetMapping("/cart")
				Cart cart() {
					return this.cart.get();
				}

				@PostMapping("/cart/{item}")
				Cart add(@PathVariable String item) {
					return this.cart.update((cart) -> {
						throw new IllegalStateException("No class for " + item);
					});
				}

			}
			""";

	private final SourceProject project;

	private final String cart;

	private final String controller;

	private String item;

	CartSources(SourceProject project) {
		this.project = project;
		this.cart = project.read(CART_FILE);
		this.controller = project.read(CONTROLLER_FILE);
		this.item = project.read(ITEM_FILE);
	}

	void addComponent() {
		item(this.item.replace(COMPONENTS + ") {\n", COMPONENTS + NOTE + ") {\n" + CONSTRUCTOR_WITHOUT_NOTE));
	}

	void removeComponent() {
		item(this.item.replace(NOTE, "").replace(CONSTRUCTOR_WITHOUT_NOTE, ""));
	}

	void widenComponent() {
		item(this.item.replace("int quantity", "long quantity"));
	}

	void removeConstant() {
		item(this.item.replace("PLAIN, GIFT", "PLAIN"));
	}

	void bringConstantBack() {
		item(this.item.replace("PLAIN", "PLAIN, GIFT"));
	}

	/**
	 * Delete the class, after those have been compiled that used it.
	 */
	void removeItemClass() {
		this.project.write(CART_FILE, CART_WITHOUT_ITEMS).write(CONTROLLER_FILE, CONTROLLER_WITHOUT_ITEMS).compile();
		this.project.delete(ITEM_FILE);
	}

	void bringItemClassBack() {
		write();
	}

	private void item(String text) {
		if (text.equals(this.item)) {
			throw new IllegalArgumentException("Nothing to replace in:\n" + text);
		}
		this.item = text;
		write();
	}

	// All of them, as those that use a class depend on its shape
	private void write() {
		this.project.write(ITEM_FILE, this.item).write(CART_FILE, this.cart).write(CONTROLLER_FILE, this.controller);
	}

}
